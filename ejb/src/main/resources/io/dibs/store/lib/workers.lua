-- Workers (needs prelude). "leases" has the incarnations of all workers by the time at which their leases end; "worker:<incarnation>"
-- describes one, and says since when it is "draining", if it is: then it is given nothing; "run:<incarnation>" has its tasks, see
-- execution.lua; "stop:<incarnation>" those of them that are to stop; "wake:<incarnation>" is the list on which it blocks;
-- "threads:<incarnation>" is where its threads were, for a moment, see ask_threads.lua.

local function forget_worker(worker)
  local queues = redis.call('HGET', P .. 'worker:' .. worker, 'queues')
  if queues then
    for _, queue in ipairs(cjson.decode(queues)) do
      redis.call('SREM', P .. 'idle:' .. queue, worker)
    end
  end
  redis.call('DEL', P .. 'worker:' .. worker, P .. 'run:' .. worker, P .. 'stop:' .. worker, P .. 'wake:' .. worker,
    P .. 'threads:' .. worker)
  redis.call('ZREM', P .. 'leases', worker)
end
