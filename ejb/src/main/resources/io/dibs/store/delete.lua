-- Deletes a final task.
--
-- KEYS[1] prefix
-- ARGV    1 id
-- Reply   "deleted", "gone", or the task's state when it is not final
--@include lib/prelude.lua
--@include lib/ties.lua
--@include lib/always.lua
--@include lib/clock.lua
--@include lib/rank.lua
--@include lib/ready.lua
--@include lib/reservations.lua
--@include lib/lines.lua
--@include lib/final.lua

local id = ARGV[1]
local state = redis.call('HGET', task_key(id), 'state')
if not state then
  return 'gone'
end
if redis.call('ZREM', P .. 'done:' .. state, id) == 0 then
  return state
end
delete_tasks({ id })
return 'deleted'
