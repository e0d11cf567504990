#!/bin/bash
# What the command kornak_private_server promises; the server itself has its own tests in tests/unit/testing.
# usage: private_server_test.sh PATH_OF_kornak_private_server
set -u
runner=$1
failures=0

expect() {  # expect WHAT COMMAND...
    local what=$1
    shift
    "$@" && return
    echo "FAILED: $what" >&2
    failures=$((failures + 1))
}

is_gone() {  # is_gone PID: within five seconds, as its parent may still have to hear of its end
    timeout 5 tail -s 0.1 --pid="$1" -f /dev/null
}

# Sets `runner_id`, `server_id` and `directory` of a runner whose command waits to be ended.
start_runner() {
    coproc "$runner" -- sh -c 'head -n 1 "$PGHOST/data/postmaster.pid"; echo "$PGHOST"; exec sleep 300'
    runner_id=$COPROC_PID
    read -r server_id <&"${COPROC[0]}"
    read -r directory <&"${COPROC[0]}"
}

expect 'the status of the command is passed on' \
    test "$("$runner" -- sh -c 'exit 7'; echo $?)" = 7
expect 'the signal that ended the command is passed on' \
    test "$("$runner" sh -c 'kill -KILL $$'; echo $?)" = 137
expect 'the environment leads to the server' \
    test "$("$runner" sh -c 'ls -d "$PGHOST/.s.PGSQL.$PGPORT" >/dev/null && echo "$PGUSER $PGDATABASE"')" = 'kornak kornak'
expect 'settings for other servers are kept from the command' \
    test "$(PGSSLMODE=verify-full "$runner" sh -c 'echo "${PGSSLMODE-unset}"')" = unset
expect 'a command that does not exist is reported' \
    test "$("$runner" /nowhere/command 2>&1; echo $?)" = $'kornak_private_server: cannot run /nowhere/command: No such file or directory\n125'
expect 'a missing command is reported' \
    test "$("$runner" 2>/dev/null; echo $?)" = 125

for signal in INT TERM HUP; do
    start_runner
    kill -s "$signal" "$runner_id"
    wait "$runner_id"
    expect "SIG$signal ends the command" test $? = $((128 + $(kill -l "$signal")))
    expect "SIG$signal stops the server" is_gone "$server_id"
    expect "SIG$signal removes the directory" test ! -e "$directory"
done

start_runner
kill -KILL "$runner_id"
wait "$runner_id" 2>/dev/null
expect 'the server does not outlive a killed runner' is_gone "$server_id"
rm -rf "$directory"

exit $((failures > 0))
