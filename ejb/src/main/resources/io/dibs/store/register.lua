-- Registers a worker and gives it its lease.
--
-- KEYS[1] prefix
-- ARGV    1 worker (its incarnation: a name nobody ever had)  2 length of the lease, microseconds  3 name for people
--         4 queues (JSON array)  5 slots  6 version  7 versions of the application's modules (JSON object)
-- Reply   time
--@include lib/prelude.lua
--@include lib/always.lua
--@include lib/clock.lua

local worker, lease = ARGV[1], tonumber(ARGV[2])
local key = P .. 'worker:' .. worker
redis.call('HSET', key, 'lease', lease, 'name', ARGV[3], 'queues', ARGV[4], 'slots', ARGV[5], 'version', ARGV[6],
  'modules', ARGV[7])
redis.call('HSETNX', key, 'started', now_text)
redis.call('ZADD', P .. 'leases', advance_lease_clock() + lease, worker)
return now
