-- Tasks, and the lists of them (needs task, lines).

local last_number, last_token
local function check_numbers(id, t)
  local listed = t.first or t.seq -- It keeps its first number there, also when it joins its lines again later.
  if score('tasks', id) ~= tonumber(listed) then
    violation('task_not_listed', 'task', id, 'The list of tasks does not have it with its number, ', listed, '.')
  end
  if not last_number then
    last_number = tonumber(read('GET', P .. 'seq') or 0) or 0
    last_token = tonumber(read('HGET', P .. 'clock', 'token') or 0) or 0
  end
  if t.number > last_number then
    violation('number_beyond_counter', 'task', id, 'Its number is ', t.seq, ', and the last one given is said to be ',
      int(last_number), '.')
  end
  if (tonumber(t.exec or 0) or 0) > last_token then
    violation('token_beyond_counter', 'task', id, 'Its fencing token is ', t.exec, ', and the last one given is said to be ',
      int(last_token), '.')
  end
end

-- How many tasks have to end first.
local function check_dependencies(id, t)
  local hangs = 0
  for _, dependency in ipairs(dependencies_of(t.call)) do
    hangs = hangs + (score('deps:' .. dependency, id) and 1 or 0)
  end
  if hangs ~= tonumber(t.deps) then
    violation('counter_off', 'task', id, 'It counts ', t.deps, ' tasks that have to end first; there are ', int(hangs), '.')
  end
  return hangs
end

-- How many of its reservations are not granted.
local function check_claims(id, t)
  local blocked = 0
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
  return blocked
end

-- Adds the places that have it.
local function find_places(id, t, places)
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
end

-- A task is in one place, always (R3).
local function check_place(id, t)
  local places = {}
  if t.deps and check_dependencies(id, t) > 0 then
    places[1] = 'deps'
  end
  if not FINAL[t.state] and not t.due and not t.deps and check_claims(id, t) > 0 and t.state == 'waiting' then
    places[1] = 'blocked'
  end
  find_places(id, t, places)
  if #places == 0 then
    violation('task_in_no_place', 'task', id, 'It is ', t.state, ', and nothing has it: not a line, a queue, a worker or '
      .. 'the list of final tasks.')
  elseif #places > 1 then
    violation('task_in_two_places', 'task', id, 'It is ', t.state, ', and it is in ', table.concat(places, ', '), '.')
  end
end

checks.task = {
  key = function(id)
    local t = task(id)
    if not t.complete or not (FINAL[t.state] or RUNS[t.state] or t.state == 'waiting') then
      return violation('task_incomplete', 'task', id, 'It lacks a field that every task has, or its state is unknown.')
    end
    check_numbers(id, t)
    if t.group and (score('members:' .. t.group, id) == nil) ~= (FINAL[t.state] or false) then
      violation('group_member_wrong', 'task', id, 'It is ', t.state, ', and its group, ', t.group, ', says otherwise.')
    end
    check_place(id, t)
  end,
}

checks.tasks = {
  member = function(_, id)
    if not task(id) then
      violation('listed_task_missing', 'task', id, 'The list of tasks has it, and there is no such task.')
    end
  end,
}

checks.children = {
  key = function(id)
    if not task(id) then
      violation('children_without_parent', 'task', id, 'There are children of it, and no such task.')
    end
  end,
}

checks.done = {
  member = function(state, id)
    placed('done:' .. state, id, function(t)
      return t.state == state and t.finished
    end)
  end,
}
