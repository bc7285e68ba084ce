-- Reserves further resources exclusively for a running task, all or none: those of objects that it has just created. Only
-- a resource whose line is empty can be had, so the task never waits, and overtakes nobody. Keeps R1, R4, R5.
--
-- KEYS[1] prefix
-- ARGV    1 id  2 fencing token  3 names of resources (JSON array)
-- Reply   {"reserved"}, {"fenced"} when the execution is not the current one, {"canceling"}, or {"taken", name}
--
-- What the task has exclusively already counts as reserved, so a call can be sent again.
--@include lib/prelude.lua
--@include lib/ties.lua
--@include lib/always.lua
--@include lib/execution.lua
--@include lib/reservations.lua

local id, key = ARGV[1], task_key(ARGV[1])
local t = redis.call('HMGET', key, 'state', 'run', 'seq', 'res', 'worker')
local _, token = execution_of(t[2] or '0')
if token ~= ARGV[2] or (t[1] ~= 'running' and t[1] ~= 'canceling') then
  return { 'fenced' }
end
if t[1] == 'canceling' then
  return { 'canceling' }
end

local has, reservations = {}, {}
if is_tied(t[4]) then
  reservations[1] = cjson.decode(t[4])[1]
end
each_reservation(t[4], function(mode, name)
  has[name] = mode
  reservations[#reservations + 1] = mode .. name
end)
local wanted = {}
for _, name in ipairs(cjson.decode(ARGV[3])) do
  if has[name] ~= 'x' then
    if has[name] or redis.call('EXISTS', P .. 'x:' .. name, P .. 's:' .. name) == 1 then
      return { 'taken', name }
    end
    wanted[#wanted + 1] = name
    has[name] = 'x'
  end
end

for _, name in ipairs(wanted) do
  redis.call('ZADD', P .. 'x:' .. name, tonumber(t[3]), id)
  reservations[#reservations + 1] = 'x' .. name
end
if #wanted > 0 then
  local res = cjson.encode(reservations)
  redis.call('HSET', key, 'res', res)
  redis.call('HSET', P .. 'run:' .. t[5], id, run_value(token, t[3], res))
end
return { 'reserved' }
