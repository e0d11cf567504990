#!/bin/bash
# Runs an example on the server that KORNAK_TEST_DSN names, for the tests; without one the test is skipped.
# usage: run_example.sh PROGRAM [ARGUMENT...]
if [[ -z ${KORNAK_TEST_DSN-} ]]; then
    echo "skipped: KORNAK_TEST_DSN names no server; \`make test\` starts one, kornak_private_server does so for any command"
    exit 77
fi
exec "$@" "$KORNAK_TEST_DSN"
