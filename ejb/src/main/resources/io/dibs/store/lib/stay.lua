-- Has a key stay for some milliseconds more, at least (needs nothing).
local function stay(key, millis)
  if redis.call('PTTL', key) < tonumber(millis) then
    redis.call('PEXPIRE', key, tonumber(millis))
  end
end
