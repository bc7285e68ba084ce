-- Reservations of a task, as in its field "res": a JSON array of names, each behind the letter x (exclusive) or s (shared),
-- behind its ties, see ties.lua; nothing for none.

local function each_reservation(res, visit)
  if res and res ~= '' then
    for _, r in ipairs(cjson.decode(res)) do
      local mode = string.sub(r, 1, 1)
      if mode ~= '*' then
        visit(mode, string.sub(r, 2))
      end
    end
  end
end
