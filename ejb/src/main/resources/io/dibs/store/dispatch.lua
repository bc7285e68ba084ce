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
--@include lib/tell.lua
--@include lib/rank.lua

-- In place of ready.lua, which can do more than is needed here.
local ready = {}
local function become_ready(id, queue, seq, priority)
  local list = ready[queue] or {}
  ready[queue] = list
  list[#list + 1] = rank(seq, priority)
  list[#list + 1] = id
end
--@include lib/create.lua

local reply = {}
for i = 1, #ARGV, 6 do
  reply[#reply + 1] = create_task(unpack(ARGV, i, i + 5))
end
list_created()
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
write_told()
return reply
