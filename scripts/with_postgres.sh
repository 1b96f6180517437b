#!/usr/bin/env bash
# Runs a command with a PostgreSQL of its own beside it, and removes that when the command ends: a cluster in a temporary folder, on a free
# port of 127.0.0.1, told to the command as PORTABILITY_TEST_POSTGRES_URL. A database that is told already is used instead. Without
# PostgreSQL the command runs all the same, and that is said first. Usage: bash scripts/with_postgres.sh COMMAND...
set -euo pipefail

if [ -n "${PORTABILITY_TEST_POSTGRES_URL:-}" ]; then
    exec "$@"
fi
initdb=$({ find /usr/lib/postgresql -path '*/bin/initdb' 2>/dev/null || true; } | sort -V | tail -n 1)
initdb=${initdb:-$(command -v initdb || true)}
if [ -z "$initdb" ]; then
    printf '%s\n' "" "!!! POSTGRESQL IS NOT TESTED: this machine has none. The archive of rule files is tested on SQLite alone." \
        "!!! To test both: apt-get install -y --no-install-recommends postgresql" "" >&2
    exec "$@"
fi
binaries=$(dirname "$initdb")

# PostgreSQL refuses to run as root.
as=()
[ "$(id -u)" -ne 0 ] || as=(runuser -u postgres --)
postgres() { (cd / && "${as[@]}" "$@"); }

folder=$(mktemp -d /tmp/portability-postgres.XXXXXX)
finish() {
    postgres "$binaries/pg_ctl" --pgdata="$folder/data" --mode=immediate --wait --silent stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap finish EXIT
[ "$(id -u)" -ne 0 ] || chown postgres "$folder"

postgres "$initdb" --pgdata="$folder/data" --username=postgres --auth=trust --encoding=UTF8 --no-locale --no-sync >"$folder/initdb.log" 2>&1 || {
    cat "$folder/initdb.log" >&2
    exit 1
}
# Between the choice of a port and its use another program may take it.
for attempt in 1 2 3; do
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    options="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories= -c fsync=off"
    if postgres "$binaries/pg_ctl" --pgdata="$folder/data" --log="$folder/server.log" --options="$options" --wait --silent start >/dev/null 2>&1; then
        break
    elif [ "$attempt" -eq 3 ]; then
        cat "$folder/server.log" >&2
        exit 1
    fi
done
export PORTABILITY_TEST_POSTGRES_URL="postgresql+psycopg://postgres@127.0.0.1:$port/postgres"
echo "PostgreSQL is tested too: $("$binaries/postgres" --version), port $port"
"$@"
