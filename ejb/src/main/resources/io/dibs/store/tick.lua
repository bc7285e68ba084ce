-- Has a schedule tick: dispatches the task of its tick and says when the next one is due, in one step, if the schedule still is
-- as whoever decided that has seen it. Any number of processes may try; one does it. Keeps R1, R2, R8.
--
-- KEYS[1] prefix
-- ARGV    1 name of the schedule  2 id of its last change  3 when it was due  4 when it is due next, or empty if it ends
--         5 the tick: the last time at which it was due that has passed  6 time after which that is too late, or empty
--         7 "skip" if the tick is skipped while a task of the schedule is not final, else "queue"  8 how many ticks were
--         missed  9 its signature with that next time, empty if there is none  10-16 the task, as dispatch.lua has it;
--         nothing if none is to be dispatched
-- Reply   "dispatched"; "skipped"; "missed", since there was no task; "stale", since the schedule has ticked or was changed;
--         "again", since it is too late or too early, so that it has to be decided anew
--
-- Sent again because its reply was lost, it finds another due time and changes nothing. What comes first of that which changes
-- something needs memory: when Redis is full, it is refused as a whole.
--@include lib/prelude.lua
--@include lib/tell.lua
--@include lib/ties.lua
--@include lib/clock.lua
--@include lib/rank.lua
--@include lib/ready.lua
--@include lib/create.lua
--@include lib/joinable.lua

local name, next_due, tick = ARGV[1], ARGV[4], ARGV[5]
local key = P .. 'schedule:' .. name
local s = redis.call('HMGET', key, 'change', 'due', 'last_task', 'last_run')
if s[1] ~= ARGV[2] or s[2] ~= ARGV[3] then
  return 'stale'
end
if now < tonumber(tick) or ARGV[6] ~= '' and now > tonumber(ARGV[6]) then
  return 'again'
end

local function unfinished(id)
  local state = id and redis.call('HGET', task_key(id), 'state')
  return state == 'waiting' or state == 'running' or state == 'canceling'
end

local id, outcome = ARGV[10], 'missed'
if id then
  outcome = 'dispatched'
  if ARGV[7] == 'skip' and (unfinished(s[3]) or unfinished(s[4])) or refusing_group(ARGV[14]) then
    outcome = 'skipped'
  end
end
redis.call('HINCRBY', key, 'ticks:missed', tonumber(ARGV[8]))
if outcome ~= 'missed' then
  redis.call('HINCRBY', key, 'ticks:' .. outcome, 1)
end
if outcome == 'dispatched' then
  create_task(unpack(ARGV, 10, 16))
  list_created()
  enqueue_ready()
  redis.call('HSET', key, 'last_task', id)
end
if next_due == '' then
  redis.call('DEL', key)
  redis.call('ZREM', P .. 'schedules', name)
else
  redis.call('HSET', key, 'due', next_due, 'last_tick', tick, 'signature', ARGV[9])
  redis.call('ZADD', P .. 'schedules', next_due, name)
end
wake_announced()
write_told()
return outcome
