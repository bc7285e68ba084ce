-- For scripts that must work also when Redis has reached its memory limit (needs prelude): those by which workers live and
-- accepted tasks go on to their ends, which is what frees memory. They need little more of it.
--
-- Then Redis refuses commands that may need memory, within a script only until the script has run one that writes and needs
-- none (seen in 6.2 and 7.0). Deleting a key that never exists is such a command.
redis.call('DEL', P .. 'none')
