-- Compares what a worker runs with what is said to run on it. The two can differ when Redis has lost what it had said
-- already: at a failover, say, or when its machine lost power. A task whose end was forgotten would else hold its resources
-- for as long as the worker lives; an execution whose start was forgotten would run beside the next one. Keeps R3, R4.
--
-- KEYS[1] prefix
-- ARGV    1 worker  2 error for tasks that it does not run (JSON)  3-5 how many completed, failed and canceled tasks are
--         kept  6... the fencing tokens of what it runs, or has ended and not recorded yet
-- Reply   {{tasks taken from it, each {id, name, state before, state now, correlation id}}, {tokens of executions that are not its own}, {groups that
--         were completed}}
--
-- The worker must not send an exchange meanwhile: it would be taken what it is just given.
--@include lib/prelude.lua
--@include lib/tell.lua
--@include lib/ties.lua
--@include lib/always.lua
--@include lib/clock.lua
--@include lib/rank.lua
--@include lib/ready.lua
--@include lib/reservations.lua
--@include lib/lines.lua
--@include lib/final.lua
--@include lib/execution.lua
--@include lib/failure.lua

local worker = ARGV[1]
local keep = { completed = tonumber(ARGV[3]), failed = tonumber(ARGV[4]), canceled = tonumber(ARGV[5]) }
local running = {}
for i = 6, #ARGV do
  running[ARGV[i]] = true
end

local taken = {}
local said = redis.call('HGETALL', P .. 'run:' .. worker)
for i = 1, #said, 2 do
  local token = token_of(said[i + 1])
  if running[token] then
    running[token] = nil
  else
    taken[#taken + 1] = take_from(worker, said[i], function()
      return ARGV[2]
    end)
  end
end

list_ended(keep)
enqueue_ready()
wake_announced()
write_told()

local strangers = {}
for token in pairs(running) do
  strangers[#strangers + 1] = token
end
return { taken, strangers, completed_groups }
