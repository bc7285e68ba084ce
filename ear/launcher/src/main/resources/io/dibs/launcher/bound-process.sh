# Runs a command for as long as the process that holds the other end of standard input lives.
#
#   sh -c "$(cat bound-process.sh)" name FOLDER COMMAND [ARGUMENT...]
#
# Prints the command's process id, then waits for the end of its standard input. The kernel closes that pipe whichever
# way the holder ends, kill -9 included, so nothing has to be polled. Then the command gets SIGTERM and is awaited, and
# FOLDER is removed if it is not empty text.
folder=$1
shift
# Ctrl-C in a terminal goes to every process of the foreground group; the holder decides when the command ends, so this
# shell ignores it, and the command gets a session (or, where setsid is missing, a process group) of its own.
trap '' HUP INT QUIT
if command -v setsid >/dev/null 2>&1; then
  setsid "$@" >&2 </dev/null &
else
  set -m
  "$@" >&2 </dev/null &
fi
command=$!
echo "$command"
exec >/dev/null
while read -r ignored; do :; done
kill -TERM "$command" 2>/dev/null
wait "$command"
[ -z "$folder" ] || rm -rf "$folder"
