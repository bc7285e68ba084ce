-- Creating tasks (needs prelude, rank, and a function become_ready, see ready.lua). A script that uses it calls list_created()
-- before it is done.

local listed = {}

-- Creates a task: it joins the lines of its resources, and becomes ready if all its claims are granted. One that exists is
-- left as it is. Returns when it was created. The arguments are those of dispatch.lua.
local function create_task(id, call, queue, priority, res, parent)
  local key = task_key(id)
  if redis.call('EXISTS', key) == 1 then
    return tonumber(redis.call('HGET', key, 'created'))
  end
  local seq, blocked = int(redis.call('INCR', P .. 'seq')), 0
  if parent ~= '' and redis.call('EXISTS', task_key(parent)) == 1 then
    redis.call('RPUSH', P .. 'children:' .. parent, id)
  end
  if res ~= '' then
--@include lib/reservations.lua
--@include lib/join.lua
    blocked = join_lines(res, id, seq)
  end
  redis.call('HSET', key, 'state', 'waiting', 'call', call, 'seq', seq, 'res', res, 'run', '0', 'queue', queue, 'priority',
    priority, 'created', now_text, blocked > 0 and 'blocked' or 'unblocked', blocked > 0 and blocked or now_text)
  tell(id, '-', 'waiting')
  listed[#listed + 1] = seq
  listed[#listed + 1] = id
  if blocked == 0 then
    become_ready(id, queue, seq, priority)
  end
  return now
end

local function list_created()
  if listed[1] then
    redis.call('ZADD', P .. 'tasks', unpack(listed))
  end
end
