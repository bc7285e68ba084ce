-- Ready tasks (needs prelude, clock, rank): one sorted set a queue, "ready:<queue>", by priority, then by number. "queues" is the set of queues that
-- have any, parked ones included.
--
-- Idle workers: those with a free slot are in the set "idle:<queue>" of each queue that they serve, or in "idle:*". A
-- task that becomes ready takes one of them out and pushes a token to the list "wake:<worker>" on which it blocks: so a
-- task wakes one worker, not all. A lost token costs one safety interval, since each worker also looks by itself (R6).
--
-- Parked tasks: those that need what a worker lacked. A need is a text: a method, and the versions of the application's modules
-- that are demanded, if any, each as "@<module>=<version>". They are in "parked:<queue>:<need>", and "parked:<queue>" is the
-- set of such needs. A worker that has not declined the need takes them from there.
--
-- Paused queues: the hash "paused" has them, and since when. Nobody claims from them, and their ready tasks wake nobody.

-- For whom a script has news, by queue: how many tasks became ready, and how many workers are to look at parked ones. A script that has any calls
-- wake_announced() at its end: what it takes itself until then wakes nobody.
local announced, ALL = {}, 1000000

local function announce(queue, ready, parked)
  local news = announced[queue]
  if news then
    news.ready, news.parked = news.ready + ready, math.max(news.parked, parked)
  else
    announced[queue] = { ready = ready, parked = parked }
  end
end

local function wake_announced()
  for queue, news in pairs(announced) do
    if redis.call('EXISTS', P .. 'idle:' .. queue, P .. 'idle:*') > 0 then
--@include lib/wake.lua
      local left = news.ready > 0 and redis.call('ZCARD', P .. 'ready:' .. queue) or 0
      wake(queue, math.min(news.ready, left) + news.parked)
    end
  end
end

-- What becomes ready in a script, by queue: ranks and ids in turn. A script that can make tasks ready calls
-- enqueue_ready() before it is done.
local became_ready = {}

local function become_ready(id, queue, seq, priority) -- The last two as they are stored.
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
    -- In pieces: a shared resource may make very many ready at once, and Lua cannot unpack more than some thousands.
    for i = 1, #list, 1000 do
      redis.call('ZADD', P .. 'ready:' .. queue, unpack(list, i, math.min(i + 999, #list)))
    end
    redis.call('SADD', P .. 'queues', queue)
    announce(queue, #list / 2, 0)
  end
  became_ready = {}
end
