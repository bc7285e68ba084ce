-- A worker's one round trip: records what its executions came to and claims as many tasks as it has free slots. Between
-- "ready" and "running under this worker's lease" there is no state. Keeps R2, R3, R4, R6, R7.
--
-- KEYS[1] prefix
-- ARGV    1 worker (its incarnation)  2 number of this call, growing  3 free slots  4 largest fencing token that the worker
--         has seen  5 whether the worker is registered as idle (1 or 0)  6 queues (JSON array in order of preference;
--         "*" for all)  7 methods that the worker has declined (JSON array)  8-10 how many completed, failed and
--         canceled tasks are kept  11 number of outcomes, then 6 for each: id, fencing token, outcome (completed;
--         failed, for good; retryable, as its policy covers how it failed; aborted, as its worker stopped it; declined;
--         returned, as its worker shuts down and has not begun it), value (result or error, JSON, or empty), progress
--         reports (JSON or empty), created resources (JSON or empty)
-- Reply   {lease valid (1 or 0), time, registered as idle (1 or 0),
--          {for each outcome: the state that the task is in now, "fenced" or "gone"},
--          {claimed, each {id, fencing token, attempt, name, arguments, attributes, parent}},
--          {ids of this worker's tasks that are to stop}}
--
-- Sent again because its reply was lost: it is answered as before, with what it claimed then, and changes nothing. A copy
-- that arrives after a later call claims nothing.
--@include lib/prelude.lua
--@include lib/always.lua
--@include lib/clock.lua
--@include lib/ready.lua
--@include lib/lines.lua
--@include lib/claims.lua
--@include lib/final.lua
--@include lib/failure.lua
--@include lib/later.lua

local worker, call, free, floor, was_idle = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5] == '1'
local worker_key = P .. 'worker:' .. worker
local keep = { completed = tonumber(ARGV[8]), failed = tonumber(ARGV[9]), canceled = tonumber(ARGV[10]) }
local FINAL = { completed = true, failed = true, canceled = true }

local function idle_in(queues, command)
  for _, queue in ipairs(queues) do
    redis.call(command, P .. 'idle:' .. queue, worker)
  end
end

-- Back to waiting, with its claims and its place in all lines: for another worker that knows its method, or for any.
local function give_back(id, t, declined)
  local key = task_key(id)
  redis.call('HSET', key, 'state', 'waiting', 'attempt', tonumber(t.attempt) - 1)
  redis.call('HDEL', key, 'exec', 'worker', 'started')
  if declined then
    park(id, t.queue, tonumber(t.seq), tonumber(t.priority), t.name)
  else
    become_ready(id, t.queue, tonumber(t.seq), tonumber(t.priority))
  end
  return 'waiting'
end

local function record(id, token, outcome, value, progress, created)
  local t = read_execution(id)
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
  if t.state == 'running' and (outcome == 'declined' or outcome == 'returned') then
    return give_back(id, t, outcome == 'declined')
  end

  local fields = {}
  if progress ~= '' then
    fields = { 'progress', progress }
  end
  if created ~= '' then
    fields[#fields + 1] = 'made'
    fields[#fields + 1] = created
  end
  if t.state == 'running' and (outcome == 'completed' or outcome == 'failed') then
    if value ~= '' then
      fields[#fields + 1] = outcome == 'completed' and 'result' or 'error'
      fields[#fields + 1] = value
    end
    end_task(id, outcome, tonumber(t.seq), t.res, keep[outcome], fields)
    return outcome
  end
  return fail_attempt(id, t, value, outcome == 'aborted', keep, fields)
end

local _, valid = lease_of(worker)
local last = redis.call('HMGET', worker_key, 'call', 'outcomes', 'claimed')
local repeated = last[1] == call
local late = last[1] and tonumber(call) < tonumber(last[1])
local queues, declined = cjson.decode(ARGV[6]), {}
for _, method in ipairs(cjson.decode(ARGV[7])) do
  declined[method] = true
end

announced = {}
local outcomes = {}
if repeated then
  outcomes = cjson.decode(last[2])
else
  for i = 0, tonumber(ARGV[11]) - 1 do
    outcomes[i + 1] = record(unpack(ARGV, 12 + i * 6, 17 + i * 6))
  end
end

local idle = 0
if valid and not late then
  if repeated then
    repeat_claims(cjson.decode(last[3]))
  else
    if #outcomes == 0 and free > 0 then
      release_due(100) -- It had nothing else to do. The sweeper is there for when nobody has.
    end
    local ids = {}
    for _, queue in ipairs(queues) do
      if #ids < free then
        local sources = queue == '*' and sources_of_all(declined) or sources_of(queue, declined, {})
        for _, id in ipairs(take(sources, free - #ids)) do
          ids[#ids + 1] = id
        end
      end
    end
    claim(ids, worker, floor)
    redis.call('HSET', worker_key, 'call', call, 'outcomes', cjson.encode(outcomes), 'claimed', cjson.encode(claimed))
  end
  idle = #claims < free and 1 or 0
  if was_idle then
    idle_in(queues, 'SREM') -- So that it does not wake itself.
  end
end
wake_for_announced()
if idle == 1 then
  idle_in(queues, 'SADD')
end

return { valid and 1 or 0, now, idle, outcomes, claims, redis.call('SMEMBERS', P .. 'stop:' .. worker) }
