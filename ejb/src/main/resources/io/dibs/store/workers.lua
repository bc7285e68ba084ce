-- Shows all registered workers, those whose lease has ended included until they are swept. Reads only.
--
-- KEYS[1] prefix
-- Reply   {time, {workers, each {incarnation, when the lease ends unless it is renewed, name, queues (JSON array), slots, length of the lease,
--         version, time of registration, {ids of its tasks}, versions of the application's modules (JSON object), 1 if it is draining, else 0,
--         its health, see renew.lua}}}
--@include lib/prelude.lua
--@include lib/clock.lua

lease_now()
local workers = {}
local leases = redis.call('ZRANGE', P .. 'leases', 0, -1, 'WITHSCORES')
for i = 1, #leases, 2 do
  local fields = { 'name', 'queues', 'slots', 'lease', 'version', 'started', 'modules', 'draining', 'health' }
  local w = redis.call('HMGET', P .. 'worker:' .. leases[i], unpack(fields))
  if w[1] then
    local tasks = redis.call('HKEYS', P .. 'run:' .. leases[i])
    workers[#workers + 1] = {
      leases[i], tonumber(leases[i + 1]) + lease_clock.offset, w[1], w[2], w[3], w[4], w[5], w[6], tasks, w[7] or '{}',
      w[8] and 1 or 0, w[9] or '0 0 0',
    }
  end
end
return { now, workers }
