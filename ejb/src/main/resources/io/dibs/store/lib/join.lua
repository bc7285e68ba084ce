-- Joining the lines of resources, see lines.lua (needs prelude, reservations).

-- Joins a line at its end. Returns whether the claim is granted at once.
local function join_line(mode, name, id, seq)
  local exclusive, shared = P .. 'x:' .. name, P .. 's:' .. name
  if mode == 'x' then
    local granted = redis.call('EXISTS', exclusive, shared) == 0
    redis.call('ZADD', exclusive, seq, id)
    return granted
  end
  local granted = redis.call('EXISTS', exclusive) == 0
  redis.call('ZADD', shared, seq, id)
  return granted
end

-- Has a task join the lines of its resources, at their ends. Returns how many of its claims are not granted.
local function join_lines(res, id, seq)
  local blocked = 0
  each_reservation(res, function(mode, name)
    if not join_line(mode, name, id, seq) then
      blocked = blocked + 1
    end
  end)
  return blocked
end
