-- What a worker runs (needs prelude): the hash "run:<incarnation>" has all that a task's usual end takes, separated by
-- blanks: the fencing token of its execution and, if the task has reservations, its number and these.

local function run_value(token, seq, res)
  return res and token .. ' ' .. seq .. ' ' .. res or token
end

local function token_of(value)
  return string.match(value, '^%d+')
end
