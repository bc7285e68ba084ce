-- Renews a worker's lease, unless it has ended already (R4): one renewal covers all that the worker runs.
--
-- KEYS[1] prefix
-- ARGV    1 worker  2 length of the lease, microseconds  3 how many of its tasks do not stop  4 its clock, microseconds
-- Reply   1 renewed, 0 lost
--@include lib/prelude.lua
--@include lib/always.lua
--@include lib/clock.lua

local _, valid = lease_of(ARGV[1])
if not valid then
  return 0
end
redis.call('ZADD', P .. 'leases', advance_lease_clock() + tonumber(ARGV[2]), ARGV[1])

-- How it is, if it is not well: how many tasks do not stop, by how many seconds its clock is apart, and by how many it was seen
-- to be this time. The smaller of the last two counts: a call that was held up makes a clock look late, once.
local key = P .. 'worker:' .. ARGV[1]
local health = redis.call('HGET', key, 'health')
local apart = (tonumber(ARGV[4]) - now) / 1000000
apart = apart < 0 and math.ceil(apart) or math.floor(apart)
local last = tonumber(health and string.match(health, '%S+$') or 0)
local sure = math.abs(apart) < math.abs(last) and apart or last
local is = ARGV[3] .. ' ' .. int(sure + 0) .. ' ' .. int(apart + 0) -- Never "-0"
if is ~= (health or '0 0 0') then
  redis.call('HSET', key, 'health', is)
end
return 1
