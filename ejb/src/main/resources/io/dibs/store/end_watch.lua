-- Ends a look at what is wrong, or an audit: keeps what was found, since when, and says what has come and what has gone.
--
-- KEYS[1] prefix
-- ARGV    1 name of the look  2 how long this stays if nobody looks any more, milliseconds  3 what all fields begin with, as
--         for begin_watch.lua; then what was found, three arguments each: id, 1 if it is listed at once or 0 if it has to be found twice in a row, and its description (JSON)
-- Reply   lines, each of {"+" or "-", id, since when, description}, with a blank between; empty if the look is not the last any more
--
-- In the hash "problems" the field "p:<id>" is {since when, 1 if it is listed, description}, likewise. Sent again because its
-- reply was lost, it says the same, and changes nothing.
--@include lib/prelude.lua
--@include lib/always.lua
--@include lib/stay.lua

local key = P .. 'problems'
local field = ARGV[3]
local problem = field .. 'p:'
local look = redis.call('HMGET', key, field .. 'by', field .. 'ended', field .. 'told')
if look[1] ~= ARGV[1] then
  return ''
end
if look[2] == ARGV[1] then
  return look[3]
end

local before = {}
local fields = redis.call('HGETALL', key)
for i = 1, #fields, 2 do
  if string.sub(fields[i], 1, #problem) == problem then
    local since, listed, text = string.match(fields[i + 1], '^(%d+) ([01]) (.*)$')
    before[string.sub(fields[i], #problem + 1)] = { since = since, listed = listed, text = text }
  end
end

local told = {}
for i = 4, #ARGV, 3 do
  local id, listed, text = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  local old = before[id]
  before[id] = nil
  if old then
    listed = '1'
  end
  local since = old and old.since or now_text
  if listed == '1' and not (old and old.listed == '1') then
    told[#told + 1] = '+ ' .. id .. ' ' .. since .. ' ' .. text
  end
  redis.call('HSET', key, problem .. id, since .. ' ' .. listed .. ' ' .. text)
end
for id, old in pairs(before) do
  redis.call('HDEL', key, problem .. id)
  if old.listed == '1' then
    told[#told + 1] = '- ' .. id .. ' ' .. old.since .. ' ' .. old.text
  end
end
local lines = table.concat(told, '\n')
redis.call('HSET', key, field .. 'ended', ARGV[1], field .. 'told', lines, field .. 'at', now_text)
stay(key, ARGV[2])
return lines
