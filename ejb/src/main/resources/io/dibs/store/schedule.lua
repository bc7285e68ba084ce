-- Makes a schedule, or changes one, if it still is as whoever changes it has seen it. Keeps R2, R9.
--
-- KEYS[1] prefix
-- ARGV    1 name  2 id of this change, new  3 id of the change that the caller has seen; empty if there was no such schedule
--         4 how many schedules there may be  5 when its next tick is due, or empty while it is paused  6... fields and values
-- Reply   {outcome, {its fields and values in turn, if it was saved}}; outcome: "saved"; "changed", since somebody else has
--         changed it meanwhile; "full", since there are too many
--
-- "schedules" has all schedules by the time at which they are due; a paused one never is. Sent again because its reply was
-- lost, it finds its own change and changes nothing.
--@include lib/prelude.lua

local name, change, due = ARGV[1], ARGV[2], ARGV[5]
local key, schedules = P .. 'schedule:' .. name, P .. 'schedules'
local current = redis.call('HGET', key, 'change') or ''
if current == change then
  return { 'saved', redis.call('HGETALL', key) }
end
if current ~= ARGV[3] then
  return { 'changed', {} }
end
if current == '' and redis.call('ZCARD', schedules) >= tonumber(ARGV[4]) then
  return { 'full', {} }
end
redis.call('HSET', key, 'change', change, 'changed', now_text, 'due', due, unpack(ARGV, 6))
redis.call('HSETNX', key, 'created', now_text)
redis.call('ZADD', schedules, due == '' and '+inf' or due, name)
return { 'saved', redis.call('HGETALL', key) }
