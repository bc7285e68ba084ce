-- Asks a worker process where its threads are. Who asks while a question is not answered shares it.
--
-- KEYS[1] prefix
-- ARGV    1 worker (its incarnation)
-- Reply   the number of the question, larger than all that this worker was asked before; 0 if there is no such worker
--
-- The question is the field "threads_asked" of the worker, until the worker answers it or is gone. Sent again because its
-- reply was lost, it finds its question; or asks once more, if that was answered meanwhile.
--@include lib/prelude.lua

local key = P .. 'worker:' .. ARGV[1]
local known = redis.call('HMGET', key, 'name', 'threads_asked')
if not known[1] then
  return 0
end
if known[2] then
  return tonumber(known[2])
end
local number = redis.call('HINCRBY', key, 'threads_questions', 1)
redis.call('HSET', key, 'threads_asked', number)
return number
