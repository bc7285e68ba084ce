-- Saves what a running task reports. Refused unless the execution is the current one (R4).
--
-- KEYS[1] prefix
-- ARGV    1 id  2 fencing token  3 progress reports (JSON, or empty to leave them)  4 created resources (likewise)
--         5 stack of its thread (text, likewise)
-- Reply   1 saved, 0 refused
--@include lib/prelude.lua
--@include lib/tell.lua
--@include lib/always.lua
--@include lib/execution.lua

local key = task_key(ARGV[1])
local t = redis.call('HMGET', key, 'state', 'run')
local _, token = execution_of(t[2] or '0')
if token ~= ARGV[2] or (t[1] ~= 'running' and t[1] ~= 'canceling') then
  return 0
end
if ARGV[3] ~= '' then
  redis.call('HSET', key, 'progress', ARGV[3])
  tell(ARGV[1], t[1], t[1])
  write_told()
end
if ARGV[4] ~= '' then
  redis.call('HSET', key, 'made', ARGV[4])
end
if ARGV[5] ~= '' then
  redis.call('HSET', key, 'stack', ARGV[5], 'stack_at', now_text)
end
return 1
