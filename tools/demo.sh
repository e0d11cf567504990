#!/bin/bash
# Runs the examples one after the other, on the server that DATABASE_URL names, else on a private one.
set -euo pipefail
cd "$(dirname "$0")/.."

if [[ -z ${DATABASE_URL-} && -z ${KORNAK_TEST_DSN-} ]]; then
    exec build/dev/tools/kornak_private_server -- "$0"
fi

show() {
    printf '\n==== %s ====\n\n' "$*"
    # Without an argument an example follows the PG* variables, which name the private server.
    "$@" ${DATABASE_URL:+"$DATABASE_URL"}
}

python=${PYTHON:-python3}
export PYTHONPATH=build/python

show build/dev/examples/cpp/crud ${DATABASE_URL:+"$DATABASE_URL"}
show "$python" examples/python/crud.py
show build/dev/examples/cpp/timeseries
show "$python" examples/python/errors.py
