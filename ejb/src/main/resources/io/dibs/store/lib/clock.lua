-- The lease clock of the domain (needs prelude): Redis' time without its jumps, so that a clock that is set, or a server
-- that stood still, ends no lease (R8). The hash "clock" has the time when it was last looked at ("last"), how far the
-- lease clock is behind Redis' time ("offset"), and the largest fencing token ("token").
--
-- A sweeper looks at least every two seconds while any process of the domain lives. So a step that is much longer was none
-- of time that passed under anybody's eyes, and counts as this long; one backwards counts as none.
local LONGEST_STEP = 5000000

local lease_clock, largest_token

local function lease_now()
  if not lease_clock then
    local c = redis.call('HMGET', P .. 'clock', 'last', 'offset', 'token')
    local last, offset = tonumber(c[1] or now), tonumber(c[2] or 0)
    local step = now - last
    if step < 0 then
      offset = offset + step
    elseif step > LONGEST_STEP then
      offset = offset + step - LONGEST_STEP
    end
    lease_clock, largest_token = { now = now - offset, offset = offset }, tonumber(c[3] or 0)
  end
  return lease_clock.now
end

-- Remembers that the clock was looked at.
local function advance_lease_clock()
  local t = lease_now()
  redis.call('HSET', P .. 'clock', 'last', now_text, 'offset', lease_clock.offset)
  return t
end

-- When the lease of a worker ends, by the lease clock, or nil; and whether it is valid.
local function lease_of(worker)
  local expiry = tonumber(redis.call('ZSCORE', P .. 'leases', worker) or nil)
  return expiry, expiry ~= nil and expiry > lease_now()
end
