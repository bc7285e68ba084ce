-- Begins a look at what is wrong in the domain, or an audit of it, for one process among all that try: once in an interval
-- (R8: by this clock). Or says that one still goes on.
--
-- KEYS[1] prefix
-- ARGV    1 interval, microseconds  2 how long one that has begun may take before another process begins, likewise
--         3 name of this look, which no other has  4 how long what was found stays if nobody looks any more, milliseconds
--         5 what all fields begin with: nothing for a look, "audit:" for an audit  6 "on" if it has begun before and goes on, or empty
-- Reply   {1 it has begun, or is still the last, 0 it is not time; microseconds until it is}
--
-- "problems" is a hash: "begun" (when the last look began), "by" (its name), "ended" (the name of the last that ended, and what
-- changed then: "told"), "at" (when), and what was found, see end_watch.lua. Sent again because its reply was lost, it knows its name.
-- An audit has the same fields beside these. A process that dies has its look begun again by another one. It works when Redis is full, since that is to be found too.
--@include lib/prelude.lua
--@include lib/always.lua
--@include lib/stay.lua

local key = P .. 'problems'
local field = ARGV[5]
local last = redis.call('HMGET', key, field .. 'begun', field .. 'by', field .. 'ended')
if ARGV[6] == 'on' then
  if last[2] ~= ARGV[3] or last[3] == ARGV[3] then
    return { 0, 0 }
  end
  redis.call('HSET', key, field .. 'begun', now_text)
  return { 1, 0 }
end
if last[2] == ARGV[3] then
  return { 1, 0 }
end
local begun, interval = tonumber(last[1] or nil), tonumber(ARGV[1])
if begun and begun <= now then
  local due = begun + (last[2] == last[3] and interval or tonumber(ARGV[2]))
  if now < due then
    return { 0, due - now }
  end
end
redis.call('HSET', key, field .. 'begun', now_text, field .. 'by', ARGV[3])
stay(key, ARGV[4])
return { 1, 0 }
