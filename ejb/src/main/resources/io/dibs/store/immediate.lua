-- Creates a task and, if nothing keeps it from that, makes it running at once under the lease of the process that asks. If
-- something does, a paused queue too, it waits as any other, or is canceled. It joins its lines at their ends as any other, so it overtakes nobody
-- (R1). Keeps R2, R3.
--
-- KEYS[1] prefix
-- ARGV    1 worker (its incarnation)  2 largest fencing token that it has seen  3 error with which it is canceled if it cannot
--         run at once (JSON), or empty if it may wait  4 how many canceled tasks are kept  5-11 the task, as for dispatch.lua
--         12 "1" if it cannot be run here: then it is not claimed, though its resources may be free
-- Reply   {"running", attempt, fencing token}; {"waiting"}; {"canceled"}; {"lease"}, if the lease of the worker has ended, or
--         {"group", name}, if its group is being canceled: nothing was created then; fourth, {groups that were completed}
--
-- Sent again because its reply was lost, it is answered by what the task is now, and changes nothing.
--@include lib/prelude.lua
--@include lib/tell.lua
--@include lib/ties.lua
--@include lib/clock.lua
--@include lib/rank.lua
--@include lib/ready.lua
--@include lib/parked.lua
--@include lib/wake.lua
--@include lib/reservations.lua
--@include lib/lines.lua
--@include lib/execution.lua
local whole = false
--@include lib/claims.lua
--@include lib/final.lua
--@include lib/cancel.lua
--@include lib/joinable.lua

local worker, floor, unavailable, keep = ARGV[1], tonumber(ARGV[2]), ARGV[3], tonumber(ARGV[4])
local id, key = ARGV[5], task_key(ARGV[5])

local known = redis.call('HMGET', key, 'state', 'run', 'worker')
if known[1] then
  local attempt, token = execution_of(known[2])
  if known[1] == 'running' and known[3] == worker then
    return { 'running', tonumber(attempt), tonumber(token), {} }
  end
  return { known[1] == 'canceled' and 'canceled' or 'waiting', 0, 0, {} }
end
local _, valid = lease_of(worker)
if not valid then
  return { 'lease', 0, 0, {} }
end
local refusing = refusing_group(ARGV[9])
if refusing then
  return { 'group', refusing, 0, {} }
end

-- What would become ready is claimed instead; but not in a paused queue, and not what cannot be run here.
local free, wait_ready = false, become_ready
local function become_ready(id, queue, seq, priority)
  if ARGV[12] == '1' or redis.call('HEXISTS', P .. 'paused', queue) == 1 then
    wait_ready(id, queue, seq, priority)
  else
    free = true
  end
end
--@include lib/create.lua
create_task(unpack(ARGV, 5, 11))
list_created()
enqueue_ready()

local reply = { 'waiting', 0, 0, completed_groups }
if free then
  claim({ id }, worker, floor)
  reply[1], reply[2], reply[3] = 'running', claims[2], claims[3]
elseif unavailable ~= '' then
  cancel_task(id, '', '')
  redis.call('HSET', key, 'error', unavailable)
  list_ended({ canceled = keep })
  enqueue_ready()
  reply[1] = 'canceled'
end
wake_announced()
write_told()
return reply
