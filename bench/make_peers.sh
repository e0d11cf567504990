#!/bin/bash
# Makes a virtual environment that holds the drivers of peers.txt, unless it is there already and up to date.
# usage: make_peers.sh PYTHON DIRECTORY
set -euo pipefail

python=$1
directory=$2
pins=$(dirname "$0")/peers.txt

# The copy of the list is made last: it tells that everything in it was installed.
cmp --silent "$pins" "$directory/peers.txt" && exit
"$python" -m venv --clear "$directory"
"$directory/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: --requirement "$pins"
cp "$pins" "$directory/peers.txt"
