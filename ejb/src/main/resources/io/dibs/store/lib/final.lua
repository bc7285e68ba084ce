-- The end of a task (needs prelude, ready, lines). "done:<state>" has the final tasks of that state by the time of their end; "tasks" has all
-- tasks that are kept, by number.

local function delete_task(id)
  redis.call('DEL', task_key(id), P .. 'children:' .. id)
  redis.call('ZREM', P .. 'tasks', id)
end

-- Moves a task to a final state, gives up its place in all lines, and forgets the oldest final tasks beyond the number
-- that is kept. "fields" are further fields of the task to set.
local function end_task(id, state, seq, res, keep, fields)
  redis.call('HSET', task_key(id), 'state', state, 'finished', now, unpack(fields))
  local done = P .. 'done:' .. state
  redis.call('ZADD', done, now, id)
  leave_lines(res, id, seq)
  local surplus = redis.call('ZCARD', done) - keep
  if surplus > 0 then
    -- Two at a time at most: the number goes down to a smaller limit little by little, never in one long script.
    local oldest = redis.call('ZPOPMIN', done, math.min(surplus, 2))
    for i = 1, #oldest, 2 do
      delete_task(oldest[i])
    end
  end
end

-- Takes a task from the worker that has it.
local function leave_worker(id, worker)
  redis.call('HDEL', P .. 'run:' .. worker, id)
  redis.call('SREM', P .. 'stop:' .. worker, id)
end
