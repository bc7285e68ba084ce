-- Makes a schedule, or changes one, if it still is as whoever changes it has seen it. Keeps R2, R9.
--
-- KEYS[1] prefix
-- ARGV    1 name  2 id of this change, new  3 id of the change that the caller has seen; empty if there was no such schedule
--         4 when it was due, as the caller has seen it  5 how many schedules there may be  6 "changed" if people are to be told
--         of this change, else empty  7... fields and values, of them "due": when its next tick is due, empty while it is paused
-- Reply   {outcome, {its fields and values in turn, if it was saved}}; outcome: "saved"; "changed", since somebody else has
--         changed it meanwhile, or it has ticked; "full", since there are too many
--
-- "schedules" has all schedules by the time at which they are due; a paused one never is. Sent again because its reply was
-- lost, it finds its own change and changes nothing.
--@include lib/prelude.lua

local name, change = ARGV[1], ARGV[2]
local key, schedules = P .. 'schedule:' .. name, P .. 'schedules'
local s = redis.call('HMGET', key, 'change', 'due')
local current = s[1] or ''
if current == change then
  return { 'saved', redis.call('HGETALL', key) }
end
if current ~= ARGV[3] or (s[2] or '') ~= ARGV[4] then
  return { 'changed', {} }
end
if current == '' and redis.call('ZCARD', schedules) >= tonumber(ARGV[5]) then
  return { 'full', {} }
end
redis.call('HSET', key, 'change', change, unpack(ARGV, 7))
redis.call('HSETNX', key, 'created', now_text)
if ARGV[6] ~= '' then
  redis.call('HSET', key, ARGV[6], now_text)
end
local due = redis.call('HGET', key, 'due')
redis.call('ZADD', schedules, due == '' and '+inf' or due, name)
return { 'saved', redis.call('HGETALL', key) }
