-- Claims of a call that is repeated (needs claims).

-- Answers with what an earlier call claimed, as far as the worker has it still: with these tokens.
local function repeat_claims(worker, smallest, largest)
  local run, found = redis.call('HGETALL', P .. 'run:' .. worker), {}
  for i = 1, #run, 2 do
    local token = tonumber(token_of(run[i + 1]))
    if token >= smallest and token <= largest then
      local t = redis.call('HMGET', task_key(run[i]), 'call', 'run', 'queue', 'res', 'created', 'unblocked')
      local attempt, _, start = execution_of(t[2])
      local told, timed = t[1], traced and attempt == '1' and t[6]
      if whole or traced then
        told = { t[1], t[3], whole and t[4] or '', timed and t[5] or '', timed and t[6] or '', timed and start or '' }
      end
      found[#found + 1] = { told, tonumber(attempt), token, run[i] }
    end
  end
  table.sort(found, function(a, b)
    return a[3] < b[3]
  end)
  for _, claim in ipairs(found) do
    for i = 1, 4 do
      claims[#claims + 1] = claim[i]
    end
  end
end
