-- Deletes some of the final tasks that a purge is for, oldest end first, and notes in the task that purges how far it is: its
-- field "purge:<state>" has how many were deleted, how many were looked at, and the end and the id of the last of these. So
-- a later attempt goes on there, and counts nothing twice. Refused unless the execution is the current one (R4).
--
-- KEYS[1] prefix
-- ARGV    1 id of the task that purges  2 its fencing token  3 the final state  4 delete those that ended before this time
--         5 and are of this owner, or empty for whoever's  6 how many to look at, at most 1,000  7 how far the caller takes the
--         purge to be: what it was told last, empty at first
-- Reply   {how far it is, deleted, looked at, left to look at}, all of this state; nothing when refused
--
-- A caller that is behind, since its reply was lost or it is a new attempt, is told how far the purge is: nothing is changed.
--@include lib/prelude.lua
--@include lib/always.lua
--@include lib/clock.lua
--@include lib/rank.lua
--@include lib/ready.lua
--@include lib/reservations.lua
--@include lib/lines.lua
--@include lib/final.lua
--@include lib/execution.lua

local purge, state, before, owner = task_key(ARGV[1]), ARGV[3], ARGV[4], ARGV[5]
local done, field = P .. 'done:' .. state, 'purge:' .. state
local t = redis.call('HMGET', purge, 'state', 'run', field)
local _, token = execution_of(t[2] or '0')
if token ~= ARGV[2] or t[1] ~= 'running' then
  return {}
end
local far = t[3] or ''
local deleted, looked, time, last = string.match(far, '^(%d+) (%d+) (%d+) (.*)$')
deleted, looked = tonumber(deleted or 0), tonumber(looked or 0)

-- The first place behind (time, last), also when that task is gone: many may have ended at the same time.
local function place_behind()
  local low, high = redis.call('ZCOUNT', done, '-inf', '(' .. time), redis.call('ZCOUNT', done, '-inf', time)
  while low < high do
    local middle = math.floor((low + high) / 2)
    if redis.call('ZRANGE', done, middle, middle)[1] <= last then
      low = middle + 1
    else
      high = middle
    end
  end
  return low
end

local function is_meant(id)
  if owner == '' then
    return true
  end
  local call = redis.call('HGET', task_key(id), 'call')
  local attributes = call and string.match(call, '^[^\n]*\n[^\n]*\n([^\n]*)') or ''
  return attributes ~= '' and cjson.decode(attributes).owner == owner
end

local first = time and place_behind() or 0
local till = redis.call('ZCOUNT', done, '-inf', '(' .. before)
local some = far == ARGV[7] and math.min(tonumber(ARGV[6]), till - first) or 0
if some > 0 then
  local entries, meant = redis.call('ZRANGE', done, first, first + some - 1, 'WITHSCORES'), {}
  for i = 1, #entries, 2 do
    if is_meant(entries[i]) then
      meant[#meant + 1] = entries[i]
    end
  end
  if meant[1] then
    redis.call('ZREM', done, unpack(meant))
    delete_tasks(meant)
  end
  deleted, looked, first = deleted + #meant, looked + some, first + some
  far = int(deleted) .. ' ' .. int(looked) .. ' ' .. int(tonumber(entries[#entries])) .. ' ' .. entries[#entries - 1]
  redis.call('HSET', purge, field, far)
end
return { far, deleted, looked, math.max(0, till - first) }
