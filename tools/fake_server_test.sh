#!/bin/bash
# What the command kornak_fake_server promises; scripts and the server have their own tests in tests/unit/testing.
# usage: fake_server_test.sh PATH_OF_kornak_fake_server
set -u
program=$1
failures=0

expect() {  # expect WHAT COMMAND...
    local what=$1
    shift
    "$@" && return
    echo "FAILED: $what" >&2
    failures=$((failures + 1))
}

# Plays a script for a client that sends bytes in hexadecimal; sets `address`, `answer`, `report` and `status`.
play() {  # play SCRIPT CLIENT-BYTES
    local errors
    errors=$(mktemp)
    coproc "$program" - <<<"$1" 2>"$errors"
    local id=$COPROC_PID
    read -r address <&"${COPROC[0]}"
    exec {connection}<>"/dev/tcp/127.0.0.1/${address##*port=}"
    printf '%b' "${2//[0-9a-f][0-9a-f]/\\x&}" >&"$connection"
    answer=$(head -c 6 <&"$connection" | tr '\0' '.')
    exec {connection}>&-
    wait "$id"
    status=$?
    report=$(cat "$errors")
    rm "$errors"
}

play $'receive sync\nsend ready T' 5300000004
expect 'a script that was followed ends with status 0' test "$status" = 0
expect 'nothing is reported then' test -z "$report"
expect 'the client gets what the script sends' test "$answer" = $'Z...\005T'
expect 'the first line is a connection string' grep -Eq '^host=/[^ ]+ port=[0-9]+$' <<<"$address"
expect 'the socket goes with the server' test ! -e "$(sed 's/host=\([^ ]*\).*/\1/' <<<"$address")"

play $'receive flush\nsend ready' 5300000004
expect 'a script that was not followed ends with status 1' test "$status" = 1
expect 'what differed is reported' grep -q 'Flush' <<<"$report"

expect 'a mistake in a script is reported with its line' \
    test "$("$program" - 2>&1 <<<$'\nsend nonsense'; echo $?)" = $'kornak_fake_server: line 2: no such message: nonsense\n125'
expect 'a missing file is reported' \
    test "$("$program" /nowhere/script 2>&1; echo $?)" = $'kornak_fake_server: cannot open /nowhere/script\n125'
expect 'missing arguments are reported' test "$("$program" 2>/dev/null; echo $?)" = 125

exit $((failures > 0))
