-- What all checks of an audit read with, and where they put what is wrong (needs prelude). "checks" has, by family of keys,
-- what is checked of a key (given its name behind the family), and of each member (also given the member and its score or
-- value); each of the pieces beside this one adds its own families.

local checks = {}
local reads = 0
local item, violations = 0, {}

local function violation(kind, object_type, object, ...)
  violations[#violations + 1] = { item, kind, object_type, object, table.concat({ ... }) }
end

-- A key of another type than it should have is a violation of its own, and otherwise as good as none.
local function read(...)
  reads = reads + 1
  local reply = redis.pcall(...)
  if type(reply) == 'table' and reply.err then
    if string.find(reply.err, 'WRONGTYPE', 1, true) then
      return false
    end
    error(reply.err)
  end
  return reply
end

local function score(key, member)
  return tonumber(read('ZSCORE', P .. key, member) or nil)
end

local function exists(key)
  return read('EXISTS', P .. key) == 1
end

local function has(key, member)
  return read('SISMEMBER', P .. key, member) == 1
end

local function decode(text)
  local sound, value = pcall(cjson.decode, text or '[]')
  return sound and type(value) == 'table' and value or {}
end
