-- Closes a group that was opened: it is complete as soon as nothing in it waits, runs or is canceling.
--
-- KEYS[1] prefix
-- ARGV    1 group
-- Reply   {1, {groups that were completed}}; 0 in place of 1 if there is no such group
--@include lib/prelude.lua
--@include lib/tell.lua
--@include lib/ties.lua
--@include lib/always.lua
--@include lib/clock.lua
--@include lib/rank.lua
--@include lib/ready.lua
--@include lib/wake.lua
--@include lib/reservations.lua
--@include lib/lines.lua
--@include lib/final.lua
--@include lib/execution.lua
--@include lib/tied.lua

local key = P .. 'group:' .. ARGV[1]
if redis.call('EXISTS', key) == 0 then
  return { 0, completed_groups }
end
redis.call('HDEL', key, 'held')
complete_if_done(ARGV[1])
enqueue_ready()
wake_announced()
write_told()
return { 1, completed_groups }
