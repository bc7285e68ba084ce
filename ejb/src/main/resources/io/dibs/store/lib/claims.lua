-- Claiming (needs prelude, clock, ready, execution). "claims" collects the replies.

local claims = {}

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
      taken[i] = candidates[i][1]
    end
  end
  for _, source in ipairs(sources) do
    if source[3] then
      drop_parked_if_empty(source[2], source[3])
    end
    if #taken < wanted or redis.call('EXISTS', source[1]) == 0 then
      drop_queue_if_empty(source[2])
    else
      -- More is ready than this worker can take: somebody else's turn.
      announce(source[2], source[3] and 0 or 1, source[3] and 1 or 0)
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
  local token, running = math.max(largest_token, floor, now), {}
  for _, id in ipairs(ids) do
    local key = task_key(id)
    local t = redis.call('HMGET', key, 'name', 'args', 'meta', 'parent', 'attempt', 'seq', 'res')
    if t[1] then
      token = token + 1
      local text = int(token)
      running[#running + 1] = id
      running[#running + 1] = run_value(text, t[6], t[7])
      t[5], t[6], t[7] = tonumber(t[5] or 0) + 1, token, id
      redis.call('HSET', key, 'state', 'running', 'started', now_text, 'attempt', t[5], 'exec', text, 'worker', worker)
      claims[#claims + 1] = t
    end
  end
  local largest = int(token)
  redis.call('HSET', P .. 'clock', 'token', largest)
  each_piece(running, function(...)
    redis.call('HSET', P .. 'run:' .. worker, ...)
  end)
  return token_of(running[2] or '0') .. ' ' .. largest
end

-- Answers with what an earlier call claimed, as far as the worker has it still: with these tokens.
local function repeat_claims(worker, smallest, largest)
  local run = redis.call('HGETALL', P .. 'run:' .. worker)
  for i = 1, #run, 2 do
    local token = tonumber(token_of(run[i + 1]))
    if token >= smallest and token <= largest then
      local t = redis.call('HMGET', task_key(run[i]), 'name', 'args', 'meta', 'parent', 'attempt')
      t[5], t[6], t[7] = tonumber(t[5]), token, run[i]
      claims[#claims + 1] = t
    end
  end
  table.sort(claims, function(a, b)
    return a[6] < b[6]
  end)
end
