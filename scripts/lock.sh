#!/bin/sh
# Writes the lock files anew: names, versions and hashes, and no address of where they come from.
# Needs pip-tools; run it under Python 3.11, the oldest version that is supported. Usage: sh scripts/lock.sh [pip-compile]
set -eu
cd "$(dirname "$0")/.."
compile=${1:-pip-compile}
lock() {
    "$compile" --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-emit-options "$@"
}
lock -o requirements/runtime.lock pyproject.toml
lock -c requirements/runtime.lock -o requirements/dev.lock pyproject.toml requirements/dev.in
lock -c requirements/dev.lock -o requirements/build.lock requirements/build.in
if grep -n '://' requirements/*.lock; then
    echo "a lock names an address; the lines are above" >&2
    exit 1
fi
