-- A worker's one round trip: records what its executions came to and claims as many tasks as it has free slots. Between
-- "ready" and "running under this worker's lease" there is no state. Keeps R2, R3, R4, R6, R7.
--
-- KEYS[1] prefix
-- ARGV    1 worker (its incarnation)  2 lane (a worker has at most one call on its way in each)  3 number of this call,
--         growing in its lane  4 free slots, at most 1,000; 0 if it asks for none, as a call in the other lane may; -1 if it
--         takes nothing any more  5 largest fencing token that the worker has seen  6 queues (JSON array in order of
--         preference; "*" for all)  7 needs that the worker has declined (JSON array)  8-10 how many completed, failed
--         and canceled tasks are kept  11 number of outcomes, at most 1,000, then 4 or 7 for each: id, fencing token,
--         outcome (completed; failed, for good; retryable, as its policy covers how it failed; aborted, as its worker
--         stopped it; declined; returned, as its worker has not begun it), "+" if there is more or empty; then the value
--         (result or error, JSON; the need that it declines; or empty), progress reports (JSON or empty), created resources (JSON
--         or empty); last of all "whole" if what is claimed is to be told with all that is signed, "traced" if
--         with its queue and times, "whole traced" if both
-- Reply   {lease valid (1 or 0), time, whether it had more free slots than tasks, and so is registered as idle, unless it is
--         draining: then it gets nothing and nobody wakes it (1 or 0),
--          {for each outcome: the state that the task is in now, "fenced" or "gone"},
--          {for each claimed task in turn: call, attempt, fencing token, id; "whole" or "traced": {call, queue,
--          reservations, created, unblocked, start}, the last three empty unless it is "traced" and a first attempt, ...},
--          {ids of this worker's tasks that are to stop}, {groups that were completed}, {microseconds for
--          which the first claimed task waited for resources and other tasks, and then for a worker; nothing if it was not its
--          first attempt}}
--
-- Sent again because its reply was lost: it is answered as before, with what it claimed then, and changes nothing. A copy
-- that arrives after a later call of its lane claims nothing. For this a worker has a field "lane:<lane>" with the number of
-- the last call, the smallest and the largest token that it gave, and what it answered to outcomes (JSON; nothing if they
-- were recorded as they were sent).
--@include lib/prelude.lua
--@include lib/tell.lua
--@include lib/ties.lua
--@include lib/always.lua
--@include lib/clock.lua
--@include lib/rank.lua
--@include lib/ready.lua
--@include lib/reservations.lua
--@include lib/lines.lua
--@include lib/execution.lua
--@include lib/claims.lua
--@include lib/final.lua

local worker, lane, call, free, floor = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])
local worker_key = P .. 'worker:' .. worker
local keep = { completed = tonumber(ARGV[8]), failed = tonumber(ARGV[9]), canceled = tonumber(ARGV[10]) }
local FINAL = { completed = true, failed = true, canceled = true }

local function idle_in(queues, command)
  for _, queue in ipairs(queues) do
    redis.call(command, P .. 'idle:' .. queue, worker)
  end
end

