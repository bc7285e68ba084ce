-- Waking idle workers, see ready.lua (needs prelude, clock).

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

-- Wakes so many idle workers of a queue, if there are as many; of a paused one nobody, since nobody would get a task of it.
local function wake(queue, count)
  if redis.call('HEXISTS', P .. 'paused', queue) == 1 then
    return
  end
  for _ = 1, count do
    if not wake_one(queue) then
      return
    end
  end
end
