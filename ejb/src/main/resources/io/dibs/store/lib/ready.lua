-- Ready tasks (needs prelude, clock): one sorted set a queue, "ready:<queue>", by priority, then by number. "queues" is the set of queues that
-- have any, parked ones included.
--
-- Idle workers: those with a free slot are in the set "idle:<queue>" of each queue that they serve, or in "idle:*". A
-- task that becomes ready takes one of them out and pushes a token to the list "wake:<worker>" on which it blocks: so a
-- task wakes one worker, not all. A lost token costs one safety interval, since each worker also looks by itself (R6).
--
-- Parked tasks: those whose method a worker did not know. They are in "parked:<queue>:<method>", and
-- "parked:<queue>" is the set of such methods. A worker that has not declined the method takes them from there.

-- One level of priority is worth more than all numbers that there will ever be; sums stay exact in a double.
local PRIORITY_WEIGHT = 8796093022208 -- 2^43

local function rank(seq, priority)
  return seq - priority * PRIORITY_WEIGHT
end

local function push_token(worker)
  local key = P .. 'wake:' .. worker
  if redis.call('EXISTS', key) == 0 then
    redis.call('RPUSH', key, 1)
  end
end

-- Wakes one idle worker of a queue; returns whether there was any. One whose lease has ended would never come.
local function wake_one(queue)
  while true do
    local worker = redis.call('SPOP', P .. 'idle:' .. queue) or redis.call('SPOP', P .. 'idle:*')
    if not worker then
      return false
    end
    local _, valid = lease_of(worker)
    if valid then
      push_token(worker)
      return true
    end
  end
end

-- A script that claims sets this to a table first, and wakes others at its end for what it did not take itself.
local announced

local function announce(queue, ready, parked)
  if not announced then
    for _ = 1, ready + parked do
      if not wake_one(queue) then
        return
      end
    end
    return
  end
  local news = announced[queue] or { ready = 0, parked = 0 }
  announced[queue] = { ready = news.ready + ready, parked = math.max(news.parked, parked) }
end

local function wake_for_announced()
  for queue, news in pairs(announced) do
    local left = news.ready > 0 and redis.call('ZCARD', P .. 'ready:' .. queue) or 0
    for _ = 1, math.min(news.ready, left) + news.parked do
      if not wake_one(queue) then
        break
      end
    end
  end
end

-- What becomes ready in a script, by queue: ranks and ids in turn. A script that can make tasks ready calls
-- enqueue_ready() before it is done.
local became_ready = {}

local function become_ready(id, queue, seq, priority)
  local list = became_ready[queue]
  if not list then
    list = {}
    became_ready[queue] = list
  end
  list[#list + 1] = rank(seq, priority)
  list[#list + 1] = id
end

local function enqueue_ready()
  for queue, list in pairs(became_ready) do
    each_piece(list, function(...)
      redis.call('ZADD', P .. 'ready:' .. queue, ...)
    end)
    redis.call('SADD', P .. 'queues', queue)
    announce(queue, #list / 2, 0)
  end
  became_ready = {}
end

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
