#!/bin/sh
# Says which part of the system is missing before anything is built, and the line that installs it. Usage: sh scripts/preflight.sh [PYTHON]
# durable-rules is compiled on this machine: that takes a C compiler, the headers of the C library and those of Python.
set -u
python=${1:-python3}
version='import sys; print("%d.%d" % sys.version_info[:2])'
missing=''
packages=''

lacks() {
    missing="$missing  - $1\n"
    packages="$packages $2"
}

if ! command -v "$python" >/dev/null 2>&1; then
    found=absent
else
    found=$("$python" -c "$version" 2>/dev/null || echo "not one that runs")
fi
case $found in
3.11 | 3.12 | 3.13) ;;
*)
    for other in python3.13 python3.12 python3.11; do
        if command -v "$other" >/dev/null 2>&1 && "$other" -c "$version" >/dev/null 2>&1; then
            echo "preflight: $python is no Python 3.11, 3.12 or 3.13 (found: $found), but this machine has one. Run:" >&2
            echo "    make setup PYTHON=$other" >&2
            exit 1
        fi
    done
    lacks "Python 3.11, 3.12 or 3.13 ($python: $found)" python3
    lacks "the module venv and the headers that go with it" "python3-venv python3-dev"
    found=''
    ;;
esac

# A Python of the system has its parts in packages of its version; the plain names follow the default version.
own=python3
case $(command -v "$python" 2>/dev/null) in *python3.1[123]) own="python$found" ;; esac

if [ -n "$found" ]; then
    "$python" -c 'import ensurepip, venv' 2>/dev/null || lacks "the Python modules venv and ensurepip" "$own-venv"
    headers=$("$python" -c 'import sysconfig; print(sysconfig.get_paths()["include"])')
    [ -f "$headers/Python.h" ] || lacks "the Python headers ($headers/Python.h)" "$own-dev"
fi
if ! command -v "${CC:-gcc}" >/dev/null 2>&1; then
    lacks "a C compiler (${CC:-gcc})" "gcc libc6-dev"
elif ! echo '#include <stdlib.h>' | "${CC:-gcc}" -E -x c - >/dev/null 2>&1; then
    lacks "the headers of the C library (stdlib.h)" libc6-dev
fi
command -v make >/dev/null 2>&1 || lacks "make" make

if [ -n "$missing" ]; then
    printf 'preflight: this machine lacks\n%b' "$missing" >&2
    root=''
    [ "$(id -u)" -eq 0 ] || root='sudo '
    echo "On Debian or Ubuntu, install it with" >&2
    echo "    ${root}apt-get update && ${root}apt-get install -y --no-install-recommends$packages" >&2
    exit 1
fi
