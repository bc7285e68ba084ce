-- What the end of a tied task sets off (needs prelude, ties, rank, ready, reservations): tasks that follow are created, those
-- that depended on it join their lines, and its group is complete if it was the last.
--@include lib/create.lua
--@include lib/join.lua
--@include lib/stand.lua

-- "tasks" is JSON: an array of arrays, each the first five arguments of create_task().
local function create_all(tasks, parent)
  for _, task in ipairs(cjson.decode(tasks)) do
    create_task(task[1], task[2], task[3], task[4], task[5], parent, '')
  end
  list_created()
end

-- Completes a group in which nothing waits, runs or is canceling, once.
local function complete_if_done(group)
  local key = P .. 'group:' .. group
  if redis.call('EXISTS', P .. 'members:' .. group) == 0 and redis.call('HEXISTS', key, 'held') == 0
    and redis.call('HSETNX', key, 'done', now_text) == 1 then
    redis.call('ZADD', P .. 'groups', now, group)
    completed_groups[#completed_groups + 1] = group
    local tasks = redis.call('HGET', key, 'then')
    if tasks then
      redis.call('HDEL', key, 'then')
      create_all(tasks, '')
    end
  end
end

local function release_dependents(id)
  local dependents = redis.call('ZRANGE', P .. 'deps:' .. id, 0, -1)
  redis.call('DEL', P .. 'deps:' .. id)
  for _, dependent in ipairs(dependents) do
    local key = task_key(dependent)
    if redis.call('HEXISTS', key, 'deps') == 1 and redis.call('HINCRBY', key, 'deps', -1) == 0 then
      redis.call('HDEL', key, 'deps')
      stand_in_lines(dependent)
    end
  end
end

local function end_ties(id, from, state, res)
  local letters, group = ties_of(res)
  if string.find(letters, 't', 1, true) then
    local tasks = redis.call('HGET', task_key(id), 'then')
    redis.call('HDEL', task_key(id), 'then')
    create_all(tasks, id)
  end
  if string.find(letters, 'd', 1, true) then
    release_dependents(id)
  end
  if group then
    count_in_group(res, from, state)
    redis.call('ZREM', P .. 'members:' .. group, id)
    complete_if_done(group)
  end
end
