-- Creates a task, joins the lines of its resources, and makes it ready if all its claims are granted. Keeps R1, R2, R7.
--
-- KEYS[1] prefix
-- ARGV    1 id  2 name  3 arguments (JSON array)  4 queue  5 priority  6 reservations (JSON array of "x<name>"/"s<name>",
--         no name twice; empty string for none)  7 further attributes (JSON object; empty string for none)
--         8 id of the parent (empty string for none)
-- Reply   {1 or 0: created now or earlier, number, time of creation}
--
-- Sent again because its reply was lost, it finds the task and changes nothing.
--@include lib/prelude.lua
--@include lib/clock.lua
--@include lib/ready.lua
--@include lib/lines.lua

local id, name, args, queue, priority, res, meta, parent = unpack(ARGV)
local key = task_key(id)
local existing = redis.call('HMGET', key, 'seq', 'created')
if existing[1] then
  return { 0, tonumber(existing[1]), tonumber(existing[2]) }
end

local seq = redis.call('INCR', P .. 'seq')
local fields = { 'state', 'waiting', 'seq', seq, 'name', name, 'queue', queue, 'priority', priority, 'created', now_text }
local function set(field, value)
  fields[#fields + 1] = field
  fields[#fields + 1] = value
end

if args ~= '[]' then
  set('args', args)
end
if meta ~= '' then
  set('meta', meta)
end
if parent ~= '' then
  set('parent', parent)
  if redis.call('EXISTS', task_key(parent)) == 1 then
    redis.call('RPUSH', P .. 'children:' .. parent, id)
  end
end
local blocked = 0
if res ~= '' then
  set('res', res)
  blocked = join_lines(res, id, seq)
end
if blocked > 0 then
  set('blocked', blocked)
else
  set('unblocked', now_text)
end
redis.call('HSET', key, unpack(fields))
redis.call('ZADD', P .. 'tasks', seq, id)
if blocked == 0 then
  become_ready(id, queue, seq, tonumber(priority))
  enqueue_ready()
end
return { 1, seq, now }
