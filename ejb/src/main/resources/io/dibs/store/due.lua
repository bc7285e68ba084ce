-- Shows schedules that are due, the longest due first. Reads only.
--
-- KEYS[1] prefix
-- ARGV    1 how many of the first are left out  2 how many are shown at most
-- Reply   {time, {schedules, each {name, {fields and values in turn}}}, microseconds until the next is due that is not, or -1}
--@include lib/prelude.lua

local key, due = P .. 'schedules', {}
for i, name in ipairs(redis.call('ZRANGEBYSCORE', key, '-inf', now_text, 'LIMIT', tonumber(ARGV[1]), tonumber(ARGV[2]))) do
  due[i] = { name, redis.call('HGETALL', P .. 'schedule:' .. name) }
end
local after = redis.call('ZRANGEBYSCORE', key, '(' .. now_text, '(+inf', 'WITHSCORES', 'LIMIT', 0, 1)
return { now, due, after[1] and tonumber(after[2]) - now or -1 }
