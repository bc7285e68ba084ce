-- The order of ready tasks: by priority, then by number.

-- One level of priority is worth more than all numbers that there will ever be; sums stay exact in a double.
local PRIORITY_WEIGHT = 8796093022208 -- 2^43

local function rank(seq, priority) -- Both as they are stored.
  return priority == '0' and seq or seq - priority * PRIORITY_WEIGHT
end
