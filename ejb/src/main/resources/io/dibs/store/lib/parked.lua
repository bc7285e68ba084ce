-- Tasks that wait for a worker (needs prelude, rank, ready): leaving the queue, and parked ones, see ready.lua. The field
-- "parked" of a task says under which need.

local function parked_key(queue, need)
  return P .. 'parked:' .. queue .. ':' .. need
end

local function drop_queue_if_empty(queue)
  if redis.call('EXISTS', P .. 'ready:' .. queue, P .. 'parked:' .. queue) == 0 then
    redis.call('SREM', P .. 'queues', queue)
  end
end

local function park(id, queue, seq, priority, need)
  redis.call('HSET', task_key(id), 'parked', need)
  redis.call('ZADD', parked_key(queue, need), rank(seq, priority), id)
  local first = redis.call('SADD', P .. 'parked:' .. queue, need) == 1
  redis.call('SADD', P .. 'queues', queue)
  -- Nobody knows which of the idle workers can run it. All look at the first; later ones find it by what they look at then.
  announce(queue, 0, first and ALL or 1)
end

local function drop_parked_if_empty(queue, need)
  if redis.call('EXISTS', parked_key(queue, need)) == 0 then
    redis.call('SREM', P .. 'parked:' .. queue, need)
  end
end

-- Takes a waiting task whose reservations are granted out of where it waits for a worker.
local function leave_ready(id, queue)
  if redis.call('ZREM', P .. 'ready:' .. queue, id) == 0 then
    local need = redis.call('HGET', task_key(id), 'parked')
    if need then
      redis.call('HDEL', task_key(id), 'parked')
      redis.call('ZREM', parked_key(queue, need), id)
      drop_parked_if_empty(queue, need)
    end
  end
  drop_queue_if_empty(queue)
end
