-- Claiming (needs prelude, clock, ready, execution). "claims" collects the replies, four things for each claim in turn.

local claims = {}

-- How long the first of them waited for resources and other tasks, and then for a worker, if it is its first attempt: one task
-- stands for all of a call, since to look at each would cost each.
local waited = {}

-- Whether the worker is to be told all that is signed, and whether it traces. If either is so, the first of the four is
-- {call, queue, reservations; created, unblocked, start}: reservations only if all that is signed is told; times only of a
-- first attempt, and if it traces.
local wish = ARGV[#ARGV]
local whole, traced = wish == 'whole' or wish == 'whole traced', wish == 'traced' or wish == 'whole traced'

-- Where ready tasks of a queue can be: {{key, queue, need of parked ones}}.
local function sources_of(queue, declined, sources)
  sources[#sources + 1] = { P .. 'ready:' .. queue, queue }
  for _, need in ipairs(redis.call('SMEMBERS', P .. 'parked:' .. queue)) do
    if not declined[need] then
      sources[#sources + 1] = { P .. 'parked:' .. queue .. ':' .. need, queue, need }
    end
  end
  return sources
end

local function sources_of_all(declined, paused)
  local sources = {}
  for _, queue in ipairs(redis.call('SMEMBERS', P .. 'queues')) do
    if not paused[queue] then
      sources_of(queue, declined, sources)
    end
  end
  return sources
end

-- The paused queues, as a set.
local function paused_queues()
  local paused = {}
  for _, queue in ipairs(redis.call('HKEYS', P .. 'paused')) do
    paused[queue] = true
  end
  return paused
end

-- Takes up to "wanted" tasks with the smallest ranks out of the sources.
local function take(sources, wanted)
  local taken = {}
  if #sources == 1 then
    -- Popping would write out all ranks.
    taken = redis.call('ZRANGE', sources[1][1], 0, wanted - 1)
    if #taken > 0 then
      redis.call('ZREMRANGEBYRANK', sources[1][1], 0, #taken - 1)
    end
  else
    local candidates = {}
    for _, source in ipairs(sources) do
      local heads = redis.call('ZRANGE', source[1], 0, wanted - 1, 'WITHSCORES')
      for i = 1, #heads, 2 do
        candidates[#candidates + 1] = { heads[i], tonumber(heads[i + 1]), source }
      end
    end
    table.sort(candidates, function(a, b)
      return a[2] < b[2]
    end)
    for i = 1, math.min(wanted, #candidates) do
      redis.call('ZREM', candidates[i][3][1], candidates[i][1])
      if candidates[i][3][3] then
        redis.call('HDEL', task_key(candidates[i][1]), 'parked')
      end
      taken[i] = candidates[i][1]
    end
  end
  for _, source in ipairs(sources) do
    local _, queue, need = unpack(source)
    if #taken == wanted and redis.call('EXISTS', source[1]) == 1 then
      -- More is ready than this worker can take: somebody else's turn.
      announce(queue, need and 0 or 1, need and 1 or 0)
    else
      if need and redis.call('EXISTS', source[1]) == 0 then
        redis.call('SREM', P .. 'parked:' .. queue, need)
      end
      if redis.call('EXISTS', P .. 'ready:' .. queue, P .. 'parked:' .. queue) == 0 then
        redis.call('SREM', P .. 'queues', queue)
      end
    end
  end
  return taken
end

-- Makes tasks that were taken running. Tokens are larger than every earlier one, also when Redis lost its data: "floor"
-- is the largest that the worker knows. Returns the smallest and the largest token given, with a blank between them.
local function claim(ids, worker, floor)
  if #ids == 0 then
    return '0 0'
  end
  lease_now()
  local token, running, at = math.max(largest_token, floor, now), {}, ' ' .. now_text
  for i, id in ipairs(ids) do
    local key = task_key(id)
    local t
    if i == 1 or traced then
      t = redis.call('HMGET', key, 'call', 'seq', 'res', 'run', 'created', 'unblocked')
      if i == 1 and t[4] == '0' and t[6] then
        waited = { tonumber(t[6]) - tonumber(t[5]), now - tonumber(t[6]) }
      end
    else
      t = redis.call('HMGET', key, 'call', 'seq', 'res', 'run')
    end
    if t[1] then
      token = token + 1
      local text = int(token)
      running[#running + 1] = id
      running[#running + 1] = run_value(text, t[2], t[3])
      local attempt = t[4] + 1
      count_in_group(t[3], 'waiting', 'running')
      redis.call('HSET', key, 'state', 'running', 'run', attempt .. ' ' .. text .. at, 'worker', worker)
      tell(id, 'waiting', 'running')
      local n = #claims
      claims[n + 1], claims[n + 2], claims[n + 3], claims[n + 4] = t[1], attempt, token, id
      if whole or traced then
        local timed = traced and t[4] == '0' and t[6]
        claims[n + 1] = { t[1], redis.call('HGET', key, 'queue'), whole and t[3] or '', timed and t[5] or '',
          timed and t[6] or '', timed and now_text or '' }
      end
    end
  end
  if not running[1] then
    return '0 0' -- What was ready is not there: an audit tells of it.
  end
  local largest = int(token)
  redis.call('HSET', P .. 'clock', 'token', largest)
  redis.call('HSET', P .. 'run:' .. worker, unpack(running))
  return token_of(running[2]) .. ' ' .. largest
end
