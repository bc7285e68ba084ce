-- Keeps the stream of events there, so that scripts tell what they change, see tell.lua. It goes by itself when nobody has
-- listened for a while, whatever became of those who did (R9).
--
-- KEYS[1] prefix
-- ARGV    1 how long it stays, milliseconds  2 id of the last entry that the caller has read, or empty
-- Reply   {id of the last entry, whether the one of argument 2 is there (1 or 0)}; if that is not there, changes were missed
--@include lib/prelude.lua

local key = P .. 'events'
if redis.call('XLEN', key) == 0 then
  redis.call('XADD', key, '*', 't', now_text, 'c', '') -- Something to have read, for those who come first.
end
redis.call('PEXPIRE', key, ARGV[1])
local last = redis.call('XREVRANGE', key, '+', '-', 'COUNT', 1)[1][1]
return { last, ARGV[2] ~= '' and redis.call('XRANGE', key, ARGV[2], ARGV[2])[1] and 1 or 0 }
