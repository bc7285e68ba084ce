-- Workers, their leases, and what they run (needs task).

local function leased(worker)
  return score('leases', worker) ~= nil
end

checks.leases = {
  member = function(_, worker)
    if not exists('worker:' .. worker) then
      violation('lease_without_worker', 'worker', worker, 'There is a lease for it, and no such worker.')
    end
  end,
}

checks.worker = {
  key = function(worker)
    if not leased(worker) then
      violation('worker_without_lease', 'worker', worker, 'It has no lease, so no sweep will ever find it.')
    end
  end,
}

checks.run = {
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
}

checks.stop = {
  member = function(worker, id)
    local t = task(id)
    if not t or t.state ~= 'canceling' or t.worker ~= worker then
      violation('stop_wrong', 'worker', worker, 'It is told to stop task ', id, ', which is not canceling there.')
    end
  end,
}

checks.idle = {
  member = function(queue, worker)
    local serves = false
    for _, served in ipairs(decode(read('HGET', P .. 'worker:' .. worker, 'queues') or nil)) do
      serves = serves or served == queue
    end
    if not serves or not leased(worker) or read('HGET', P .. 'worker:' .. worker, 'draining') then
      violation('idle_wrong', 'worker', worker, 'It is registered as idle in queue ', queue, ', and is gone, is draining, or '
        .. 'does not serve it.')
    end
  end,
}

checks.wake = {
  key = function(worker)
    if not (leased(worker) and read('LLEN', P .. 'wake:' .. worker) == 1) then
      violation('wake_wrong', 'worker', worker, 'It is gone, or more than one token waits for it.')
    end
  end,
}
