-- A task that stood in no line joins the lines of its resources (needs prelude, ready, join), with a new number. "first" keeps
-- the number that it got when it was dispatched, by which tasks are listed. The field "again" of "clock" counts the numbers that
-- no dispatch got.
local function stand_in_lines(id)
  local key = task_key(id)
  local t = redis.call('HMGET', key, 'seq', 'res', 'queue', 'priority')
  local seq = int(redis.call('INCR', P .. 'seq'))
  redis.call('HINCRBY', P .. 'clock', 'again', 1)
  local blocked = join_lines(t[2], id, seq)
  redis.call('HSETNX', key, 'first', t[1])
  redis.call('HSET', key, 'seq', seq, 'blocked', blocked)
  if blocked == 0 then
    redis.call('HSET', key, 'unblocked', now_text)
    become_ready(id, t[3], seq, t[4])
  end
end
