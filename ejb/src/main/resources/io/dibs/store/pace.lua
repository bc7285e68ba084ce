-- How many tasks of a queue have ended lately. Reads only. Costs O(how many are looked at).
--
-- KEYS[1] prefix
-- ARGV    1 queue  2 how many completed, and how many failed tasks are looked at most, last ends first
--         3 how long ago they ended at most, in microseconds
-- Reply   {for completed tasks: how many of the queue ended, within how many microseconds; the same two for failed ones}
--
-- Were all that are looked at that young, there may be more that were not looked at: then it is the time since the first of them.
--@include lib/prelude.lua

local most, window = tonumber(ARGV[2]), tonumber(ARGV[3])

local reply = {}
for _, state in ipairs({ 'completed', 'failed' }) do
  local last = redis.call('ZRANGE', P .. 'done:' .. state, -most, -1, 'WITHSCORES')
  local count, span = 0, window
  if last[2] and now - tonumber(last[2]) < window then
    span = math.max(1, now - tonumber(last[2]))
  end
  for i = 1, #last, 2 do
    if now - tonumber(last[i + 1]) < window and redis.call('HGET', task_key(last[i]), 'queue') == ARGV[1] then
      count = count + 1
    end
  end
  reply[#reply + 1] = count
  reply[#reply + 1] = span
end
return reply
