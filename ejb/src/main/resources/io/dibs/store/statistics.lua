-- Counts what is in a domain, all of one moment. Reads only (R11). Costs O(queues with ready tasks, needs parked in them, workers)
-- and the logarithm of the kept tasks.
--
-- KEYS[1] prefix
-- ARGV    1 how long the last while is, microseconds
-- Reply   {time, tasks ever dispatched, {tasks that are ready, blocked, later, running, canceling, completed, failed, canceled},
--         {of the kept tasks, in the last while: dispatched, completed, failed, canceled}, {workers whose leases are valid, their
--         slots, how many of these have a task}}; parked tasks count as ready, and those that depend on others as blocked
--@include lib/prelude.lua
--@include lib/clock.lua

local since = now - tonumber(ARGV[1])

local ready = 0
for _, queue in ipairs(redis.call('SMEMBERS', P .. 'queues')) do
  ready = ready + redis.call('ZCARD', P .. 'ready:' .. queue)
  for _, need in ipairs(redis.call('SMEMBERS', P .. 'parked:' .. queue)) do
    ready = ready + redis.call('ZCARD', P .. 'parked:' .. queue .. ':' .. need)
  end
end

lease_now()
local executions, canceling = 0, 0
local online, slots, busy = 0, 0, 0
local leases = redis.call('ZRANGE', P .. 'leases', 0, -1, 'WITHSCORES')
for i = 1, #leases, 2 do
  local runs = redis.call('HLEN', P .. 'run:' .. leases[i])
  executions = executions + runs
  canceling = canceling + redis.call('SCARD', P .. 'stop:' .. leases[i])
  if tonumber(leases[i + 1]) > lease_clock.now then
    online = online + 1
    local its = tonumber(redis.call('HGET', P .. 'worker:' .. leases[i], 'slots') or 0)
    slots = slots + its
    busy = busy + math.min(runs, its) -- It may have claimed some ahead.
  end
end

local kept = redis.call('ZCARD', P .. 'tasks')
local final, ended = {}, {}
local waiting = kept - executions
for i, state in ipairs({ 'completed', 'failed', 'canceled' }) do
  final[i] = redis.call('ZCARD', P .. 'done:' .. state)
  ended[i] = redis.call('ZCOUNT', P .. 'done:' .. state, int(since), '+inf')
  waiting = waiting - final[i]
end
local later = redis.call('ZCARD', P .. 'later')

-- How many kept tasks were dispatched before: they are sorted by when that was.
local low, high = 0, kept
while low < high do
  local middle = math.floor((low + high) / 2)
  local id = redis.call('ZRANGE', P .. 'tasks', middle, middle)[1]
  if tonumber(redis.call('HGET', task_key(id), 'created') or 0) < since then
    low = middle + 1
  else
    high = middle
  end
end

-- A task that joins its lines later gets another number then, see stand.lua.
local numbers = tonumber(redis.call('GET', P .. 'seq') or 0)
local again = tonumber(redis.call('HGET', P .. 'clock', 'again') or 0)

return {
  now,
  numbers - again,
  { ready, math.max(0, waiting - ready - later), later, executions - canceling, canceling, unpack(final) },
  { kept - low, unpack(ended) },
  { online, slots, busy },
}
