-- Tasks that wait for a worker (needs prelude, rank, ready): leaving the queue, and parked ones, see ready.lua.

local function parked_key(queue, method)
  return P .. 'parked:' .. queue .. ':' .. method
end

local function drop_queue_if_empty(queue)
  if redis.call('EXISTS', P .. 'ready:' .. queue, P .. 'parked:' .. queue) == 0 then
    redis.call('SREM', P .. 'queues', queue)
  end
end

local function park(id, queue, seq, priority, method)
  redis.call('ZADD', parked_key(queue, method), rank(seq, priority), id)
  redis.call('SADD', P .. 'parked:' .. queue, method)
  redis.call('SADD', P .. 'queues', queue)
  announce(queue, 0, 1)
end

local function drop_parked_if_empty(queue, method)
  if redis.call('EXISTS', parked_key(queue, method)) == 0 then
    redis.call('SREM', P .. 'parked:' .. queue, method)
  end
end

-- Takes a waiting task whose reservations are granted out of where it waits for a worker.
local function leave_ready(id, queue, method)
  if redis.call('ZREM', P .. 'ready:' .. queue, id) == 0 then
    redis.call('ZREM', parked_key(queue, method), id)
    drop_parked_if_empty(queue, method)
  end
  drop_queue_if_empty(queue)
end
