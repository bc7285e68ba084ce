-- Forgets a worker that has stopped. One that still has tasks is left to the end of its lease, and so to the sweeper.
--
-- KEYS[1] prefix
-- ARGV    1 worker
-- Reply   1 forgotten, 0 it has tasks
--@include lib/prelude.lua
--@include lib/always.lua
--@include lib/workers.lua

if redis.call('EXISTS', P .. 'run:' .. ARGV[1]) == 1 then
  return 0
end
forget_worker(ARGV[1])
return 1
