-- Executions (needs prelude). A task's field "run" is the number of the attempt, 0 before the first; and from when it is
-- claimed until it goes back to its queue also the fencing token and the time of the start, with blanks between, and there is
-- the field "worker". The token is 0 once the execution was taken from its worker: whatever that still sends is refused.
--
-- The hash "run:<incarnation>" has for each task of that worker all that its usual end takes: the fencing token and, if it
-- has reservations, its number and these.

-- The method of a task, of its field "call".
local function name_of(call)
  return string.match(call, '^[^\n]*')
end

-- The tasks on which a task depends, of its field "call".
local function dependencies_of(call)
  local dependencies = {}
  local attributes = string.match(call, '^[^\n]*\n[^\n]*\n([^\n]*)')
  for id in string.gmatch(attributes ~= '' and cjson.decode(attributes).after or '', '[^,]+') do
    dependencies[#dependencies + 1] = id
  end
  return dependencies
end

-- The attempt; and the token and the start, or nil.
local function execution_of(run)
  local attempt, token, started = string.match(run, '^(%d+) (%d+) (%d+)$')
  return attempt or run, token, started
end

local function run_value(token, seq, res)
  return res == '' and token or token .. ' ' .. seq .. ' ' .. res
end

local function token_of(value)
  return string.match(value, '^%d+')
end
