-- Saves what a running task reports. Refused unless the execution is the current one (R4).
--
-- KEYS[1] prefix
-- ARGV    1 id  2 fencing token  3 progress reports (JSON, or empty to leave them)  4 created resources (likewise)
--         5 stack of its thread (text, likewise)  6 what it has done of what its group reports (JSON: by code, message, done
--         and total so far; likewise)
-- Reply   1 saved, 0 refused
--@include lib/prelude.lua
--@include lib/tell.lua
--@include lib/ties.lua
--@include lib/always.lua
--@include lib/execution.lua

local key = task_key(ARGV[1])
local t = redis.call('HMGET', key, 'state', 'run', 'res', 'shares', 'progress')
local _, token = execution_of(t[2] or '0')
if token ~= ARGV[2] or (t[1] ~= 'running' and t[1] ~= 'canceling') then
  return 0
end
if ARGV[3] ~= '' then
  if ARGV[3] ~= t[5] then -- Else it may be a repeat, as the reply was lost (R2); and it is no progress.
    redis.call('HSET', key, 'progress', ARGV[3], 'progressed', now_text)
  end
  tell(ARGV[1], t[1], t[1])
  write_told()
end
if ARGV[4] ~= '' then
  redis.call('HSET', key, 'made', ARGV[4])
end
if ARGV[5] ~= '' then
  redis.call('HSET', key, 'stack', ARGV[5], 'stack_at', now_text)
end
if ARGV[6] ~= '' and is_tied(t[3]) then
  -- A task says what it has done in all, and its group is told of the difference: so nothing counts twice.
  local _, group = ties_of(t[3])
  local before, shares, changed = t[4] and cjson.decode(t[4]) or {}, cjson.decode(ARGV[6]), false
  for code, share in pairs(group and shares or {}) do
    local message, done, total = unpack(share)
    local old = before[code] or { '', 0, 0 }
    local group_key = P .. 'group:' .. group
    redis.call('HSET', group_key, 'm:' .. code, message)
    redis.call('HINCRBY', group_key, 'd:' .. code, string.format('%.0f', done - old[2]))
    redis.call('HINCRBY', group_key, 't:' .. code, string.format('%.0f', total - old[3]))
    changed = changed or message ~= old[1] or done ~= old[2] or total ~= old[3]
    before[code] = share
  end
  if changed then
    redis.call('HSET', key, 'shares', cjson.encode(before), 'progressed', now_text)
  end
end
return 1
