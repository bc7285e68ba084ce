-- Gives up a task that was told to stop and does not: it ends, and its resources are free, although its thread may still be
-- at work. Whatever that thread's execution still sends is refused (R4). An operator's decision, never the system's (R5).
--
-- KEYS[1] prefix
-- ARGV    1 id  2 error (JSON)  3-4 how many failed and canceled tasks are kept
-- Reply   {outcome, name of the task, its state now, {groups that were completed}}; outcome: "gone"; "refused", since it is not canceling; "abandoned"
--         (now); "already" (before: nothing changed)
--@include lib/prelude.lua
--@include lib/tell.lua
--@include lib/ties.lua
--@include lib/always.lua
--@include lib/clock.lua
--@include lib/rank.lua
--@include lib/ready.lua
--@include lib/reservations.lua
--@include lib/lines.lua
--@include lib/final.lua
--@include lib/execution.lua

local id = ARGV[1]
local key = task_key(id)
local t = redis.call('HMGET', key, 'state', 'call', 'seq', 'res', 'run', 'why', 'worker', 'abandoned')
local state, call, seq, res, run, why, worker, abandoned = unpack(t, 1, 8)
if not state then
  return { 'gone', '', '' }
end
local name = name_of(call)
if abandoned then
  return { 'already', name, state }
end
if state ~= 'canceling' then
  return { 'refused', name, state }
end
local attempt, exec, started = execution_of(run)
leave_worker(id, worker)
redis.call('HSET', key, 'run', attempt .. ' 0 ' .. started)
local final = why and 'failed' or 'canceled'
end_task(id, state, final, seq, res, { 'error', why or ARGV[2], 'fenced', exec, 'abandoned', now_text })
list_ended({ [final] = tonumber(ARGV[why and 3 or 4]) })
enqueue_ready()
wake_announced()
write_told()
return { 'abandoned', name, final, completed_groups }
