-- Schedules (needs reading).

checks.schedules = {
  member = function(_, name)
    if not exists('schedule:' .. name) then
      violation('schedule_missing', 'schedule', name, 'It is listed, and there is no such schedule.')
    end
  end,
}

checks.schedule = {
  key = function(name)
    local due = read('HGET', P .. 'schedule:' .. name, 'due') or ''
    if score('schedules', name) ~= (due == '' and math.huge or tonumber(due)) then
      violation('schedule_not_listed', 'schedule', name, 'The list of schedules does not have it when it is due next: ',
        due == '' and 'never' or due, '.')
    end
  end,
}
