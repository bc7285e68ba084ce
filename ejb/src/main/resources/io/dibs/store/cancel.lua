-- Cancels a task. One that waits becomes canceled, and those behind it in its lines move up, in the same step. One that
-- runs becomes canceling and keeps all that it reserved (R5); its worker is told. Keeps R1, R2.
--
-- KEYS[1] prefix
-- ARGV    1 id  2 error with which the task fails once it has ended (JSON), or empty to be canceled  3 execution (fencing
--         token) that it is meant for; "none" if only for a task that never started; empty for whichever  4 how many canceled
--         tasks are kept
-- Reply   {outcome, name of the task, its state before, {groups that were completed}}; outcome: "gone"; "final"; "canceled"; "canceling" (now);
--         "already" (canceling before: nothing changed); "fenced" (it is not that execution, or it has started)
--@include lib/prelude.lua
--@include lib/tell.lua
--@include lib/ties.lua
--@include lib/always.lua
--@include lib/clock.lua
--@include lib/rank.lua
--@include lib/ready.lua
--@include lib/parked.lua
--@include lib/wake.lua
--@include lib/reservations.lua
--@include lib/lines.lua
--@include lib/final.lua
--@include lib/execution.lua
--@include lib/cancel.lua

local reply = cancel_task(ARGV[1], ARGV[2], ARGV[3])
list_ended({ canceled = tonumber(ARGV[4]) })
enqueue_ready()
wake_announced()
write_told()
reply[4] = completed_groups
return reply
