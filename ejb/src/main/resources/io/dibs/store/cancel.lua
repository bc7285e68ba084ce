-- Cancels a task. One that waits becomes canceled, and those behind it in its lines move up, in the same step. One that
-- runs becomes canceling and keeps all that it reserved (R5); its worker is told. Keeps R1, R2.
--
-- KEYS[1] prefix
-- ARGV    1 id  2 error with which the task fails once it has ended (JSON), or empty to be canceled  3 execution (fencing
--         token) that it is meant for; "none" if only for a task that never started; empty for whichever  4 how many canceled
--         tasks are kept
-- Reply   {outcome, name of the task, its state before}; outcome: "gone"; "final"; "canceled"; "canceling" (now);
--         "already" (canceling before: nothing changed); "fenced" (it is not that execution, or it has started)
--@include lib/prelude.lua
--@include lib/tell.lua
--@include lib/always.lua
--@include lib/clock.lua
--@include lib/rank.lua
--@include lib/ready.lua
--@include lib/parked.lua
--@include lib/wake.lua
--@include lib/reservations.lua
--@include lib/lines.lua
--@include lib/final.lua
--@include lib/execution.lua

local id, why, execution, keep = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local key = task_key(id)
local fields = { 'state', 'call', 'seq', 'res', 'run', 'queue', 'blocked', 'due', 'worker' }
local t = redis.call('HMGET', key, unpack(fields))
local state, call, seq, res, run, queue, blocked, due, worker = unpack(t, 1, 9)

if not state then
  return { 'gone', '', '' }
end
local name, started = name_of(call), run ~= '0'
local _, exec = execution_of(run)
if execution == 'none' and started or execution ~= 'none' and execution ~= '' and execution ~= exec then
  return { 'fenced', name, state }
end
if state == 'waiting' then
  if due then
    redis.call('ZREM', P .. 'later', id)
    redis.call('HDEL', key, 'due')
    res = nil -- It stands in no line.
  elseif tonumber(blocked or 0) == 0 then
    leave_ready(id, queue, name)
  end
  end_task(id, 'waiting', 'canceled', seq, res, {})
  list_ended({ canceled = keep })
  enqueue_ready()
  wake_announced()
  write_told()
  return { 'canceled', name, state }
end
if state == 'running' then
  redis.call('HSET', key, 'state', 'canceling', 'canceling', now_text)
  tell(id, 'running', 'canceling')
  if why ~= '' then
    redis.call('HSET', key, 'why', why)
  end
  redis.call('SADD', P .. 'stop:' .. worker, id)
  push_token(worker)
  write_told()
  return { 'canceling', name, state }
end
return { state == 'canceling' and 'already' or 'final', name, state }
