#!/bin/bash
# Makes sure that what building and testing need is installed. On Debian it installs what is missing, as root or
# through sudo; elsewhere it says what is needed. Where nothing is missing it touches neither network nor system.
# usage: setup.sh [PACKAGE...]   the Debian packages to have; by default those that `make test` needs
set -euo pipefail

default_packages=(
    g++ cmake ninja-build pkg-config libssl-dev libicu-dev libgtest-dev libbenchmark-dev
    python3-dev python3-pytest python3-hypothesis python3-pytest-timeout postgresql openssl
)
packages=("${@:-${default_packages[@]}}")

is_debian() {
    command -v apt-get >/dev/null && command -v dpkg-query >/dev/null
}

is_installed() {
    [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

as_root() {
    if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

# Debian would create a database cluster and start it with every boot; the tests make their own.
install_without_starting_a_server() {
    local drop_in=/etc/postgresql-common/createcluster.d/kornak-setup.conf
    trap 'as_root rm -f '"$drop_in" EXIT
    as_root mkdir -p "${drop_in%/*}"
    echo 'create_main_cluster = false' | as_root tee "$drop_in" >/dev/null
    install_packages "$@"
}

install_packages() {
    as_root apt-get -o Acquire::Retries=3 update --quiet
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o Acquire::Retries=3 install --quiet --yes \
        --no-install-recommends "$@"
}

if ! is_debian; then
    echo "setup: this is not Debian, nothing is installed here; needed is what these packages of Debian 12 hold:"
    echo "setup:   ${packages[*]}"
    exit 0
fi

missing=()
for package in "${packages[@]}"; do
    is_installed "$package" || missing+=("$package")
done
if ((${#missing[@]} == 0)); then
    echo "setup: everything needed is installed"
    exit 0
fi
if ((EUID != 0)) && ! command -v sudo >/dev/null; then
    echo "setup: missing, and neither root nor sudo is at hand to install it; as root, run:" >&2
    echo "  apt-get update && apt-get install ${missing[*]}" >&2
    exit 1
fi

echo "setup: installing ${missing[*]}"
if [[ " ${missing[*]} " == *" postgresql "* ]] && ! compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null; then
    install_without_starting_a_server "${missing[@]}"
else
    install_packages "${missing[@]}"
fi
echo "setup: done"
