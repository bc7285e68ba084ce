-- Canceling a task (needs all that cancel.lua includes).

-- Returns what cancel.lua replies. "why" and "execution" are its arguments; the script calls list_ended() and so on at its end.
local function cancel_task(id, why, execution)
  local key = task_key(id)
  local fields = { 'state', 'call', 'seq', 'res', 'run', 'queue', 'blocked', 'due', 'worker', 'deps' }
  local t = redis.call('HMGET', key, unpack(fields))
  local state, call, seq, res, run, queue, blocked, due, worker, deps = unpack(t, 1, 10)

  if not state then
    return { 'gone', '', '' }
  end
  local name, started = name_of(call), run ~= '0'
  local _, exec = execution_of(run)
  if execution == 'none' and started or execution ~= 'none' and execution ~= '' and execution ~= exec then
    return { 'fenced', name, state }
  end
  if state == 'waiting' then
    if due then
      redis.call('ZREM', P .. 'later', id)
      redis.call('HDEL', key, 'due')
      seq = nil -- It stands in no line.
    elseif deps then
      for _, dependency in ipairs(dependencies_of(call)) do
        redis.call('ZREM', P .. 'deps:' .. dependency, id)
      end
      redis.call('HDEL', key, 'deps')
      seq = nil
    elseif tonumber(blocked or 0) == 0 then
      leave_ready(id, queue)
    end
    end_task(id, 'waiting', 'canceled', seq, res, {})
    return { 'canceled', name, state }
  end
  if state == 'running' then
    redis.call('HSET', key, 'state', 'canceling', 'canceling', now_text)
    tell(id, 'running', 'canceling')
    count_in_group(res, 'running', 'canceling')
    if why ~= '' then
      redis.call('HSET', key, 'why', why)
    end
    redis.call('SADD', P .. 'stop:' .. worker, id)
    push_token(worker)
    return { 'canceling', name, state }
  end
  return { state == 'canceling' and 'already' or 'final', name, state }
end
