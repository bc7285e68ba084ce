-- Groups (needs prelude, ties). "group:<name>" is a hash: how many tasks are in which state; "created"; "owner"; "held" while its
-- opener has not closed it; "canceled_at", when it was canceled; "done", when it was completed; "then", tasks that are created
-- then (JSON, see create.lua); and of each progress report of its tasks, by code, "m:" the message, "d:" and "t:" the sums of what
-- is done and of the totals. "members:<group>" has its tasks that are not final, by number. "groups" has all groups, by the
-- time of their completion; those that are not complete by that of their creation and a constant, so behind all others.

local OPEN = 4000000000000000

-- Makes a group that is not there, or not any more, open.
local function open_group(group, owner, fields)
  local key = P .. 'group:' .. group
  redis.call('DEL', key)
  redis.call('HSET', key, 'created', now_text, 'owner', owner, unpack(fields))
  redis.call('ZADD', P .. 'groups', OPEN + now, group)
end

local function join_group(group, id, seq, call)
  local key = P .. 'group:' .. group
  local known = redis.call('HMGET', key, 'created', 'done')
  if not known[1] then
    local attributes = string.match(call, '^[^\n]*\n[^\n]*\n([^\n]*)')
    open_group(group, attributes ~= '' and cjson.decode(attributes).owner or '', {})
  elseif known[2] then
    redis.call('HDEL', key, 'done', 'canceled_at')
    redis.call('ZADD', P .. 'groups', OPEN + now, group)
  end
  redis.call('HINCRBY', key, 'waiting', 1)
  redis.call('ZADD', P .. 'members:' .. group, seq, id)
end

local MOST_COMPLETE = 10000

-- Forgets up to "limit" groups that were completed so long ago, those beyond the number that is kept, and those that were
-- opened so long ago, never closed, and have no task.
local function forget_groups(age, limit)
  local function forget(group)
    redis.call('DEL', P .. 'group:' .. group)
    redis.call('ZREM', P .. 'groups', group)
  end
  for _, group in ipairs(redis.call('ZRANGEBYSCORE', P .. 'groups', '-inf', int(now - age), 'LIMIT', 0, limit)) do
    forget(group)
  end
  local surplus = redis.call('ZCOUNT', P .. 'groups', '-inf', '(' .. int(OPEN)) - MOST_COMPLETE
  if surplus > 0 then
    for _, group in ipairs(redis.call('ZRANGE', P .. 'groups', 0, math.min(surplus, limit) - 1)) do
      forget(group)
    end
  end
  for _, group in ipairs(redis.call('ZRANGEBYSCORE', P .. 'groups', int(OPEN), int(OPEN + now - age), 'LIMIT', 0, limit)) do
    if redis.call('EXISTS', P .. 'members:' .. group) == 0 then
      forget(group)
    end
  end
end
