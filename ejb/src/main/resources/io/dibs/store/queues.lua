-- Shows queues. Reads only (R11). Costs O(queues that it shows and needs that are parked in them).
--
-- KEYS[1] prefix
-- ARGV    1 "all" for all that have ready or parked tasks, or are paused, or "these"; then further ones to show
-- Reply   {time, {for each queue: name, ready tasks, parked tasks, since when it is paused, or -1, since when those have been
--         ready that are first among the ready and the parked ones: the earliest of these times, or -1}}
--@include lib/prelude.lua

local shown, reply = {}, {}

local function first_of(key, earliest)
  local id = redis.call('ZRANGE', key, 0, 0)[1]
  local unblocked = id and tonumber(redis.call('HGET', task_key(id), 'unblocked') or nil)
  return unblocked and math.min(unblocked, earliest) or earliest
end

local function show(queues)
  for _, queue in ipairs(queues) do
    if not shown[queue] then
      shown[queue] = true
      local ready, parked = P .. 'ready:' .. queue, 0
      local earliest = first_of(ready, math.huge)
      for _, need in ipairs(redis.call('SMEMBERS', P .. 'parked:' .. queue)) do
        local key = P .. 'parked:' .. queue .. ':' .. need
        parked = parked + redis.call('ZCARD', key)
        earliest = first_of(key, earliest)
      end
      local paused = tonumber(redis.call('HGET', P .. 'paused', queue) or -1)
      reply[#reply + 1] = { queue, redis.call('ZCARD', ready), parked, paused, earliest < math.huge and earliest or -1 }
    end
  end
end

if ARGV[1] == 'all' then
  show(redis.call('SMEMBERS', P .. 'queues'))
  show(redis.call('HKEYS', P .. 'paused'))
end
table.remove(ARGV, 1)
show(ARGV)
return { now, reply }
