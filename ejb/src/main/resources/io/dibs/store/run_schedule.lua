-- Dispatches a task of a schedule besides its ticks. Keeps R1, R2.
--
-- KEYS[1] prefix
-- ARGV    1 name of the schedule  2 id of its last change  3-9 the task, as dispatch.lua has it
-- Reply   "dispatched"; "exists", since it was before; "changed", since the schedule is not as the caller has seen it;
--         "canceled", since the group of its task is being canceled
--
-- Sent again because its reply was lost, or with the id of a task that exists, it changes nothing.
--@include lib/prelude.lua
--@include lib/tell.lua
--@include lib/ties.lua
--@include lib/clock.lua
--@include lib/rank.lua
--@include lib/ready.lua
--@include lib/create.lua
--@include lib/joinable.lua

local key, id = P .. 'schedule:' .. ARGV[1], ARGV[3]
if redis.call('EXISTS', task_key(id)) == 1 then
  return 'exists'
end
if redis.call('HGET', key, 'change') ~= ARGV[2] then
  return 'changed'
end
if refusing_group(ARGV[7]) then
  return 'canceled'
end
create_task(unpack(ARGV, 3, 9))
list_created()
enqueue_ready()
redis.call('HSET', key, 'last_run', id)
wake_announced()
write_told()
return 'dispatched'
