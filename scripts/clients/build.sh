#!/usr/bin/env bash
# Makes the types of TypeScript for the API from its description, with openapi-typescript (MIT). For whoever changes a route: what it makes
# is committed, so that nobody needs node to run the service or its tests.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
types=$root/api/pages/static/portability.d.ts
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
cp "$here/package.json" "$tools"
npm install --silent --ignore-scripts --no-package-lock --no-audit --no-fund --prefix "$tools"
(cd "$root" && PYTHONPATH=. "${PYTHON:-.venv/bin/python}" scripts/clients/described.py) > "$tools/openapi.json"
"$tools/node_modules/.bin/openapi-typescript" "$tools/openapi.json" --output "$tools/made.d.ts" > /dev/null
{
  printf '// Types of the Portability API (Apache-2.0), of the description with the SHA-256 %s.\n' "$(head -c -1 "$tools/openapi.json" | sha256sum | cut -d ' ' -f 1)"
  sed -e 's/    /\t/g' -e '/^\t*[a-z]*?: never;$/d' "$tools/made.d.ts"
} > "$types"
wc -c "$types"
