-- The only cleaner (R11): takes the tasks of a worker whose lease has ended, forgets final tasks that are too old or too
-- many, and lets those that are due join their lines. Any worker process can run it; several at once do no harm. Bounded
-- work: when there may be more, it says so.
--
-- KEYS[1] prefix
-- ARGV    1 error for tasks whose worker is gone (JSON)  2 the same for a task to which that has happened too often
--         3-5 how many completed, failed and canceled tasks are kept  6-8 for how long, microseconds
--         9 how many tasks at most
-- Reply   {more to do (1 or 0), {tasks taken, each {id, name, state before, state now, correlation id}}, microseconds until the next task is
--         due, or -1, {groups that were completed}}
--@include lib/prelude.lua
--@include lib/tell.lua
--@include lib/ties.lua
--@include lib/always.lua
--@include lib/clock.lua
--@include lib/rank.lua
--@include lib/ready.lua
--@include lib/reservations.lua
--@include lib/lines.lua
--@include lib/final.lua
--@include lib/execution.lua
--@include lib/failure.lua
--@include lib/later.lua
--@include lib/workers.lua
--@include lib/groups.lua
--@include lib/notes.lua

-- A task that was running when so many workers went missing may well be the reason.
local POISONOUS = 3

local keep = { completed = tonumber(ARGV[3]), failed = tonumber(ARGV[4]), canceled = tonumber(ARGV[5]) }
local age = { completed = tonumber(ARGV[6]), failed = tonumber(ARGV[7]), canceled = tonumber(ARGV[8]) }
local limit = tonumber(ARGV[9])
local taken, more = {}, 0

local function end_lost(id, worker)
  taken[#taken + 1] = take_from(worker, id, function(t)
    if redis.call('HINCRBY', task_key(id), 'deaths', 1) < POISONOUS then
      return ARGV[1]
    end
    t.retry = nil
    note('poison', id)
    return ARGV[2]
  end)
end

local lost = redis.call('ZRANGEBYSCORE', P .. 'leases', '-inf', advance_lease_clock(), 'LIMIT', 0, 2)
if lost[1] then
  local worker = lost[1]
  local ids = redis.call('HKEYS', P .. 'run:' .. worker)
  for i = 1, math.min(#ids, limit) do
    end_lost(ids[i], worker)
  end
  if #ids <= limit then
    forget_worker(worker)
    note('lease', worker)
  end
  if #ids > limit or lost[2] then
    more = 1
  end
end

list_ended(keep)
for state, most in pairs(keep) do
  local done = P .. 'done:' .. state
  local surplus = redis.call('ZCARD', done) - most
  local old = math.max(surplus, redis.call('ZCOUNT', done, '-inf', '(' .. int(now - age[state])))
  if old > 0 then
    local oldest = redis.call('ZRANGE', done, 0, math.min(old, limit) - 1)
    redis.call('ZREMRANGEBYRANK', done, 0, #oldest - 1)
    delete_tasks(oldest)
  end
  if old > limit then
    more = 1
  end
end
forget_groups(math.max(age.completed, age.failed, age.canceled), limit)
if release_due(limit) == limit then
  more = 1
end
enqueue_ready()
wake_announced()
write_told()
local next_due = tonumber(redis.call('ZRANGE', P .. 'later', 0, 0, 'WITHSCORES')[2] or nil)
return { more, taken, next_due and math.max(0, next_due - now) or -1, completed_groups }
