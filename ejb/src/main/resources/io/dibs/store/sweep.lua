-- The only cleaner (R11): takes the tasks of a worker whose lease has ended, and forgets final tasks that are too old. Any
-- worker process can run it; several at once do no harm. Bounded work: when there may be more, it says so.
--
-- KEYS[1] prefix
-- ARGV    1 error for tasks whose worker is gone (JSON)  2-4 how many completed, failed and canceled tasks are kept
--         5 how long final tasks are kept, microseconds  6 how many tasks at most
-- Reply   {more to do (1 or 0), {tasks taken, each {id, name, state before, state now}}}
--@include lib/prelude.lua
--@include lib/ready.lua
--@include lib/lines.lua
--@include lib/final.lua
--@include lib/workers.lua

local keep = { completed = tonumber(ARGV[2]), failed = tonumber(ARGV[3]), canceled = tonumber(ARGV[4]) }
local limit = tonumber(ARGV[6])
local taken, more = {}, 0

local function end_lost(id, worker)
  local t = redis.call('HMGET', task_key(id), 'state', 'name', 'seq', 'res', 'why', 'worker')
  leave_worker(id, worker)
  if t[6] ~= worker or (t[1] ~= 'running' and t[1] ~= 'canceling') then
    return
  end
  -- Without an execution, whatever the lost worker still sends is refused.
  redis.call('HSET', task_key(id), 'fenced', redis.call('HGET', task_key(id), 'exec'))
  redis.call('HDEL', task_key(id), 'exec')
  local state = (t[1] == 'canceling' and not t[5]) and 'canceled' or 'failed'
  local fields = state == 'failed' and { 'error', t[5] or ARGV[1] } or {}
  end_task(id, state, tonumber(t[3]), t[4], keep[state], fields)
  taken[#taken + 1] = { id, t[2], t[1], state }
end

local lost = redis.call('ZRANGEBYSCORE', P .. 'leases', '-inf', now, 'LIMIT', 0, 2)
if lost[1] then
  local worker = lost[1]
  local ids = redis.call('HKEYS', P .. 'run:' .. worker)
  for i = 1, math.min(#ids, limit) do
    end_lost(ids[i], worker)
  end
  if #ids <= limit then
    forget_worker(worker)
  end
  if #ids > limit or lost[2] then
    more = 1
  end
end

for state in pairs(keep) do
  local done = P .. 'done:' .. state
  local old = redis.call('ZRANGEBYSCORE', done, '-inf', '(' .. int(now - tonumber(ARGV[5])), 'LIMIT', 0, limit)
  for _, id in ipairs(old) do
    redis.call('ZREM', done, id)
    delete_task(id)
  end
  if #old == limit then
    more = 1
  end
end
return { more, taken }
