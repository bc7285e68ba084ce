-- Tying a new task (needs prelude, ties, reservations): to its group, and to the tasks on which it depends. "more" is JSON,
-- see create.lua. Returns how many of these are not final.
--@include lib/groups.lua

-- Notes on a task that others depend on its end.
local function mark_depended_on(key, state, res, run, seq, worker)
  if is_tied(res) then
    if string.find(ties_of(res), 'd', 1, true) then
      return
    end
    res = '["*d' .. string.sub(res, 4)
  else
    res = '["*d"' .. (res == '' and ']' or ',' .. string.sub(res, 2))
  end
  redis.call('HSET', key, 'res', res)
  if state ~= 'waiting' then
    redis.call('HSET', P .. 'run:' .. worker, string.sub(key, #P + 6), string.match(run, ' (%d+) ') .. ' ' .. seq .. ' ' .. res)
  end
end

local function depend_on(id, seq, dependency)
  local key = task_key(dependency)
  local t = redis.call('HMGET', key, 'state', 'res', 'run', 'seq', 'worker', 'finished')
  if not t[1] or t[6] then
    return 0
  end
  mark_depended_on(key, unpack(t, 1, 5))
  return redis.call('ZADD', P .. 'deps:' .. dependency, seq, id)
end

local function tie(id, seq, call, res, more)
  if is_tied(res) then
    local _, group = ties_of(res)
    if group then
      join_group(group, id, seq, call)
    end
  end
  local waits = 0
  if more ~= '' then
    local ties = cjson.decode(more)
    for _, dependency in ipairs(ties.after or {}) do
      waits = waits + depend_on(id, seq, dependency)
    end
    if ties['then'] then
      redis.call('HSET', task_key(id), 'then', cjson.encode(ties['then']))
    end
  end
  return waits
end
