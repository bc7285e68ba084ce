-- Tasks that are due later (needs prelude, ready, join): the sorted set "later" by the time at which they are due. They
-- stand in no line; each joins its lines when it is due, with a new number. "first" keeps the number that it got when it was
-- dispatched, by which tasks are listed.

-- Lets up to "limit" tasks that are due join their lines. Returns how many there were.
local function release_due(limit)
  local ids = redis.call('ZRANGEBYSCORE', P .. 'later', '-inf', now_text, 'LIMIT', 0, limit)
  for _, id in ipairs(ids) do
    local key = task_key(id)
    local t = redis.call('HMGET', key, 'seq', 'res', 'queue', 'priority')
    local seq = int(redis.call('INCR', P .. 'seq'))
    local blocked = join_lines(t[2], id, seq)
    redis.call('ZREM', P .. 'later', id)
    redis.call('HDEL', key, 'due')
    redis.call('HSETNX', key, 'first', t[1])
    redis.call('HSET', key, 'seq', seq, 'blocked', blocked)
    if blocked == 0 then
      redis.call('HSET', key, 'unblocked', now_text)
      become_ready(id, t[3], seq, t[4])
    end
  end
  return #ids
end
