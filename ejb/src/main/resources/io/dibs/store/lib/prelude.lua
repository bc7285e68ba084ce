-- Shared by all scripts: the domain's prefix, Redis' clock and the names of keys.
--
-- KEYS[1] is the prefix of all keys of the domain, "dibs:{<domain>}:". The braces make it one Redis Cluster slot.
-- Numbers: times are microseconds and tokens are as large, so never join them to a string with "..", which rounds to
-- 14 digits; pass them to redis.call as numbers, or use int().

local P = KEYS[1]

local function int(n)
  return string.format('%.0f', n)
end

local function redis_time()
  local t = redis.call('TIME')
  return t[1] * 1000000 + t[2]
end

local now = redis_time()

local function task_key(id)
  return P .. 'task:' .. id
end

-- The reservations of a task: its field "res", a JSON array of names, each behind the letter x (exclusive) or
-- s (shared).
local function each_reservation(res, visit)
  if res then
    for _, r in ipairs(cjson.decode(res)) do
      visit(string.sub(r, 1, 1), string.sub(r, 2))
    end
  end
end
