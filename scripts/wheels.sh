#!/bin/sh
# Builds dist/wheels: everything that a machine without network needs to install portability, as wheels, checked by the hashes of the lock.
# The machine that builds needs network once, and must have the Python and the kind of system of the machine that installs.
# Usage: sh scripts/wheels.sh [PYTHON]        PYTHON has the packages of requirements/build.lock; .venv/bin/python if left out
set -eu
cd "$(dirname "$0")/.."
python=${1:-.venv/bin/python}
out=dist/wheels
rm -rf "$out"
mkdir -p "$out"
"$python" -m pip --disable-pip-version-check wheel --quiet --require-hashes --no-deps --no-build-isolation -r requirements/runtime.lock -w "$out"
"$python" -m pip --disable-pip-version-check wheel --quiet --no-deps --no-build-isolation . -w "$out"
cp requirements/runtime.lock "$out"
cat > "$out/README.txt" <<'TEXT'
On the machine without network, in this folder (Python of the version that built these wheels):

    sha256sum -c SHA256SUMS
    python3 -m venv portability
    portability/bin/pip install --no-index --find-links . portability
    portability/bin/portability decide CASE.yaml

Nothing is fetched: --no-index lets pip see this folder alone.
TEXT
(cd "$out" && sha256sum -- *.whl runtime.lock README.txt > SHA256SUMS)
echo "$out: $(find "$out" -name '*.whl' | wc -l) wheels"
