-- Says of tasks what each waits for, and who is in its way (R10). Reads only. Costs O(what it shows, and the reservations and
-- dependencies that the tasks have themselves): whatever waits behind or beside them costs nothing.
--
-- KEYS[1] prefix
-- ARGV    1 how much is named of each task at most: claims, those that block a claim, dependencies  2 names of the fields,
--         with blanks between  3.. ids
-- Reply   {time, {for each id: {} when there is no such task, else {{name of a field, its value, …},
--         parked (1 or 0), ready tasks before it or -1, since when its queue is paused or -1, how many block it in all,
--         {claims not granted, each {"x" or "s", resource, claims before it, how many block it, {the first of
--         those, each {"x" or "s", id, granted (1 or 0)}}}},
--         how many dependencies are not final, {their ids}}}}
--
-- A claim is blocked by the holders that conflict with it. Where none does, a reader stands behind a writer that waits: then
-- it is that one.
--@include lib/prelude.lua
--@include lib/clock.lua
--@include lib/rank.lua
--@include lib/ready.lua
--@include lib/parked.lua
--@include lib/execution.lua
--@include lib/reservations.lua

local most = tonumber(ARGV[1])
local names = {}
for name in string.gmatch(ARGV[2], '[^ ]+') do
  names[#names + 1] = name
end

-- Who blocks a claim of the task with that number: how many they are, and the first of them; nobody if it is granted.
local function blockers_of(mode, name, seq, shown)
  local exclusive, shared = P .. 'x:' .. name, P .. 's:' .. name
  local before = '(' .. seq
  local exclusives = redis.call('ZCOUNT', exclusive, '-inf', before)
  local shares = redis.call('ZCOUNT', shared, '-inf', before)
  if exclusives == 0 and (mode == 's' or shares == 0) then
    return 0
  end
  local first = redis.call('ZRANGE', exclusive, 0, 0, 'WITHSCORES')
  local limit = first[2] and '(' .. first[2] or '+inf'
  local held = redis.call('ZCOUNT', shared, '-inf', limit)
  if mode == 's' or held == 0 then
    return 1, exclusives + shares, { { 'x', first[1], held == 0 and 1 or 0 } }
  end
  local blockers = {}
  for _, holder in ipairs(redis.call('ZRANGEBYSCORE', shared, '-inf', limit, 'LIMIT', 0, shown)) do
    blockers[#blockers + 1] = { 's', holder, 1 }
  end
  return held, exclusives + shares, blockers
end

local function blocked_claims(t)
  local total, claims = 0, {}
  each_reservation(t.res, function(mode, name)
    local count, position, blockers = blockers_of(mode, name, t.seq, #claims < most and most or 1)
    total = total + count
    if count > 0 and #claims < most then
      claims[#claims + 1] = { mode, name, position, count, blockers }
    end
  end)
  return total, claims
end

local function dependencies_left(id, t)
  local left = {}
  for _, dependency in ipairs(dependencies_of(t.call)) do
    if #left == most then
      break
    end
    if redis.call('ZSCORE', P .. 'deps:' .. dependency, id) then
      left[#left + 1] = dependency
    end
  end
  return left
end

local steps = {}
for i = 3, #ARGV do
  local id, t, fields = ARGV[i], {}, {}
  for k, value in ipairs(redis.call('HMGET', task_key(id), unpack(names))) do
    if value then
      t[names[k]] = value
      fields[#fields + 1] = names[k]
      fields[#fields + 1] = names[k] == 'call' and string.match(value, '^[^\n]*\n[^\n]*\n[^\n]*') or value
    end
  end
  local step = {}
  if t.state then
    local total, claims, dependencies, ahead, parked, paused = 0, {}, {}, -1, 0, -1
    if t.state == 'waiting' and not t.due then
      if t.deps then
        dependencies = dependencies_left(id, t)
      elseif tonumber(t.blocked or 0) > 0 then
        total, claims = blocked_claims(t)
      else
        ahead = redis.call('ZRANK', P .. 'ready:' .. t.queue, id) or -1
        parked = t.parked and redis.call('ZSCORE', parked_key(t.queue, t.parked), id) and 1 or 0
        paused = tonumber(redis.call('HGET', P .. 'paused', t.queue) or -1)
      end
    end
    step = { fields, parked, ahead, paused, total, claims, tonumber(t.deps or 0), dependencies }
  end
  steps[#steps + 1] = step
end
return { now, steps }
