#!/usr/bin/env bash
# Makes the style sheets and the script of the pages from govuk-frontend (MIT). For whoever changes them: what it makes is committed, so
# that nobody needs node to run the service.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
static=$here/../../api/pages/static
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
cp "$here/package.json" "$tools"
npm install --silent --ignore-scripts --no-package-lock --no-audit --no-fund --prefix "$tools"
"$tools/node_modules/.bin/sass" --no-source-map --no-charset --style=compressed -I "$tools/node_modules/govuk-frontend/dist" "$here/portal.scss" "$static/page.css"
"$tools/node_modules/.bin/rtlcss" --silent "$static/page.css" "$static/page.rtl.css"
wc -c "$static"/page*.css
