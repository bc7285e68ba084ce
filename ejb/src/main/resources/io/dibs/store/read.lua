-- Reads tasks, each as it is at one moment. Reads only (R11). Arguments stay where they are: only the worker that runs a
-- task needs them.
--
-- KEYS[1] prefix
-- ARGV    1 how many children of each are named at most; less than 0 when they are not even counted  2 names of the fields,
--         with blanks between, or "*" for all  3.. ids
-- Reply   {for each id: {} when there is no such task, else {{name of a field, its value, …}, number of children, {ids of
--         the first children}}}
--@include lib/prelude.lua

local most = tonumber(ARGV[1])
local names = {}
for name in string.gmatch(ARGV[2], '[^ ]+') do
  names[#names + 1] = name
end

local function fields_of(key)
  if names[1] == '*' then
    return redis.call('HGETALL', key)
  end
  local fields = {}
  for i, value in ipairs(redis.call('HMGET', key, unpack(names))) do
    if value then
      fields[#fields + 1] = names[i]
      fields[#fields + 1] = value
    end
  end
  return fields
end

local reply = {}
for i = 3, #ARGV do
  local fields = fields_of(task_key(ARGV[i]))
  local task = {}
  if fields[1] then
    for k = 1, #fields, 2 do
      if fields[k] == 'call' then
        fields[k + 1] = string.match(fields[k + 1], '^[^\n]*\n[^\n]*\n[^\n]*')
      end
    end
    local children = P .. 'children:' .. ARGV[i]
    task = {
      fields,
      most < 0 and 0 or redis.call('LLEN', children),
      most < 1 and {} or redis.call('LRANGE', children, 0, most - 1),
    }
  end
  reply[#reply + 1] = task
end
return reply
