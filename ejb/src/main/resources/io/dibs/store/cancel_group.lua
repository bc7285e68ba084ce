-- Cancels the tasks of a group that are not final, so many in a call, the last ones first, so that none starts because an
-- earlier one ended. From the first call until the group is complete, nothing new joins it. Keeps R1, R2; a repeat finds what is
-- left.
--
-- KEYS[1] prefix
-- ARGV    1 group  2 number below which its tasks are canceled, or "+inf"  3 how many at most  4 how many canceled tasks are
--         kept
-- Reply   {number below which to go on, or empty when there are no more, {for each task: {id, outcome, name, state before}},
--         {groups that were completed}}
--@include lib/prelude.lua
--@include lib/tell.lua
--@include lib/ties.lua
--@include lib/always.lua
--@include lib/clock.lua
--@include lib/rank.lua
--@include lib/ready.lua
--@include lib/parked.lua
--@include lib/wake.lua
--@include lib/reservations.lua
--@include lib/lines.lua
--@include lib/final.lua
--@include lib/execution.lua
--@include lib/cancel.lua

local group, below = ARGV[1], ARGV[2]
local key = P .. 'group:' .. group
local known, changes, next_below = redis.call('HMGET', key, 'created', 'done'), {}, ''
if known[1] and not known[2] then
  redis.call('HSETNX', key, 'canceled_at', now_text)
  redis.call('HDEL', key, 'held')
  local members = redis.call('ZREVRANGEBYSCORE', P .. 'members:' .. group, below == '+inf' and below or '(' .. below, '-inf',
    'WITHSCORES', 'LIMIT', 0, tonumber(ARGV[3]))
  for i = 1, #members, 2 do
    -- One that waited for its dependencies stands behind tasks that were dispatched after it. So it may have become ready just now.
    enqueue_ready()
    local reply = cancel_task(members[i], '', '')
    changes[#changes + 1] = { members[i], unpack(reply) }
  end
  if #members == 2 * tonumber(ARGV[3]) then
    next_below = members[#members]
  end
  list_ended({ canceled = tonumber(ARGV[4]) })
--@include lib/tied.lua
  complete_if_done(group)
  enqueue_ready()
  wake_announced()
  write_told()
end
return { next_below, changes, completed_groups }
