-- A task as an audit sees it (needs reading, ties, execution, rank).

local FINAL = { completed = true, failed = true, canceled = true }
local RUNS = { running = true, canceling = true }

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
