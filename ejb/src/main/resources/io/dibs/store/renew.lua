-- Renews a worker's lease, unless it has ended already (R4): one renewal covers all that the worker runs.
--
-- KEYS[1] prefix
-- ARGV    1 worker  2 length of the lease, microseconds
-- Reply   1 renewed, 0 lost
--@include lib/prelude.lua
--@include lib/always.lua
--@include lib/clock.lua

local _, valid = lease_of(ARGV[1])
if not valid then
  return 0
end
redis.call('ZADD', P .. 'leases', advance_lease_clock() + tonumber(ARGV[2]), ARGV[1])
return 1
