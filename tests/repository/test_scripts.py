"""The scripts say what is missing and how to mend it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.repository.tree import ROOT


def preflight(python: str, path: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["/bin/sh", "scripts/preflight.sh", python], cwd=ROOT, env={"PATH": path}, capture_output=True, text=True, check=False)


def only(folder: Path, *names: str) -> str:
    """A folder that holds these commands of this machine and no other."""
    for name in names:
        found = next(Path(d, name) for d in os.environ["PATH"].split(":") if Path(d, name).exists())
        (folder / name).symlink_to(found)
    return str(folder)


def test_preflight_passes_here() -> None:
    assert preflight(sys.executable, os.environ["PATH"]).returncode == 0


def test_missing_compiler_is_named_with_the_line_that_installs_it(tmp_path: Path) -> None:
    done = preflight(sys.executable, only(tmp_path, "make", "id"))
    assert done.returncode == 1
    assert "a C compiler" in done.stderr
    assert "apt-get install -y --no-install-recommends gcc libc6-dev" in done.stderr


def test_missing_python_is_named(tmp_path: Path) -> None:
    done = preflight("python3", only(tmp_path, "make", "id", "gcc"))
    assert done.returncode == 1
    assert "python3-venv python3-dev" in done.stderr


def test_without_postgresql_the_command_runs_and_that_is_said(tmp_path: Path) -> None:
    """Without `find` nothing is found, whatever this machine has."""
    path = only(tmp_path, "bash", "sort", "tail", "echo")
    command = ["bash", "scripts/with_postgres.sh", "echo", "ran"]
    done = subprocess.run(command, cwd=ROOT, env={"PATH": path}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "ran\n")
    assert "POSTGRESQL IS NOT TESTED" in done.stderr


def test_scripts_can_be_run() -> None:
    assert os.access(ROOT / ".ci/run", os.X_OK)
    for script in (ROOT / ".ci/run", *sorted((ROOT / "scripts").glob("*.sh"))):
        shell = script.read_text().splitlines()[0].split()[-1].rsplit("/")[-1]
        assert subprocess.run([shell, "-n", str(script)], check=False).returncode == 0
