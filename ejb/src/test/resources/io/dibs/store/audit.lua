-- Audits a domain: every rule that its keys must obey at every instant. Reads only.
--
-- KEYS[1] prefix
-- Reply   {{what is wrong}, {tasks by number, each {id, state, claims not granted, parked (1 or 0)}}}

local P = KEYS[1]
local wrong = {}
local function check(right, ...)
  if not right then
    wrong[#wrong + 1] = table.concat({ ... }, ' ')
  end
end

local function get(command, key, ...)
  return redis.call(command, P .. key, ...)
end

local function scored(key)
  local flat, scores = get('ZRANGE', key, 0, -1, 'WITHSCORES'), {}
  for i = 1, #flat, 2 do
    scores[flat[i]] = flat[i + 1]
  end
  return scores
end

local function members(key)
  local set = {}
  for _, member in ipairs(get('SMEMBERS', key)) do
    set[member] = true
  end
  return set
end

-- All keys, by family: the part of their names before the first colon.
local families = {}
for _, key in ipairs(redis.call('KEYS', P .. '*')) do
  local name = string.sub(key, #P + 1)
  local family, rest = string.match(name, '^([^:]+):?(.*)$')
  families[family] = families[family] or {}
  table.insert(families[family], rest)
end
local known = 'seq clock later tasks queues leases task children done x s ready parked idle worker run stop wake '
for family in pairs(families) do
  check(string.find(known, family .. ' ', 1, true), 'unknown key', family)
end
local function each(family, visit)
  for _, rest in ipairs(families[family] or {}) do
    visit(rest)
  end
end

local tasks, kept = {}, scored('tasks')
each('task', function(id)
  local t = { id = id, at = {} }
  local flat = get('HGETALL', 'task:' .. id)
  for i = 1, #flat, 2 do
    t[flat[i]] = flat[i + 1]
  end
  tasks[id] = t
  check(t.state and kept[id] == (t.first or t.seq), 'task', id, 'is not in the list of tasks')
end)
for id in pairs(kept) do
  check(tasks[id], 'listed task', id, 'does not exist')
end
each('children', function(id)
  check(tasks[id], 'children of a parent that is gone', id)
end)

-- Where each task is.
local function place(id, what, right)
  local t = tasks[id]
  check(t, 'no task', id, 'in', what)
  if t then
    t.at[#t.at + 1] = what
    check(right(t), 'task', id, t.state, 'blocked', t.blocked or '-', 'is wrong in', what)
  end
end
local workers, served = scored('leases'), {}
for worker in pairs(workers) do
  local queues = get('HGET', 'worker:' .. worker, 'queues')
  check(queues, 'a lease without a worker', worker)
  served[worker] = {}
  for _, queue in ipairs(cjson.decode(queues or '[]')) do
    served[worker][queue] = true
  end
end

for id, score in pairs(scored('later')) do
  place(id, 'later', function(t)
    return t.state == 'waiting' and t.due and tonumber(t.due) == tonumber(score)
  end)
end

local waiting_queues, parked_methods = {}, {}
local function rank(t)
  return t.seq - t.priority * 2 ^ 43
end
each('ready', function(queue)
  waiting_queues[queue] = true
  for id, score in pairs(scored('ready:' .. queue)) do
    place(id, 'ready', function(t)
      return t.state == 'waiting' and t.queue == queue and tonumber(score) == rank(t)
    end)
  end
end)
each('parked', function(rest)
  local queue, method = string.match(rest, '^([^:]+):(.*)$')
  waiting_queues[queue or rest] = true
  if queue then
    parked_methods[rest] = true
    for id, score in pairs(scored('parked:' .. rest)) do
      place(id, 'parked', function(t)
        t.parked = true
        return t.state == 'waiting' and t.queue == queue and t.name == method and tonumber(score) == rank(t)
      end)
    end
  else
    for parked in pairs(members('parked:' .. rest)) do
      check(get('EXISTS', 'parked:' .. rest .. ':' .. parked) == 1, 'nothing is parked for', rest, parked)
    end
  end
end)
for rest in pairs(parked_methods) do
  local queue, method = string.match(rest, '^([^:]+):(.*)$')
  check(get('SISMEMBER', 'parked:' .. queue, method) == 1, 'parked, and not known to be', rest)
end
for queue in pairs(waiting_queues) do
  check(get('SISMEMBER', 'queues', queue) == 1, 'a queue that is not known', queue)
end
for queue in pairs(members('queues')) do
  check(waiting_queues[queue], 'a queue that is empty', queue)
end

each('run', function(worker)
  check(workers[worker], 'tasks of a worker that is gone', worker)
  local flat = get('HGETALL', 'run:' .. worker)
  for i = 1, #flat, 2 do
    place(flat[i], 'run', function(t)
      return (t.state == 'running' or t.state == 'canceling') and t.worker == worker and t.exec == flat[i + 1]
    end)
  end
end)
each('stop', function(worker)
  for id in pairs(members('stop:' .. worker)) do
    check(tasks[id] and tasks[id].state == 'canceling' and tasks[id].worker == worker, 'stop of', id)
  end
end)
each('wake', function(worker)
  check(workers[worker] and get('LLEN', 'wake:' .. worker) == 1, 'tokens of', worker)
end)
each('worker', function(worker)
  check(workers[worker], 'a worker without a lease', worker)
end)
each('idle', function(queue)
  for worker in pairs(members('idle:' .. queue)) do
    check(served[worker] and served[worker][queue], 'idle in', queue, worker)
  end
end)
each('done', function(state)
  for id in pairs(scored('done:' .. state)) do
    place(id, 'done', function(t)
      return t.state == state and t.finished
    end)
  end
end)

-- The claims in the lines, and which of them are granted.
local claims = { x = {}, s = {} }
for mode, lines in pairs(claims) do
  each(mode, function(name)
    lines[name] = scored(mode .. ':' .. name)
  end)
end
local function granted(mode, name, seq)
  for _, other in ipairs({ 'x', 's' }) do
    if mode == 'x' or other == 'x' then
      for _, number in pairs(claims[other][name] or {}) do
        if tonumber(number) < tonumber(seq) then
          return false
        end
      end
    end
  end
  return true
end

local list = {}
for id, t in pairs(tasks) do
  local blocked, final = 0, t.state ~= 'waiting' and t.state ~= 'running' and t.state ~= 'canceling'
  for _, claim in ipairs(cjson.decode(t.res or '[]')) do
    local mode, name = string.sub(claim, 1, 1), string.sub(claim, 2)
    local line = claims[mode][name] or {}
    if final or t.due then
      check(not line[id], 'a task that is final or due later', id, 'stands in the line of', name)
    else
      check(line[id] == t.seq, 'task', id, 'does not stand in the line of', name)
      t.claims = (t.claims or 0) + 1
      if not granted(mode, name, t.seq) then
        blocked = blocked + 1
      end
    end
  end
  if not final then
    check(tonumber(t.blocked or 0) == blocked, 'task', id, 'counts', t.blocked or '0', 'not', blocked)
    check(t.state == 'waiting' or blocked == 0, 'task', id, 'runs without its reservations')
  end
  check(#t.at == (blocked > 0 and 0 or 1), 'task', id, t.state, 'is in', '[' .. table.concat(t.at, ' ') .. ']')
  list[#list + 1] = { id, t.state, blocked, t.parked and 1 or 0, tonumber(t.seq) }
end
for _, lines in pairs(claims) do
  for name, line in pairs(lines) do
    for id in pairs(line) do
      check(tasks[id] and tasks[id].claims, 'a claim without a task on', name, id)
      if tasks[id] and tasks[id].claims then
        tasks[id].claims = tasks[id].claims - 1
      end
    end
  end
end
for id, t in pairs(tasks) do
  check((t.claims or 0) == 0, 'claims of', id)
end
table.sort(list, function(a, b)
  return a[5] < b[5]
end)
return { wrong, list }
