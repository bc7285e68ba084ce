-- Outcomes that are not the usual ones (needs what exchange.lua has).
--@include lib/parked.lua
--@include lib/failure.lua

-- Back to waiting, with its claims and its place in all lines: for any worker, or for one that has what it needs, if this one
-- lacks that.
local function give_back(id, t, need)
  local key = task_key(id)
  redis.call('HSET', key, 'state', 'waiting', 'run', int(t.attempt - 1))
  redis.call('HDEL', key, 'worker')
  tell(id, 'running', 'waiting')
  count_in_group(t.res, 'running', 'waiting')
  if need then
    park(id, t.queue, t.seq, t.priority, need)
  else
    become_ready(id, t.queue, t.seq, t.priority)
  end
  return 'waiting'
end

-- The way of an outcome that is not the usual one.
local function record(id, token, outcome, more)
  local t = read_execution(id)
  if not t.state then
    return 'gone'
  end
  if t.exec ~= token then
    return 'fenced'
  end
  if FINAL[t.state] then
    return t.state -- Recorded before: this is the same execution.
  end
  leave_worker(id, t.worker) -- Not always this one: a process whose lease ended goes on under a new incarnation.
  if t.state == 'running' and (outcome == 'declined' or outcome == 'returned') then
    return give_back(id, t, outcome == 'declined' and (more and ARGV[more] or t.name))
  end
  if t.state == 'running' and FINAL[outcome] then
    end_task(id, 'running', outcome, t.seq, t.res, fields_of(outcome, more))
    return outcome
  end
  local error = more and ARGV[more] or ''
  return fail_attempt(id, t, error, outcome == 'aborted', { unpack(fields_of('', more)) })
end
