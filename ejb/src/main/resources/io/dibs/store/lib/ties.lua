-- Ties: what a task is bound to besides resources (needs prelude). If it has any, the first entry of its field "res" is
-- "*", then letters, then, if it is in a group, a blank and the name of the group. The letters: "d" if other tasks depend on its
-- end; "t" if its field "then" has tasks that are created at its end.
--
-- They are in "res" since that is all that the usual end of a task reads: it costs other tasks nothing.

local function is_tied(res)
  return res and string.sub(res, 1, 3) == '["*'
end

-- The letters, and the group or nil.
local function ties_of(res)
  local letters, group = string.match(cjson.decode(res)[1], '^%*(%a*) ?(.*)$')
  return letters, group ~= '' and group or nil
end

-- Counts in its group, if it has one, that a task goes from one state to another.
local function count_in_group(res, from, to)
  if is_tied(res) then
    local _, group = ties_of(res)
    if group then
      redis.call('HINCRBY', P .. 'group:' .. group, from, -1)
      redis.call('HINCRBY', P .. 'group:' .. group, to, 1)
    end
  end
end

-- The groups that a script has completed.
local completed_groups = {}
