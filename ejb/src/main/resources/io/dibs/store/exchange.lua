-- A worker's one round trip: records what its executions came to and claims as many tasks as it has free slots. Between
-- "ready" and "running under this worker's lease" there is no state. Keeps R2, R3, R4, R6, R7.
--
-- KEYS[1] prefix
-- ARGV    1 worker (its incarnation)  2 number of this call, growing  3 free slots  4 largest fencing token that the worker
--         has seen  5 whether the worker is registered as idle (1 or 0)  6 queues (JSON array in order of preference;
--         ["*"] for all)  7 methods that the worker has declined (JSON array)  8-10 how many completed, failed and
--         canceled tasks are kept  11 number of outcomes, then 6 for each: id, fencing token, outcome (completed, failed
--         or declined), value (result or error, JSON, or empty), progress reports (JSON or empty), created resources (JSON
--         or empty)
-- Reply   {lease valid (1 or 0), time, registered as idle (1 or 0),
--          {for each outcome: the state that the task is in now, "fenced" or "gone"},
--          {claimed, each {id, fencing token, attempt, name, arguments, attributes, parent}},
--          {ids of this worker's tasks that are to stop}}
--
-- Sent again because its reply was lost: outcomes that are recorded stay as they are and are answered alike; a call that
-- claimed before is answered with what it claimed then.
--@include lib/prelude.lua
--@include lib/ready.lua
--@include lib/lines.lua
--@include lib/final.lua

local worker, call, free, floor, was_idle = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5] == '1'
local worker_key, run_key = P .. 'worker:' .. worker, P .. 'run:' .. worker
local keep = { completed = tonumber(ARGV[8]), failed = tonumber(ARGV[9]), canceled = tonumber(ARGV[10]) }
local FINAL = { completed = true, failed = true, canceled = true }

local function decline(id, t)
  local key = task_key(id)
  redis.call('HSET', key, 'state', 'waiting', 'attempt', tonumber(t.attempt) - 1)
  redis.call('HDEL', key, 'exec', 'worker', 'started')
  park(id, t.queue, tonumber(t.seq), tonumber(t.priority), t.name)
  return 'waiting'
end

local function record(id, token, outcome, value, progress, created)
  local names = { 'state', 'exec', 'seq', 'res', 'why', 'attempt', 'queue', 'priority', 'name', 'worker' }
  local values = redis.call('HMGET', task_key(id), unpack(names))
  local t = {}
  for i, name in ipairs(names) do
    t[name] = values[i]
  end
  if not t.state then
    return 'gone'
  end
  if t.exec ~= token then
    return 'fenced'
  end
  if FINAL[t.state] then
    return t.state -- Recorded before: this is the same execution.
  end
  leave_worker(id, t.worker) -- Not always this one: a process whose lease ended goes on under a new incarnation.
  if outcome == 'declined' and t.state == 'running' then
    return decline(id, t)
  end

  local state, fields = outcome, {}
  if t.state == 'canceling' then
    state = t.why and 'failed' or 'canceled'
    if t.why then
      fields = { 'error', t.why }
    end
  elseif outcome == 'completed' and value ~= '' then
    fields = { 'result', value }
  elseif outcome == 'failed' then
    fields = { 'error', value }
  end
  if progress ~= '' then
    fields[#fields + 1] = 'progress'
    fields[#fields + 1] = progress
  end
  if created ~= '' then
    fields[#fields + 1] = 'made'
    fields[#fields + 1] = created
  end
  end_task(id, state, tonumber(t.seq), t.res, keep[state], fields)
  return state
end

local outcomes = {}
for i = 0, tonumber(ARGV[11]) - 1 do
  outcomes[i + 1] = record(unpack(ARGV, 12 + i * 6, 17 + i * 6))
end

-- Where ready tasks that this worker serves can be: {{key, queue, method of parked ones}}, grouped by preference.
local function sources_of(queue, declined, sources)
  sources[#sources + 1] = { P .. 'ready:' .. queue, queue }
  for _, method in ipairs(redis.call('SMEMBERS', P .. 'parked:' .. queue)) do
    if not declined[method] then
      sources[#sources + 1] = { parked_key(queue, method), queue, method }
    end
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
      wake_one(source[2]) -- More is ready than this worker can take: somebody else's turn.
    end
  end
  return taken
end

local claims = {}
local function claim_of(id, t)
  return { id, tonumber(t[6]), tonumber(t[5]), t[1], t[2] or '[]', t[3] or '', t[4] or '' }
end

local function claim(ids)
  if #ids == 0 then
    return
  end
  local token = math.max(tonumber(redis.call('GET', P .. 'token') or 0), floor, now)
  local running, claimed = {}, {}
  for _, id in ipairs(ids) do
    local key = task_key(id)
    local t = redis.call('HMGET', key, 'name', 'args', 'meta', 'parent', 'attempt')
    if t[1] then
      token = token + 1
      t[5], t[6] = tonumber(t[5] or 0) + 1, token
      redis.call('HSET', key, 'state', 'running', 'started', now, 'attempt', t[5], 'exec', token, 'worker', worker)
      running[#running + 1] = id
      running[#running + 1] = int(token)
      claims[#claims + 1] = claim_of(id, t)
    end
  end
  if #running > 0 then
    redis.call('SET', P .. 'token', int(token))
    redis.call('HSET', run_key, unpack(running))
    redis.call('HSET', worker_key, 'call', call, 'claimed', cjson.encode(running))
  end
end

local function repeat_claims(claimed)
  for i = 1, #claimed, 2 do
    local t = redis.call('HMGET', task_key(claimed[i]), 'name', 'args', 'meta', 'parent', 'attempt', 'exec')
    if t[6] == claimed[i + 1] then
      claims[#claims + 1] = claim_of(claimed[i], t)
    end
  end
end

local expiry = redis.call('ZSCORE', P .. 'leases', worker)
local valid = expiry and tonumber(expiry) > now
local idle = 0
if valid then
  local last = redis.call('HMGET', worker_key, 'call', 'claimed')
  local queues = cjson.decode(ARGV[6])
  if last[1] == call then
    repeat_claims(cjson.decode(last[2]))
  elseif free > 0 then
    local declined = {}
    for _, method in ipairs(cjson.decode(ARGV[7])) do
      declined[method] = true
    end
    local ids = {}
    if queues[1] == '*' then
      local sources = {}
      for _, queue in ipairs(redis.call('SMEMBERS', P .. 'queues')) do
        sources_of(queue, declined, sources)
      end
      if #sources > 0 then
        ids = take(sources, free)
      end
    else
      for _, queue in ipairs(queues) do
        if #ids < free then
          for _, id in ipairs(take(sources_of(queue, declined, {}), free - #ids)) do
            ids[#ids + 1] = id
          end
        end
      end
    end
    claim(ids)
  end
  idle = #claims < free and 1 or 0
  if idle == 1 or was_idle then
    for _, queue in ipairs(queues) do
      redis.call(idle == 1 and 'SADD' or 'SREM', P .. 'idle:' .. queue, worker)
    end
  end
end

return { valid and 1 or 0, now, idle, outcomes, claims, redis.call('SMEMBERS', P .. 'stop:' .. worker) }
