-- What never changes of tasks, without their arguments, which may be large. Reads only (R11).
--
-- KEYS[1] prefix
-- ARGV    ids
-- Reply   {for each: its call (see prelude) without its last line, and its queue; empty strings for one that is not there}
--@include lib/prelude.lua

local reply = {}
for _, id in ipairs(ARGV) do
  local t = redis.call('HMGET', task_key(id), 'call', 'queue')
  reply[#reply + 1] = t[1] and string.match(t[1], '^[^\n]*\n[^\n]*\n[^\n]*\n') or ''
  reply[#reply + 1] = t[2] or ''
end
return reply
