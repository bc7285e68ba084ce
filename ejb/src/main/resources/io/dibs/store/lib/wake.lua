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
