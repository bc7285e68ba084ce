-- A worker process answers where its threads are. The answer, the hash "threads:<incarnation>", is there for a moment: for those who
-- asked.
--
-- KEYS[1] prefix
-- ARGV    1 worker (its incarnation)  2 the number of the question  3 the answer  4 for how long it is kept, milliseconds
-- Reply   1; 0 if this is not asked any more
--
-- Sent again because its reply was lost, it finds that this is not asked any more, and changes nothing.
--@include lib/prelude.lua

local worker_key, key = P .. 'worker:' .. ARGV[1], P .. 'threads:' .. ARGV[1]
if redis.call('HGET', worker_key, 'threads_asked') ~= ARGV[2] then
  return 0
end
redis.call('HDEL', worker_key, 'threads_asked')
redis.call('HSET', key, 'number', ARGV[2], 'taken', now_text, 'text', ARGV[3])
redis.call('PEXPIRE', key, ARGV[4])
return 1
