"""The traps of the C code, in processes of their own: a crash there is a failure here, not the end of the run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .traps import REPORTS, TRAPS

PACKAGE = str(__package__)
PROJECT = Path(__file__).resolve().parents[2]
TOP = Path(__file__).resolve().parents[len(PACKAGE.split("."))]


def apart(name: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run one function of `traps` in a fresh interpreter."""
    paths = os.pathsep.join((str(PROJECT), str(TOP)))
    return subprocess.run(
        [sys.executable, "-X", "faulthandler", "-m", f"{PACKAGE}.traps", name],
        env={**os.environ, "PYTHONPATH": paths, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("name", TRAPS)
def test_trap(name: str) -> None:
    done = apart(name)
    assert done.returncode == 0, done.stderr[-2_000:]


def test_the_same_bytes_for_every_hash_seed_and_engine() -> None:
    found = set()
    for seed in ("0", "1", "4242"):
        done = apart(REPORTS["digest"].__name__, PYTHONHASHSEED=seed)
        assert done.returncode == 0, done.stderr[-2_000:]
        found |= set(done.stdout.split())
    assert len(found) == 1


def test_the_twin_takes_over_loudly_where_the_extension_is_not_installed() -> None:
    done = apart(REPORTS["not_installed"].__name__, PORTABILITY_ENGINE="")
    assert done.returncode == 0, done.stderr[-2_000:]
    assert done.stdout.startswith("pure-python (durable-rules is not available: ")
    assert done.stderr.count("portability: the rules are read by the engine pure-python") == 1
