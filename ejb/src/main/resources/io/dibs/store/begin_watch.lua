-- Begins a look at what is wrong in the domain, for one process among all that try: once in an interval (R8: by this clock).
--
-- KEYS[1] prefix
-- ARGV    1 interval, microseconds  2 how long one that has begun may take before another process begins, likewise
--         3 name of this look, which no other has  4 how long what was found stays if nobody looks any more, milliseconds
-- Reply   {1 it has begun, 0 it is not time; microseconds until it is}
--
-- "problems" is a hash: "begun" (when the last look began), "by" (its name), "ended" (the name of the last that ended, and what
-- changed then: "told"), "at" (when), and what was found, see end_watch.lua. Sent again because its reply was lost, it knows its name.
-- A process that dies has its look begun again by another one. It works when Redis is full, since that is to be found too.
--@include lib/prelude.lua
--@include lib/always.lua

local key = P .. 'problems'
local last = redis.call('HMGET', key, 'begun', 'by', 'ended')
if last[2] == ARGV[3] then
  return { 1, 0 }
end
local begun, interval = tonumber(last[1] or nil), tonumber(ARGV[1])
if begun and begun <= now then
  local due = begun + (last[2] == last[3] and interval or math.max(interval, tonumber(ARGV[2])))
  if now < due then
    return { 0, due - now }
  end
end
redis.call('HSET', key, 'begun', now_text, 'by', ARGV[3])
redis.call('PEXPIRE', key, tonumber(ARGV[4]))
return { 1, 0 }
