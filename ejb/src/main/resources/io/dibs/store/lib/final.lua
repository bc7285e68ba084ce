-- The end of a task (needs prelude, ties, ready, lines). "done:<state>" has the final tasks of that state by the time of their end; "tasks" has all
-- tasks that are kept, by number.

local function delete_tasks(ids)
  local keys = {}
  for i, id in ipairs(ids) do
    keys[2 * i - 1] = task_key(id)
    keys[2 * i] = P .. 'children:' .. id
  end
  redis.call('DEL', unpack(keys))
  redis.call('ZREM', P .. 'tasks', unpack(ids))
end

-- What a script has ended, by state: times and ids in turn. list_ended() writes it down, once for all of them.
local ended = {}

-- Moves a task from one state to a final one and gives up its place in all lines; "seq" is nil if it stands in none. "fields"
-- are further fields of the task to set. A script that uses it calls list_ended() and enqueue_ready() before it is done.
local function end_task(id, from, state, seq, res, fields)
  redis.call('HSET', task_key(id), 'state', state, 'finished', now_text, unpack(fields))
  tell(id, from, state)
  local list = ended[state]
  if not list then
    list = {}
    ended[state] = list
  end
  list[#list + 1] = now_text
  list[#list + 1] = id
  if seq then
    leave_lines(res, id, seq)
  end
  if is_tied(res) then
--@include lib/tied.lua
    end_ties(id, from, state, res)
  end
end

-- Lists the tasks that were ended, at most 1,000, and forgets the oldest final ones beyond the numbers that are kept, {<state> = number}.
local function list_ended(keep)
  for state, list in pairs(ended) do
    local done = P .. 'done:' .. state
    redis.call('ZADD', done, unpack(list))
    local surplus = redis.call('ZCARD', done) - keep[state]
    if surplus > 0 then
      -- Two for each at most: the number goes down to a smaller limit little by little, never in one long script.
      local oldest = redis.call('ZRANGE', done, 0, math.min(surplus, #list) - 1)
      redis.call('ZREMRANGEBYRANK', done, 0, #oldest - 1)
      delete_tasks(oldest)
    end
  end
  ended = {}
end

-- Takes a task from the worker that has it.
local function leave_worker(id, worker)
  redis.call('HDEL', P .. 'run:' .. worker, id)
  redis.call('SREM', P .. 'stop:' .. worker, id)
end
