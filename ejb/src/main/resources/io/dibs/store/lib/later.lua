-- Tasks that are due later (needs prelude, ready, reservations): the sorted set "later" by the time at which they are due. They
-- stand in no line; each joins its lines when it is due.
--@include lib/join.lua
--@include lib/stand.lua

-- Lets up to "limit" tasks that are due join their lines. Returns how many there were.
local function release_due(limit)
  local ids = redis.call('ZRANGEBYSCORE', P .. 'later', '-inf', now_text, 'LIMIT', 0, limit)
  for _, id in ipairs(ids) do
    redis.call('ZREM', P .. 'later', id)
    redis.call('HDEL', task_key(id), 'due')
    stand_in_lines(id)
  end
  return #ids
end
