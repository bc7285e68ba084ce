-- Claiming (needs prelude, clock, ready). "claims" collects the replies, "claimed" ids and fencing tokens in turn.

local claims, claimed = {}, {}

-- Where ready tasks of a queue can be: {{key, queue, method of parked ones}}.
local function sources_of(queue, declined, sources)
  sources[#sources + 1] = { P .. 'ready:' .. queue, queue }
  for _, method in ipairs(redis.call('SMEMBERS', P .. 'parked:' .. queue)) do
    if not declined[method] then
      sources[#sources + 1] = { parked_key(queue, method), queue, method }
    end
  end
  return sources
end

local function sources_of_all(declined)
  local sources = {}
  for _, queue in ipairs(redis.call('SMEMBERS', P .. 'queues')) do
    sources_of(queue, declined, sources)
  end
  return sources
end

-- Takes up to "wanted" tasks with the smallest ranks out of the sources.
local function take(sources, wanted)
  local taken = {}
  if #sources == 1 then
    local popped = redis.call('ZPOPMIN', sources[1][1], wanted)
    for i = 1, #popped, 2 do
      taken[#taken + 1] = popped[i]
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
      taken[i] = candidates[i][1]
    end
  end
  for _, source in ipairs(sources) do
    if source[3] then
      drop_parked_if_empty(source[2], source[3])
    end
    if redis.call('EXISTS', source[1]) == 0 then
      drop_queue_if_empty(source[2])
    elseif #taken == wanted then
      -- More is ready than this worker can take: somebody else's turn.
      announce(source[2], source[3] and 0 or 1, source[3] and 1 or 0)
    end
  end
  return taken
end

local function claim_of(id, t)
  return { id, tonumber(t[6]), tonumber(t[5]), t[1], t[2] or '[]', t[3] or '', t[4] or '' }
end

-- Makes tasks that were taken running. Tokens are larger than every earlier one, also when Redis lost its data: "floor"
-- is the largest that the worker knows.
local function claim(ids, worker, floor)
  if #ids == 0 then
    return
  end
  lease_now()
  local token = math.max(largest_token, floor, now)
  for _, id in ipairs(ids) do
    local key = task_key(id)
    local t = redis.call('HMGET', key, 'name', 'args', 'meta', 'parent', 'attempt')
    if t[1] then
      token = token + 1
      t[5], t[6] = tonumber(t[5] or 0) + 1, token
      redis.call('HSET', key, 'state', 'running', 'started', now, 'attempt', t[5], 'exec', token, 'worker', worker)
      claimed[#claimed + 1] = id
      claimed[#claimed + 1] = int(token)
      claims[#claims + 1] = claim_of(id, t)
    end
  end
  redis.call('HSET', P .. 'clock', 'token', int(token))
  -- In pieces, since Lua cannot unpack many thousands at once.
  for i = 1, #claimed, 1000 do
    redis.call('HSET', P .. 'run:' .. worker, unpack(claimed, i, math.min(i + 999, #claimed)))
  end
end

-- Answers with what an earlier call claimed, as far as it is still the current execution.
local function repeat_claims(earlier)
  for i = 1, #earlier, 2 do
    local t = redis.call('HMGET', task_key(earlier[i]), 'name', 'args', 'meta', 'parent', 'attempt', 'exec')
    if t[6] == earlier[i + 1] then
      claims[#claims + 1] = claim_of(earlier[i], t)
    end
  end
end
