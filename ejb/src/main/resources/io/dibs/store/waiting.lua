-- Says what a task waits for (R10). Reads only. Costs O(what it shows).
--
-- KEYS[1] prefix
-- ARGV    1 id  2 how many holders of a resource are named at most
-- Reply   {} when it does not exist or does not wait; else {queue, call without arguments, parked (1 or 0), ready tasks before it or -1,
--         {claims not granted, each {"x" or "s", resource, claims before it, {holders, each {"x" or "s", id}}}},
--         time at which it is due, or -1, ids of the tasks on which it depends that are not final, since when its queue is
--         paused, or -1}
--@include lib/prelude.lua
--@include lib/clock.lua
--@include lib/rank.lua
--@include lib/ready.lua
--@include lib/parked.lua
--@include lib/execution.lua
--@include lib/reservations.lua

local id, most = ARGV[1], tonumber(ARGV[2])
local t = redis.call('HMGET', task_key(id), 'state', 'queue', 'call', 'seq', 'res', 'blocked', 'due', 'deps', 'parked')
if t[1] ~= 'waiting' then
  return {}
end
local before = '(' .. t[4]
local blocked = {}
if tonumber(t[6] or 0) > 0 then
  each_reservation(t[5], function(mode, name)
    local exclusive, shared = P .. 'x:' .. name, P .. 's:' .. name
    local exclusives = redis.call('ZCOUNT', exclusive, '-inf', before)
    local shares = redis.call('ZCOUNT', shared, '-inf', before)
    if exclusives > 0 or (mode == 'x' and shares > 0) then
      local first = redis.call('ZRANGE', exclusive, 0, 0, 'WITHSCORES')
      local limit = first[2] and '(' .. first[2] or '+inf'
      local holders = {}
      for _, holder in ipairs(redis.call('ZRANGEBYSCORE', shared, '-inf', limit, 'LIMIT', 0, most)) do
        holders[#holders + 1] = { 's', holder }
      end
      if #holders == 0 then
        holders[1] = { 'x', first[1] }
      end
      blocked[#blocked + 1] = { mode, name, exclusives + shares, holders }
    end
  end)
end
local dependencies = {}
if t[8] then
  for _, dependency in ipairs(dependencies_of(t[3])) do
    if redis.call('ZSCORE', P .. 'deps:' .. dependency, id) then
      dependencies[#dependencies + 1] = dependency
    end
  end
end
local ahead = redis.call('ZRANK', P .. 'ready:' .. t[2], id)
local call = string.match(t[3], '^[^\n]*\n[^\n]*\n[^\n]*\n')
local parked = t[9] and redis.call('ZSCORE', parked_key(t[2], t[9]), id) and 1 or 0
local paused = tonumber(redis.call('HGET', P .. 'paused', t[2]) or -1)
return { t[2], call, parked, ahead or -1, blocked, tonumber(t[7] or -1), dependencies, paused }
