-- Shows the line of a resource. Reads only.
--
-- KEYS[1] prefix
-- ARGV    1 resource  2 how many holders, and how many that wait, are shown at most
-- Reply   {number of holders, number that wait, {holders, each {"x" or "s", id}}, {waiting, in order, likewise}}
--@include lib/prelude.lua

local exclusive, shared, most = P .. 'x:' .. ARGV[1], P .. 's:' .. ARGV[1], tonumber(ARGV[2])

local function claims(mode, flat, into)
  for i = 1, #flat, 2 do
    into[#into + 1] = { mode, flat[i], tonumber(flat[i + 1]) }
  end
  return into
end

local first = redis.call('ZRANGE', exclusive, 0, 0, 'WITHSCORES')
local limit = first[2] and '(' .. first[2] or '+inf'
local exclusives, shares = redis.call('ZCARD', exclusive), redis.call('ZCARD', shared)
local granted_shares = redis.call('ZCOUNT', shared, '-inf', limit)
local holders, waiting, held
if first[1] and granted_shares == 0 then
  held = 1
  holders = { { 'x', first[1] } }
else
  held = granted_shares
  holders = claims('s', redis.call('ZRANGEBYSCORE', shared, '-inf', limit, 'WITHSCORES', 'LIMIT', 0, most), {})
end

waiting = {}
if first[1] then
  local from = granted_shares == 0 and 1 or 0
  claims('x', redis.call('ZRANGE', exclusive, from, from + most - 1, 'WITHSCORES'), waiting)
  claims('s', redis.call('ZRANGEBYSCORE', shared, limit, '+inf', 'WITHSCORES', 'LIMIT', 0, most), waiting)
  table.sort(waiting, function(a, b)
    return a[3] < b[3]
  end)
  for i = #waiting, most + 1, -1 do
    waiting[i] = nil
  end
end
for _, claim in ipairs(holders) do
  claim[3] = nil
end
for _, claim in ipairs(waiting) do
  claim[3] = nil
end
return { held, exclusives + shares - held, holders, waiting }
