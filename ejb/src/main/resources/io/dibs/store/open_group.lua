-- Opens a group, which is not complete before it is closed, whatever its tasks do. One of that name that is complete is
-- forgotten. Keeps R2.
--
-- KEYS[1] prefix
-- ARGV    1 group  2 owner, or empty  3 tasks to create when it is complete (JSON, see create.lua), or empty
-- Reply   1 open, now or before with the same arguments; 0 there is one of that name that is not complete
--@include lib/prelude.lua
--@include lib/groups.lua

local key = P .. 'group:' .. ARGV[1]
local known = redis.call('HMGET', key, 'created', 'done', 'held', 'owner', 'then')
if known[1] and not known[2] then
  return known[3] and known[4] == ARGV[2] and (known[5] or '') == ARGV[3] and 1 or 0
end
local fields = { 'held', '1' }
if ARGV[3] ~= '' then
  fields[3], fields[4] = 'then', ARGV[3]
end
open_group(ARGV[1], ARGV[2], fields)
return 1
