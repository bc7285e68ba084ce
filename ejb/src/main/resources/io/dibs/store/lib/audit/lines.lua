-- The lines of resources (needs task).

-- Whether nothing with a smaller number keeps a claim back.
local function granted(mode, name, number)
  local before = '(' .. int(number)
  return (read('ZCOUNT', P .. 'x:' .. name, '-inf', before) or 0) == 0
    and (mode == 's' or (read('ZCOUNT', P .. 's:' .. name, '-inf', before) or 0) == 0)
end

local function claim_in(mode)
  return function(resource, id, at)
    local t = task(id)
    if not t then
      violation('claim_without_task', 'resource', resource, 'Task ', id, ' stands in its line, and there is no such task.')
    elseif FINAL[t.state] then
      violation('claim_of_final_task', 'resource', resource, 'Task ', id, ' stands in its line, and is ', t.state, '.')
    elseif not t.claims[mode .. resource] or t.due or t.deps then
      violation('claim_not_wanted', 'resource', resource, 'Task ', id, ' stands in its line, and does not want it so.')
    elseif at ~= t.number then
      violation('line_order_wrong', 'resource', resource, 'Task ', id, ' stands in its line at ', int(at),
        ', and its number is ', t.seq or 'unknown', '.')
    end
  end
end

checks.exclusive_line = { member = claim_in('x') }
checks.shared_line = { member = claim_in('s') }
