-- Says what has changed since somebody looked last: for a summary of all kept tasks that is kept elsewhere. Reads only (R11).
-- Costs O(what it shows + what runs).
--
-- KEYS[1] prefix
-- ARGV    1 the largest number of a task seen  2 the time of the last look  3 how many new tasks are shown at most
--         4 how many that ended since, for each final state  5-7 how many of these to leave out: completed, failed, canceled
-- Reply   {time, which process of Redis this is (empty when it may not be asked), the last task number, number of kept tasks,
--         {new tasks: id, number, …}, {for each final state: {how many, {id of the one that ended first, time of that},
--         {those that ended since: id, time, …}}}, {tasks that run: {id, state, run, res, worker}}}
--@include lib/prelude.lua

local function ended(state, leave_out)
  local done, limit = P .. 'done:' .. state, tonumber(ARGV[4])
  return {
    redis.call('ZCARD', done),
    redis.call('ZRANGE', done, 0, 0, 'WITHSCORES'),
    limit == 0 and {} or redis.call('ZRANGEBYSCORE', done, ARGV[2], '+inf', 'WITHSCORES', 'LIMIT', leave_out, limit),
  }
end

local running = {}
for _, worker in ipairs(redis.call('ZRANGE', P .. 'leases', 0, -1)) do
  for _, id in ipairs(redis.call('HKEYS', P .. 'run:' .. worker)) do
    local t = redis.call('HMGET', task_key(id), 'state', 'run', 'res', 'worker')
    if t[4] then
      running[#running + 1] = { id, t[1], t[2], t[3], t[4] }
    end
  end
end
local info = redis.pcall('INFO', 'server')
return {
  now,
  type(info) == 'string' and string.match(info, 'run_id:(%w+)') or '',
  tonumber(redis.call('GET', P .. 'seq') or 0),
  redis.call('ZCARD', P .. 'tasks'),
  redis.call('ZRANGEBYSCORE', P .. 'tasks', '(' .. ARGV[1], '+inf', 'WITHSCORES', 'LIMIT', 0, ARGV[3]),
  { ended('completed', ARGV[5]), ended('failed', ARGV[6]), ended('canceled', ARGV[7]) },
  running,
}
