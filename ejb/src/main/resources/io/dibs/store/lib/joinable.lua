-- The group of a new task if it takes none, since it is being canceled; or nil (needs prelude, ties).
local function refusing_group(res)
  local _, group
  if is_tied(res) then
    _, group = ties_of(res)
  end
  local known = group and redis.call('HMGET', P .. 'group:' .. group, 'canceled_at', 'done')
  return known and known[1] and not known[2] and group or nil
end
