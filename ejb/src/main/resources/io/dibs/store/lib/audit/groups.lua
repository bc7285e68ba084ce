-- Groups and their members (needs task).

checks.group = {
  key = function(group)
    local counts = read('HMGET', P .. 'group:' .. group, 'waiting', 'running', 'canceling', 'done')
    local open = 0
    for i = 1, 3 do
      open = open + tonumber(counts[i] or 0)
    end
    local members = read('ZCARD', P .. 'members:' .. group) or 0
    if open ~= members or (counts[4] and members > 0) then
      violation('group_count_wrong', 'group', group, 'It counts ', int(open), ' tasks that are not final; there are ',
        int(members), '.')
    end
    if not score('groups', group) then
      violation('group_not_listed', 'group', group, 'The list of groups does not have it.')
    end
  end,
}

checks.groups = {
  member = function(_, group)
    if not exists('group:' .. group) then
      violation('group_not_listed', 'group', group, 'The list of groups has it, and there is no such group.')
    end
  end,
}

checks.members = {
  member = function(group, id, at)
    placed('members:' .. group, id, function(t)
      return not FINAL[t.state] and t.group == group and tonumber(t.first or t.seq) == at
    end)
  end,
}
