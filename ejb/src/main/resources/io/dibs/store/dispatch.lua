-- Creates tasks. Each joins the lines of its resources, and becomes ready if all its claims are granted. All or none of them.
-- Keeps R1, R2, R7.
--
-- KEYS[1] prefix
-- ARGV    6 for each task, at most 1,000 tasks: id, call (see prelude), queue, priority, reservations (JSON array of
--         "x<name>"/"s<name>", no name twice; empty string for none), id of the parent (empty string for none)
-- Reply   {for each task: time of its creation, now or earlier}
--
-- Sent again because its reply was lost, it finds the tasks and changes nothing.
--@include lib/prelude.lua
--@include lib/rank.lua

local reply, listed, ready = {}, {}, {}

for i = 1, #ARGV, 6 do
  local id, call, queue, priority, res, parent = unpack(ARGV, i, i + 5)
  local key = task_key(id)
  if redis.call('EXISTS', key) == 1 then
    reply[#reply + 1] = tonumber(redis.call('HGET', key, 'created'))
  else
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
    listed[#listed + 1] = seq
    listed[#listed + 1] = id
    if blocked == 0 then
      local list = ready[queue] or {}
      ready[queue] = list
      list[#list + 1] = rank(seq, priority)
      list[#list + 1] = id
    end
    reply[#reply + 1] = now
  end
end

if listed[1] then
  redis.call('ZADD', P .. 'tasks', unpack(listed))
end
for queue, list in pairs(ready) do
  redis.call('ZADD', P .. 'ready:' .. queue, unpack(list))
  redis.call('SADD', P .. 'queues', queue)
  if redis.call('EXISTS', P .. 'idle:' .. queue, P .. 'idle:*') > 0 then
--@include lib/clock.lua
--@include lib/wake.lua
    for _ = 1, #list / 2 do
      if not wake_one(queue) then
        break
      end
    end
  end
end
return reply
