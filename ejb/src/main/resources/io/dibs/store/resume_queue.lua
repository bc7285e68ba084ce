-- Ends the pause of a queue, and wakes idle workers for what is ready in it: as many as there are tasks, and all if some are
-- parked, since nobody knows who can run those (R6).
--
-- KEYS[1] prefix
-- ARGV    1 queue
-- Reply   1 if it was paused, else 0
--
-- Sent again because its reply was lost, it finds that the queue is not paused, and changes nothing.
--@include lib/prelude.lua
--@include lib/clock.lua
--@include lib/rank.lua
--@include lib/ready.lua

local queue = ARGV[1]
if redis.call('HDEL', P .. 'paused', queue) == 0 then
  return 0
end
announce(queue, redis.call('ZCARD', P .. 'ready:' .. queue), redis.call('EXISTS', P .. 'parked:' .. queue) * ALL)
wake_announced()
return 1
