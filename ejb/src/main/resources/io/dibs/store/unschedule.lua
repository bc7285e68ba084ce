-- Removes a schedule. Tasks that it has dispatched stay.
--
-- KEYS[1] prefix
-- ARGV    1 name  2 incarnation that is meant, or empty for whichever
-- Reply   1 removed, 0 there is none
--@include lib/prelude.lua

local key = P .. 'schedule:' .. ARGV[1]
if ARGV[2] ~= '' and redis.call('HGET', key, 'incarnation') ~= ARGV[2] then
  return 0
end
redis.call('ZREM', P .. 'schedules', ARGV[1])
return redis.call('DEL', key)
