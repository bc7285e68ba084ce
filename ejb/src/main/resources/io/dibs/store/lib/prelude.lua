-- Shared by all scripts: the domain's prefix, Redis' clock and the names of keys.
--
-- KEYS[1] is the prefix of all keys of the domain, "dibs:{<domain>}:". The braces make it one Redis Cluster slot.
-- Numbers: times are microseconds and tokens are as large, so never join them to a string with "..", which rounds to
-- 14 digits; use int(). redis.call takes numbers too, but writing one with so many digits takes as long as a small command.

local P = KEYS[1]

local function int(n)
  return string.format('%.0f', n)
end

local function redis_time()
  local t = redis.call('TIME')
  return t[1] * 1000000 + t[2]
end

local now = redis_time()
local now_text = int(now)

local function task_key(id)
  return P .. 'task:' .. id
end

-- Passes a list on in pieces, since Lua cannot unpack many thousands at once.
local function each_piece(list, use)
  for i = 1, #list, 1000 do
    use(unpack(list, i, math.min(i + 999, #list)))
  end
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
