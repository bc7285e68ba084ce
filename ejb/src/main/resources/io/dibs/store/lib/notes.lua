-- Notes of what happened that an operator may want to know of (needs prelude): the sorted set "notes", by time; the last hundred,
-- until a day after the last. Each is one of
--
--   lease <incarnation>   the lease of a worker ended without its being renewed
--   poison <id>           a task was given up, since too many workers went missing that ran it

local function note(kind, object)
  local key = P .. 'notes'
  redis.call('ZADD', key, now_text, kind .. ' ' .. object)
  redis.call('ZREMRANGEBYRANK', key, 0, -101)
  redis.call('PEXPIRE', key, 86400000)
end
