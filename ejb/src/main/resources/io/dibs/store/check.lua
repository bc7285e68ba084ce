-- Checks keys of a domain, or single members of them, against the rules that hold at every instant. Reads only (R11).
-- Each key and each member is checked together with all that its rule depends on, so nothing moves meanwhile; and a call
-- does a bounded amount of work, so a domain of any size is walked without keeping Redis from its other callers.
--
-- KEYS[1] prefix
-- ARGV    1 reads after which the script goes no further  2 most members of a key that are checked with it; then items, five
--         arguments each: family ("unknown" if it has none), type, name of the key, what of it is behind the family, and
--         the member to check, or empty for the key itself with all its members
-- Reply   {time, items done, {violations, each {item, kind, type of object, object, what is wrong}},
--          {items whose members are too many: they are to be sent one by one}}; items count from 1
--@include lib/prelude.lua
--@include lib/ties.lua
--@include lib/rank.lua
--@include lib/execution.lua
--@include lib/audit/reading.lua
--@include lib/audit/task.lua
--@include lib/audit/lines.lua
--@include lib/audit/waiting.lua
--@include lib/audit/groups.lua
--@include lib/audit/workers.lua
--@include lib/audit/schedules.lua
--@include lib/audit/tasks.lua

local BUDGET, MOST_MEMBERS = tonumber(ARGV[1]), tonumber(ARGV[2])
local crowded = {}

-- Of these there is nothing to say but that they have the right type, and an expiry or none.
checks.seq, checks.clock, checks.events, checks.paused, checks.threads, checks.problems, checks.notes =
  {}, {}, {}, {}, {}, {}, {}


-- Families of keys that expire, and what is wrong if one does not.
local EXPIRES = {
  events = 'It has no expiry, so it grows although nobody listens.',
  problems = 'It has no expiry, so it says what is wrong although nobody looks any more.',
  notes = 'It has no expiry, so it stays although what it says is long past.',
  threads = 'It has no expiry, so it stays although nobody waits for it.',
}
local READ_ALL = {
  zset = { 'ZCARD', 'ZRANGE', 'ZSCORE' },
  hash = { 'HLEN', 'HGETALL', 'HGET' },
  set = { 'SCARD', 'SMEMBERS', 'SISMEMBER' },
}

-- Numbers of a sorted set as numbers, all else as it is.
local function worth(kind, value)
  return kind == 'zset' and tonumber(value) or value
end

local function check_members(family, kind, key, rest)
  local commands = READ_ALL[kind]
  if read(commands[1], key) > MOST_MEMBERS then
    crowded[#crowded + 1] = item
    return
  end
  local all = kind == 'zset' and read('ZRANGE', key, 0, -1, 'WITHSCORES') or read(commands[2], key)
  for i = 1, #all, kind == 'set' and 1 or 2 do
    checks[family].member(rest, all[i], worth(kind, all[i + 1]))
  end
end

local function check_key(family, kind, key, rest)
  local found = read('TYPE', key).ok
  if found == 'none' then
    return
  end
  if family == 'unknown' then
    return violation('unknown_key', 'key', string.sub(key, #P + 1), 'It is a ', found, ', and the documented list of keys '
      .. 'does not have it.')
  end
  if found ~= kind then
    return violation('wrong_type', 'key', string.sub(key, #P + 1), 'It is a ', found, ' and should be a ', kind, '.')
  end
  local expires = read('PTTL', key) >= 0
  if expires and not EXPIRES[family] then
    violation('key_expires', 'key', string.sub(key, #P + 1), 'It has an expiry, and Dibs gave it none.')
  elseif EXPIRES[family] and not expires then
    violation('key_stays', 'key', string.sub(key, #P + 1), EXPIRES[family])
  end
  if checks[family].key then
    checks[family].key(rest)
  end
  if checks[family].member then
    check_members(family, kind, key, rest)
  end
end

local function check_member(family, kind, key, rest, member)
  local value = read(READ_ALL[kind][3], key, member)
  if value and value ~= 0 then
    checks[family].member(rest, member, worth(kind, value))
  end
end

for i = 3, #ARGV, 5 do
  if reads >= BUDGET then
    break
  end
  item = item + 1
  local family, kind, name, rest, member = unpack(ARGV, i, i + 4)
  if member == '' then
    check_key(family, kind, P .. name, rest)
  else
    check_member(family, kind, P .. name, rest, member)
  end
end
return { now, item, violations, crowded }
