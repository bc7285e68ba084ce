-- Pauses a queue: nobody claims from it, and its ready tasks wake nobody. What runs goes on; what waits keeps its places in
-- all lines, and what it reserves.
--
-- KEYS[1] prefix
-- ARGV    1 queue  2 how many queues can be paused at most
-- Reply   1; 0 if so many are paused already
--
-- Sent again because its reply was lost, it finds the queue paused, and changes nothing.
--@include lib/prelude.lua

if redis.call('HEXISTS', P .. 'paused', ARGV[1]) == 1 then
  return 1
end
if redis.call('HLEN', P .. 'paused') >= tonumber(ARGV[2]) then
  return 0
end
redis.call('HSET', P .. 'paused', ARGV[1], now_text)
return 1
