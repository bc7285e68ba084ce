-- Shared by all scripts: the domain's prefix, Redis' clock and the names of keys.
--
-- KEYS[1] is the prefix of all keys of the domain, "dibs:{<domain>}:". The braces make it one Redis Cluster slot.
-- Numbers: times are microseconds and tokens are as large, so never join them to a string with "..", which rounds to
-- 14 digits; use int(). redis.call takes numbers too, but writing one with so many digits takes as long as a small command.

local P = KEYS[1]

local function int(n)
  if n >= 1000000 then
    return string.format('%d%06d', n / 1000000, n % 1000000) -- Several times as fast as the other way.
  end
  return string.format('%.0f', n)
end

local now, now_text
do
  local t = redis.call('TIME')
  now = t[1] * 1000000 + t[2]
  now_text = int(now)
end

local function task_key(id)
  return P .. 'task:' .. id
end

-- A task is a hash. Its first fields are those that are read and written most, since finding a field takes as long as there
-- are others before it; so each of them is there always:
-- "state"; "call", four lines that never change: the method, the parent's id or nothing, attributes (JSON) or nothing,
-- arguments (JSON array); "seq", its number; "res", its reservations; "run", see execution.lua.