-- The fields of a task that an outcome sets; "more" is where its value and reports are, if it has any.
local NONE = {}
local function fields_of(outcome, more)
  if not more then
    return NONE
  end
  local fields = {}
  local names = { outcome == 'completed' and 'result' or outcome == 'failed' and 'error' or false, 'progress', 'made' }
  for i, name in ipairs(names) do
    if name and ARGV[more + i - 1] ~= '' then
      fields[#fields + 1] = name
      fields[#fields + 1] = ARGV[more + i - 1]
      if name == 'progress' then
        fields[#fields + 1] = 'progressed'
        fields[#fields + 1] = now_text
      end
    end
  end
  return fields
end

local stops = redis.call('SMEMBERS', P .. 'stop:' .. worker)

-- Most outcomes are of tasks that this worker has and nobody cancels: what "run" has of them is enough to end them.
local function record_all(count)
  local run, ids, held, left, outcomes = P .. 'run:' .. worker, {}, {}, {}, {}
  local at, places, as_sent = 12, {}, true
  for i = 1, count do
    ids[i], places[i] = ARGV[at], at
    at = at + (ARGV[at + 3] == '' and 4 or 7)
  end
  local values = redis.call('HMGET', run, unpack(ids))
  for i = 1, count do
    held[ids[i]] = values[i]
  end
  for _, id in ipairs(stops) do
    held[id] = nil
  end
  for i, id in ipairs(ids) do
    at = places[i]
    local token, outcome, value = ARGV[at + 1], ARGV[at + 2], held[id]
    local more = ARGV[at + 3] ~= '' and at + 4 or nil
    if value and FINAL[outcome] and token_of(value) == token then
      local seq, res
      if value ~= token then
        seq, res = string.match(value, ' (%d+) (.*)$')
      end
      end_task(id, 'running', outcome, seq, res, fields_of(outcome, more))
      outcomes[i] = outcome
      held[id] = nil
      left[#left + 1] = id
    else
--@include lib/unusual.lua
      outcomes[i] = record(id, token, outcome, more)
      as_sent = as_sent and outcomes[i] == outcome
    end
  end
  if left[1] then
    redis.call('HDEL', run, unpack(left))
  end
  list_ended(keep)
  enqueue_ready()
  return outcomes, as_sent
end

local _, valid = lease_of(worker)
local of_worker = redis.call('HMGET', worker_key, 'lane:' .. lane, 'draining')
local last, draining = of_worker[1] or '0', of_worker[2]
local last_call = string.match(last, '^%d+')
local repeated, late = last_call == call, tonumber(call) < tonumber(last_call)
local queues, declined = cjson.decode(ARGV[6]), {}
if ARGV[7] ~= '[]' then
  for _, need in ipairs(cjson.decode(ARGV[7])) do
    declined[need] = true
  end
end

local outcomes, as_sent = {}, true
local smallest, largest, recorded
if repeated then
  smallest, largest, recorded = string.match(last, '^%d+ (%d+) (%d+) (.*)$')
  if recorded ~= '' then
    outcomes = cjson.decode(recorded)
  else
    local at = 12
    for i = 1, tonumber(ARGV[11]) do
      outcomes[i] = ARGV[at + 2]
      at = at + (ARGV[at + 3] == '' and 4 or 7)
    end
  end
elseif ARGV[11] ~= '0' then
  outcomes, as_sent = record_all(tonumber(ARGV[11]))
end

local idle = 0
if valid and not late then
  if repeated then
--@include lib/repeat.lua
    repeat_claims(worker, tonumber(smallest), tonumber(largest))
  else
    if #outcomes == 0 and free > 0 then
      -- It had nothing else to do. The sweeper is there for when nobody has.
--@include lib/later.lua
      release_due(100)
      enqueue_ready()
    end
    local wanted = draining and 0 or free
    local ids, paused = {}, wanted > 0 and paused_queues() or {}
    for _, queue in ipairs(queues) do
      if #ids < wanted and not paused[queue] then
        local sources = queue == '*' and sources_of_all(declined, paused) or sources_of(queue, declined, {})
        for _, id in ipairs(take(sources, wanted - #ids)) do
          ids[#ids + 1] = id
        end
      end
    end
    local tokens = claim(ids, worker, floor)
    local answered = as_sent and '' or cjson.encode(outcomes)
    redis.call('HSET', worker_key, 'lane:' .. lane, call .. ' ' .. tokens .. ' ' .. answered)
  end
  if free ~= 0 then
    idle = #claims / 4 < free and 1 or 0
    if idle == 0 or draining or next(announced) then
      idle_in(queues, 'SREM') -- So that it does not wake itself.
    end
  end
end
wake_announced()
write_told()
if idle == 1 and not draining then
  idle_in(queues, 'SADD')
end
if #stops > 0 then
  stops = redis.call('SMEMBERS', P .. 'stop:' .. worker)
end

return { valid and 1 or 0, now, idle, outcomes, claims, stops, completed_groups, waited }
