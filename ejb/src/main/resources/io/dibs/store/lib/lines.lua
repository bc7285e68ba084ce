-- The lines of resources (needs prelude, reservations, ready).
-- A resource has two sorted sets of the claims on it by task number: "x:<name>" the exclusive and
-- "s:<name>" the shared ones. A claim stays in its line from the moment that its task joins until the task is final, so
-- the present holders are in it too: a claim is granted iff no claim with a smaller number conflicts with it. That is R1
-- itself; nothing else says who holds what, so nothing can disagree with it.
--
-- A task's field "blocked" counts its claims that are not granted. At zero it becomes ready.

local function grant(id)
  local key = task_key(id)
  local t = redis.call('HMGET', key, 'blocked', 'queue', 'seq', 'priority')
  local blocked = tonumber(t[1]) - 1
  if blocked > 0 then
    redis.call('HSET', key, 'blocked', blocked)
  else
    redis.call('HSET', key, 'blocked', '0', 'unblocked', now_text)
    become_ready(id, t[2], t[3], t[4])
  end
end

-- Takes a claim out of its line, wherever it stands in it, and grants what that makes possible.
local function leave_line(mode, name, id, seq)
  local exclusive, shared = P .. 'x:' .. name, P .. 's:' .. name
  redis.call('ZREM', mode == 'x' and exclusive or shared, id)
  local first = redis.call('ZRANGE', exclusive, '0', '0', 'WITHSCORES')
  local first_id, first_seq = first[1], tonumber(first[2])
  if first_seq and first_seq < tonumber(seq) then
    return -- An earlier exclusive claim still keeps back all that come after it.
  end
  if mode == 'x' then
    -- The shared claims between this one and the next exclusive one were kept back by this one alone.
    local limit = first_seq and '(' .. first[2] or '+inf'
    for _, other in ipairs(redis.call('ZRANGEBYSCORE', shared, '(' .. seq, limit)) do
      grant(other)
    end
  end
  if first_id and redis.call('ZCOUNT', shared, '-inf', '(' .. first[2]) == 0 then
    grant(first_id)
  end
end

local function leave_lines(res, id, seq)
  each_reservation(res, function(mode, name)
    leave_line(mode, name, id, seq)
  end)
end
