-- Whether the group of a task that is to be created is being canceled (needs prelude, ties): it takes no new ones until all of
-- its tasks have ended. "res" is as create_task() takes it.
local function is_group_canceled(res)
  local _, group = nil, nil
  if is_tied(res) then
    _, group = ties_of(res)
  end
  local known = group and redis.call('HMGET', P .. 'group:' .. group, 'canceled', 'done') or {}
  return known[1] and not known[2]
end
