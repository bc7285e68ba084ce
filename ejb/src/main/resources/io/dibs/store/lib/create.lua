-- Creating tasks (needs prelude, ties, rank, and a function become_ready, see ready.lua). A script that uses it calls
-- list_created() before it is done.

local listed = {}

-- Creates a task: it joins the lines of its resources, and becomes ready if all its claims are granted; one that depends on
-- others that are not final joins no line before they are. One that exists is left as it is. Returns when it was created. The
-- arguments are those of dispatch.lua.
local function create_task(id, call, queue, priority, res, parent, more)
  local key = task_key(id)
  if redis.call('EXISTS', key) == 1 then
    return tonumber(redis.call('HGET', key, 'created'))
  end
  local seq, blocked, waits = int(redis.call('INCR', P .. 'seq')), 0, 0
  if parent ~= '' and redis.call('EXISTS', task_key(parent)) == 1 then
    redis.call('RPUSH', P .. 'children:' .. parent, id)
  end
  if more ~= '' or is_tied(res) then
--@include lib/tie.lua
    waits = tie(id, seq, call, res, more)
  end
  if waits == 0 and res ~= '' then
--@include lib/reservations.lua
--@include lib/join.lua
    blocked = join_lines(res, id, seq)
  end
  local place, value = 'unblocked', now_text
  if waits > 0 then
    place, value = 'deps', waits
  elseif blocked > 0 then
    place, value = 'blocked', blocked
  else
    become_ready(id, queue, seq, priority)
  end
  redis.call('HSET', key, 'state', 'waiting', 'call', call, 'seq', seq, 'res', res, 'run', '0', 'queue', queue, 'priority',
    priority, 'created', now_text, place, value)
  tell(id, '-', 'waiting')
  listed[#listed + 1] = seq
  listed[#listed + 1] = id
  return now
end

local function list_created()
  if listed[1] then
    redis.call('ZADD', P .. 'tasks', unpack(listed))
    listed = {}
  end
end
