-- Has a worker be given no tasks any more, or again, from this moment on and for as long as this incarnation lives. What it runs
-- goes on.
--
-- KEYS[1] prefix
-- ARGV    1 worker (its incarnation)  2 1 to drain it, 0 to take that back
-- Reply   1; 0 if there is no such worker
--
-- Sent again because its reply was lost, it finds what it wants, and changes nothing.
--@include lib/prelude.lua
--@include lib/clock.lua
--@include lib/wake.lua

local worker, drain = ARGV[1], ARGV[2] == '1'
local key = P .. 'worker:' .. worker
local queues = redis.call('HGET', key, 'queues')
if not queues then
  return 0
end
if not drain then
  if redis.call('HDEL', key, 'draining') == 1 then
    push_token(worker)
  end
elseif redis.call('HSETNX', key, 'draining', now_text) == 1 then
  queues = cjson.decode(queues)
  for _, queue in ipairs(queues) do
    redis.call('SREM', P .. 'idle:' .. queue, worker)
  end
  -- It may have been woken for a task that it is not given now: another one is, for each queue that has any (R6).
  for _, queue in ipairs(queues) do
    local with_tasks = queue == '*' and redis.call('SMEMBERS', P .. 'queues') or { queue }
    for _, each in ipairs(with_tasks) do
      if redis.call('EXISTS', P .. 'ready:' .. each, P .. 'parked:' .. each) > 0 then
        wake(each, 1)
      end
    end
  end
end
return 1
