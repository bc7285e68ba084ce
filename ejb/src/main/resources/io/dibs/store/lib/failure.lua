-- An attempt that did not complete (needs prelude, ready, lines, final, execution): the one path on which a task is tried again or
-- fails, whether it threw, was interrupted at a shutdown, or lost its worker.
--
-- The policy is in the task's attributes: "retry", {max: attempts in all, first_us: pause after the first, longest_us: the
-- pause doubles up to this}. What earlier attempts came to is in the fields "try:<attempt>".

local KEPT_ATTEMPTS = 20

-- What tells of a task's execution, by name.
local function read_execution(id)
  local t = redis.call('HMGET', task_key(id), 'state', 'call', 'seq', 'res', 'run', 'why', 'queue', 'priority', 'worker')
  local execution = { state = t[1], seq = t[3], res = t[4], why = t[6], queue = t[7], priority = t[8], worker = t[9] }
  if t[1] then
    local name, meta = string.match(t[2], '^([^\n]*)\n[^\n]*\n([^\n]*)')
    local attributes = meta ~= '' and cjson.decode(meta) or {}
    execution.name, execution.retry, execution.correlation = name, attributes.retry, attributes.correlation_id or ''
    execution.attempt, execution.exec, execution.started = execution_of(t[5])
  end
  return execution
end

local function pause_before_next(retry, attempt)
  local pause = math.min(retry.longest_us, retry.first_us * 2 ^ math.min(attempt - 1, 62))
  if retry.longest_us > retry.first_us then
    -- Exponential: somewhere between its half and its whole. Lua's own random numbers are the same in every call; and
    -- larger products than these are not exact.
    pause = pause * (0.5 + (now % 10007 * 7919 % 10007) / 20014)
  end
  return math.floor(pause)
end

local function keep_attempt(key, t, error)
  local attempt = tonumber(t.attempt)
  local text = '{"worker":' .. cjson.encode(t.worker) .. ',"started":' .. t.started .. ',"finished":' .. now_text
    .. ',"token":' .. t.exec .. ',"error":' .. error .. '}'
  redis.call('HSET', key, 'try:' .. int(attempt), text)
  redis.call('HDEL', key, 'try:' .. int(attempt - KEPT_ATTEMPTS))
end

local fail_attempt

-- Takes a task from a worker that does not have it any more, unless it has gone on already. "judge" may change what is read
-- and gives the error (JSON). Returns what is told of it: its id, name,
-- state before, state now and correlation id (empty without one); or nil.
local function take_from(worker, id, judge)
  local t = read_execution(id)
  leave_worker(id, worker)
  if t.worker ~= worker or (t.state ~= 'running' and t.state ~= 'canceling') then
    return nil
  end
  -- Without an execution, whatever the worker still sends is refused.
  redis.call('HSET', task_key(id), 'fenced', t.exec, 'run', t.attempt .. ' 0 ' .. t.started)
  return { id, t.name, t.state, fail_attempt(id, t, judge(t), true, {}), t.correlation }
end

-- "t" is the execution of a running or canceling task that was taken from its worker; "error" is JSON. Tried again at once, it keeps its claims and with them its place in
-- all lines. Tried again after a pause, it gives them up and joins the lines anew when the pause ends. Returns its state.
function fail_attempt(id, t, error, at_once, fields)
  local retry = t.retry
  if t.state == 'canceling' or not retry or tonumber(t.attempt) >= retry.max then
    local state = (t.state == 'canceling' and not t.why) and 'canceled' or 'failed'
    if state == 'failed' then
      fields[#fields + 1] = 'error'
      fields[#fields + 1] = t.why or error
    end
    end_task(id, t.state, state, t.seq, t.res, fields)
    return state
  end

  local key = task_key(id)
  keep_attempt(key, t, error)
  redis.call('HSET', key, 'state', 'waiting', 'run', t.attempt, 'fenced', t.exec, unpack(fields))
  redis.call('HDEL', key, 'worker', 'progress', 'progressed')
  tell(id, t.state, 'waiting')
  count_in_group(t.res, t.state, 'waiting')
  local pause = at_once and 0 or pause_before_next(retry, tonumber(t.attempt))
  if pause == 0 then
    become_ready(id, t.queue, t.seq, t.priority)
  else
    leave_lines(t.res, id, t.seq)
    redis.call('HSET', key, 'due', int(now + pause))
    redis.call('HDEL', key, 'unblocked')
    redis.call('ZADD', P .. 'later', now + pause, id)
  end
  return 'waiting'
end
