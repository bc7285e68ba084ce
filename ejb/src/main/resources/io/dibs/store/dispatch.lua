-- Creates tasks. Each joins the lines of its resources, and becomes ready if all its claims are granted. All or none of them.
-- Keeps R1, R2, R7.
--
-- KEYS[1] prefix
-- ARGV    7 for each task, at most 1,000 tasks: id, call (see prelude), queue, priority, reservations (JSON array of
--         "x<name>"/"s<name>", no name twice, behind its ties, see ties.lua; empty string for none), id of the parent (empty
--         string for none), what else (JSON: "after", ids of the tasks on which it depends; "then", tasks to create at its
--         end, each an array of the first five of these; empty string for none)
-- Reply   {for each task: time of its creation, now or earlier}; or {"canceled", group}: the group of one is being canceled
--
-- Sent again because its reply was lost, it finds the tasks and changes nothing.
--@include lib/prelude.lua
--@include lib/tell.lua
--@include lib/ties.lua
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

for i = 5, #ARGV, 7 do
  if is_tied(ARGV[i]) then
--@include lib/joinable.lua
    local group = refusing_group(ARGV[i])
    if group and redis.call('EXISTS', task_key(ARGV[i - 4])) == 0 then
      return { 'canceled', group }
    end
  end
end

local reply = {}
for i = 1, #ARGV, 7 do
  reply[#reply + 1] = create_task(unpack(ARGV, i, i + 6))
end
list_created()
for queue, list in pairs(ready) do
  redis.call('ZADD', P .. 'ready:' .. queue, unpack(list))
  redis.call('SADD', P .. 'queues', queue)
  if redis.call('EXISTS', P .. 'idle:' .. queue, P .. 'idle:*') > 0 then
--@include lib/clock.lua
--@include lib/wake.lua
    wake(queue, #list / 2)
  end
end
write_told()
return reply
