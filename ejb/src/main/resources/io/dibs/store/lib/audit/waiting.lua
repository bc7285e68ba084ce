-- Where tasks wait that stand in no line, or at the head of all of theirs: for a worker, for their time, for other tasks
-- (needs task).

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

checks.ready = {
  key = listed_queue,
  member = function(queue, id, at)
    queued('ready:' .. queue, queue, id, at, function()
      return true
    end)
  end,
}

checks.parked_needs = {
  key = listed_queue,
  member = function(queue, need)
    if not exists('parked:' .. queue .. ':' .. need) then
      violation('parked_method_empty', 'queue', queue, 'It lists ', need, ' as parked, and no task that needs it is.')
    end
  end,
}

checks.parked = {
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
}

checks.queues = {
  member = function(_, queue)
    if not exists('ready:' .. queue) and not exists('parked:' .. queue) then
      violation('queue_empty', 'queue', queue, 'The list of queues has it, and nothing in it is ready or parked.')
    end
  end,
}

checks.later = {
  member = function(_, id, at)
    placed('later', id, function(t)
      return t.state == 'waiting' and tonumber(t.due or nil) == at
    end)
  end,
}

checks.deps = {
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
}
