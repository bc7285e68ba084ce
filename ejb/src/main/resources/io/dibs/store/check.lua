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
--@include lib/clock.lua
--@include lib/rank.lua
--@include lib/execution.lua
--@include lib/reservations.lua

local BUDGET, MOST_MEMBERS = tonumber(ARGV[1]), tonumber(ARGV[2])
local FINAL = { completed = true, failed = true, canceled = true }
local RUNS = { running = true, canceling = true }

local reads = 0
local item, violations, crowded = 0, {}, {}

local function violation(kind, object_type, object, ...)
  violations[#violations + 1] = { item, kind, object_type, object, table.concat({ ... }) }
end

-- A key of another type than it should have is a violation of its own, and otherwise as good as none.
local function read(...)
  reads = reads + 1
  local reply = redis.pcall(...)
  if type(reply) == 'table' and reply.err then
    if string.find(reply.err, 'WRONGTYPE', 1, true) then
      return false
    end
    error(reply.err)
  end
  return reply
end

local function score(key, member)
  return tonumber(read('ZSCORE', P .. key, member) or nil)
end

local function exists(key)
  return read('EXISTS', P .. key) == 1
end

local function has(key, member)
  return read('SISMEMBER', P .. key, member) == 1
end

local function decode(text)
  local sound, value = pcall(cjson.decode, text or '[]')
  return sound and type(value) == 'table' and value or {}
end

local last_number, last_token
local function read_counters()
  if not last_number then
    last_number = tonumber(read('GET', P .. 'seq') or 0) or 0
    last_token = tonumber(read('HGET', P .. 'clock', 'token') or 0) or 0
  end
end

local FIELDS = {
  'state', 'call', 'seq', 'res', 'run', 'queue', 'priority', 'created', 'blocked', 'finished', 'due', 'first', 'worker', 'deps',
  'parked',
}

-- A task with its claims by name, {mode, resource} each; nil when there is none.
local tasks = {}
local function task(id)
  if tasks[id] == nil then
    local values = read('HMGET', task_key(id), unpack(FIELDS))
    local t = { claims = {} }
    for i, name in ipairs(FIELDS) do
      t[name] = values and values[i] or nil
    end
    t.name = t.call and name_of(t.call)
    local _, token = execution_of(t.run or '0')
    t.exec = token ~= '0' and token or nil
    for _, claim in ipairs(t.res and t.res ~= '' and decode(t.res) or {}) do
      if string.sub(claim, 1, 1) ~= '*' then
        t.claims[claim] = { string.sub(claim, 1, 1), string.sub(claim, 2) }
      end
    end
    t.letters = ''
    if is_tied(t.res) then
      t.letters, t.group = ties_of(t.res)
    end
    t.number, t.rank = tonumber(t.seq), tonumber(t.priority)
    t.complete = t.state and t.number and t.name and t.res and t.run and t.queue and t.rank and t.created and true or false
    t.rank = t.complete and rank(t.number, t.rank)
    tasks[id] = values and (t.state or exists('task:' .. id)) and t or false
  end
  return tasks[id] or nil
end

-- Whether nothing with a smaller number keeps a claim back.
local function granted(mode, name, number)
  local before = '(' .. int(number)
  return (read('ZCOUNT', P .. 'x:' .. name, '-inf', before) or 0) == 0
    and (mode == 's' or (read('ZCOUNT', P .. 's:' .. name, '-inf', before) or 0) == 0)
end

local function check_task(id)
  local t = task(id)
  if not t.complete or not (FINAL[t.state] or RUNS[t.state] or t.state == 'waiting') then
    return violation('task_incomplete', 'task', id, 'It lacks a field that every task has, or its state is unknown.')
  end
  local listed = t.first or t.seq -- It keeps its first number there, also when it joins its lines again later.
  if score('tasks', id) ~= tonumber(listed) then
    violation('task_not_listed', 'task', id, 'The list of tasks does not have it with its number, ', listed, '.')
  end
  read_counters()
  if t.number > last_number then
    violation('number_beyond_counter', 'task', id, 'Its number is ', t.seq, ', and the last one given is said to be ',
      int(last_number), '.')
  end
  if (tonumber(t.exec or 0) or 0) > last_token then
    violation('token_beyond_counter', 'task', id, 'Its fencing token is ', t.exec, ', and the last one given is said to be ',
      int(last_token), '.')
  end

  if t.group and (score('members:' .. t.group, id) == nil) ~= (FINAL[t.state] or false) then
    violation('group_member_wrong', 'task', id, 'It is ', t.state, ', and its group, ', t.group, ', says otherwise.')
  end

  local places, blocked = {}, 0
  if t.deps then
    local hangs = 0
    for _, dependency in ipairs(dependencies_of(t.call)) do
      hangs = hangs + (score('deps:' .. dependency, id) and 1 or 0)
    end
    if hangs > 0 then
      places[1] = 'deps'
    end
    if hangs ~= tonumber(t.deps) then
      violation('counter_off', 'task', id, 'It counts ', t.deps, ' tasks that have to end first; there are ', int(hangs), '.')
    end
  end
  if not FINAL[t.state] and not t.due and not t.deps then
    for _, claim in pairs(t.claims) do
      local mode, name = claim[1], claim[2]
      if not score(mode .. ':' .. name, id) then
        violation('claim_missing', 'task', id, 'It reserves ', name, ' and does not stand in its line.')
      end
      if not granted(mode, name, t.number) then
        blocked = blocked + 1
      end
    end
    if blocked ~= tonumber(t.blocked or 0) then
      violation('counter_off', 'task', id, 'It counts ', t.blocked or '0', ' reservations that are not granted; there are ',
        int(blocked), '.')
    end
    if RUNS[t.state] and blocked > 0 then
      violation('runs_without_reservations', 'task', id, 'It is ', t.state, ', and ', int(blocked),
        ' of its reservations are not granted.')
    end
    if t.state == 'waiting' and blocked > 0 then
      places[1] = 'blocked'
    end
  end
  local candidates = { 'ready:' .. t.queue, 'later' }
  if t.parked then
    candidates[3] = 'parked:' .. t.queue .. ':' .. t.parked
  end
  for state in pairs(FINAL) do
    candidates[#candidates + 1] = 'done:' .. state
  end
  for _, key in ipairs(candidates) do
    if score(key, id) then
      places[#places + 1] = key
    end
  end
  if t.worker and read('HGET', P .. 'run:' .. t.worker, id) then
    places[#places + 1] = 'run:' .. t.worker
  end
  if #places == 0 then
    violation('task_in_no_place', 'task', id, 'It is ', t.state, ', and nothing has it: not a line, a queue, a worker or '
      .. 'the list of final tasks.')
  elseif #places > 1 then
    violation('task_in_two_places', 'task', id, 'It is ', t.state, ', and it is in ', table.concat(places, ', '), '.')
  end
end

-- A task that a place has: it must exist and be one that belongs there.
local function placed(key, id, belongs)
  local t = task(id)
  if not t then
    violation('place_without_task', 'task', id, 'It is in ', key, ', and there is no such task.')
  elseif not belongs(t) then
    violation('task_in_wrong_place', 'task', id, 'It is in ', key, ', and does not belong there: it is ',
      t.state or 'in no state', ', queue ', t.queue or 'unknown', ', worker ', t.worker or 'none', ', token ',
      t.exec or 'none', '.')
  else
    return t
  end
end

local function queued(key, queue, id, at, belongs)
  local t = placed(key, id, function(it)
    return it.complete and it.state == 'waiting' and not it.due and not it.deps and it.queue == queue and belongs(it)
  end)
  if t and at ~= t.rank then
    violation('rank_wrong', 'task', id, 'It stands in ', key, ' at ', int(at), ' instead of ', int(t.rank), '.')
  end
end

local function listed_queue(queue)
  if not has('queues', queue) then
    violation('queue_not_listed', 'queue', queue, 'It has tasks, and the list of queues does not have it.')
  end
end

local function claim_in(mode)
  return function(resource, id, at)
    local t = task(id)
    if not t then
      violation('claim_without_task', 'resource', resource, 'Task ', id, ' stands in its line, and there is no such task.')
    elseif FINAL[t.state] then
      violation('claim_of_final_task', 'resource', resource, 'Task ', id, ' stands in its line, and is ', t.state, '.')
    elseif not t.claims[mode .. resource] or t.due or t.deps then
      violation('claim_not_wanted', 'resource', resource, 'Task ', id, ' stands in its line, and does not want it so.')
    elseif at ~= t.number then
      violation('line_order_wrong', 'resource', resource, 'Task ', id, ' stands in its line at ', int(at),
        ', and its number is ', t.seq or 'unknown', '.')
    end
  end
end

local function leased(worker)
  return score('leases', worker) ~= nil
end

-- By family of keys: what is checked of a key (given its name behind the family), and of each member (also given the
-- member and its score or value).
local checks = {
  seq = {}, clock = {}, events = {},
  task = { key = check_task },
  tasks = {
    member = function(_, id)
      if not task(id) then
        violation('listed_task_missing', 'task', id, 'The list of tasks has it, and there is no such task.')
      end
    end,
  },
  children = {
    key = function(id)
      if not task(id) then
        violation('children_without_parent', 'task', id, 'There are children of it, and no such task.')
      end
    end,
  },
  done = {
    member = function(state, id)
      placed('done:' .. state, id, function(t)
        return t.state == state and t.finished
      end)
    end,
  },
  deps = {
    key = function(id)
      local t = task(id)
      if not t or FINAL[t.state] or not string.find(t.letters, 'd', 1, true) then
        violation('dependents_wrong', 'task', id, 'Tasks wait for its end, and it is gone or will not tell them.')
      end
    end,
    member = function(_, id, at)
      placed('deps', id, function(t)
        return t.state == 'waiting' and t.deps and tonumber(t.seq) == at
      end)
    end,
  },
  group = {
    key = function(group)
      local counts = read('HMGET', P .. 'group:' .. group, 'waiting', 'running', 'canceling', 'done')
      local open = 0
      for i = 1, 3 do
        open = open + tonumber(counts[i] or 0)
      end
      local members = read('ZCARD', P .. 'members:' .. group) or 0
      if open ~= members or (counts[4] and members > 0) then
        violation('group_count_wrong', 'group', group, 'It counts ', int(open), ' tasks that are not final; there are ',
          int(members), '.')
      end
      if not score('groups', group) then
        violation('group_not_listed', 'group', group, 'The list of groups does not have it.')
      end
    end,
  },
  groups = {
    member = function(_, group)
      if not exists('group:' .. group) then
        violation('group_not_listed', 'group', group, 'The list of groups has it, and there is no such group.')
      end
    end,
  },
  members = {
    member = function(group, id, at)
      placed('members:' .. group, id, function(t)
        return not FINAL[t.state] and t.group == group and tonumber(t.first or t.seq) == at
      end)
    end,
  },
  exclusive_line = { member = claim_in('x') },
  shared_line = { member = claim_in('s') },
  ready = {
    key = listed_queue,
    member = function(queue, id, at)
      queued('ready:' .. queue, queue, id, at, function()
        return true
      end)
    end,
  },
  parked_needs = {
    key = listed_queue,
    member = function(queue, need)
      if not exists('parked:' .. queue .. ':' .. need) then
        violation('parked_method_empty', 'queue', queue, 'It lists ', need, ' as parked, and no task that needs it is.')
      end
    end,
  },
  parked = {
    key = function(name)
      local queue, need = string.match(name, '^([^:]*):(.*)$')
      if not has('parked:' .. queue, need) then
        violation('parked_method_not_listed', 'queue', queue, 'Tasks that need ', need, ' are parked, and it is not listed '
          .. 'as parked.')
      end
    end,
    member = function(name, id, at)
      local queue, need = string.match(name, '^([^:]*):(.*)$')
      queued('parked:' .. name, queue, id, at, function(t)
        return t.parked == need
      end)
    end,
  },
  queues = {
    member = function(_, queue)
      if not exists('ready:' .. queue) and not exists('parked:' .. queue) then
        violation('queue_empty', 'queue', queue, 'The list of queues has it, and nothing in it is ready or parked.')
      end
    end,
  },
  later = {
    member = function(_, id, at)
      placed('later', id, function(t)
        return t.state == 'waiting' and tonumber(t.due or nil) == at
      end)
    end,
  },
  idle = {
    member = function(queue, worker)
      local serves = false
      for _, served in ipairs(decode(read('HGET', P .. 'worker:' .. worker, 'queues') or nil)) do
        serves = serves or served == queue
      end
      if not serves or not leased(worker) then
        violation('idle_wrong', 'worker', worker, 'It is registered as idle in queue ', queue, ', and is gone or does not '
          .. 'serve it.')
      end
    end,
  },
  leases = {
    member = function(_, worker)
      if not exists('worker:' .. worker) then
        violation('lease_without_worker', 'worker', worker, 'There is a lease for it, and no such worker.')
      end
    end,
  },
  worker = {
    key = function(worker)
      if not leased(worker) then
        violation('worker_without_lease', 'worker', worker, 'It has no lease, so no sweep will ever find it.')
      end
    end,
  },
  run = {
    key = function(worker)
      if not leased(worker) then
        violation('tasks_without_worker', 'worker', worker, 'It is said to run tasks, and has no lease.')
      end
    end,
    member = function(worker, id, value)
      placed('run:' .. worker, id, function(t)
        return RUNS[t.state] and t.worker == worker and t.exec and run_value(t.exec, t.seq, t.res) == value
      end)
    end,
  },
  stop = {
    member = function(worker, id)
      local t = task(id)
      if not t or t.state ~= 'canceling' or t.worker ~= worker then
        violation('stop_wrong', 'worker', worker, 'It is told to stop task ', id, ', which is not canceling there.')
      end
    end,
  },
  schedules = {
    member = function(_, name)
      if not exists('schedule:' .. name) then
        violation('schedule_missing', 'schedule', name, 'It is listed, and there is no such schedule.')
      end
    end,
  },
  schedule = {
    key = function(name)
      local due = read('HGET', P .. 'schedule:' .. name, 'due') or ''
      if score('schedules', name) ~= (due == '' and math.huge or tonumber(due)) then
        violation('schedule_not_listed', 'schedule', name, 'The list of schedules does not have it when it is due next: ',
          due == '' and 'never' or due, '.')
      end
    end,
  },
  wake = {
    key = function(worker)
      if not (leased(worker) and read('LLEN', P .. 'wake:' .. worker) == 1) then
        violation('wake_wrong', 'worker', worker, 'It is gone, or more than one token waits for it.')
      end
    end,
  },
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
  if expires and family ~= 'events' then
    violation('key_expires', 'key', string.sub(key, #P + 1), 'It has an expiry, and Dibs gave it none.')
  elseif family == 'events' and not expires then
    violation('key_stays', 'key', string.sub(key, #P + 1), 'It has no expiry, so it grows although nobody listens.')
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
