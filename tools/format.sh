#!/bin/bash
# Formats the sources, or with --check only tells which are not formatted. The version of clang-format matters:
# another one formats otherwise. Python is formatted where `make check-more` has installed ruff.
set -euo pipefail
cd "$(dirname "$0")/.."

clang_format=$(command -v clang-format-14 || command -v clang-format || true)
ruff=build/check-more/linters/bin/ruff
if [[ $("${clang_format:-false}" --version) != *"version 14."* ]]; then
    echo "format: needs clang-format 14 (Debian 12: apt-get install clang-format)" >&2
    exit 1
fi
mapfile -d '' sources < <(find include src python/src tests tools bench examples -name '*.[ch]pp' -print0)

if [[ ${1-} != --check ]]; then
    "$clang_format" -i "${sources[@]}"
    [[ ! -x $ruff ]] || "$ruff" format
    exit
fi

status=0
for source in "${sources[@]}"; do
    if ! "$clang_format" "$source" | cmp --quiet - "$source"; then
        echo "not formatted: $source"
        status=1
    fi
done
[[ ! -x $ruff ]] || "$ruff" format --check || status=1
exit $status
