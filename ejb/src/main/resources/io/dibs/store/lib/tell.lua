-- Telling of changes (needs prelude). While any process listens, there is the stream "events", see listen.lua. An entry has
-- the time ("t") and changes ("c"), one a line: id, state before or "-", state now; the same twice is progress. While nobody
-- listens, a script that changes tasks asks once whether the stream is there, and nothing else. A script that uses tell() calls
-- write_told() before it is done.

local CHANGES_IN_ENTRY = 50
local MOST_ENTRIES = 10000 -- About: whole nodes of the stream are dropped, of a hundred entries as a rule.

local told, listened_to = {}, nil

local function tell(id, from, to)
  if listened_to == nil then
    listened_to = redis.call('EXISTS', P .. 'events') == 1
  end
  if listened_to then
    told[#told + 1] = id .. ' ' .. from .. ' ' .. to
  end
end

local function write_told()
  for i = 1, #told, CHANGES_IN_ENTRY do
    local changes = table.concat(told, '\n', i, math.min(i + CHANGES_IN_ENTRY - 1, #told))
    redis.call('XADD', P .. 'events', 'NOMKSTREAM', 'MAXLEN', '~', MOST_ENTRIES, '*', 't', now_text, 'c', changes)
  end
end
