"""What is imported is declared, what is declared is locked, and a lock holds names, versions and hashes only."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.repository.tree import ROOT, files, shown

REQUIREMENTS = ROOT / "requirements"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
HERE = {"engine", "api", "tests", "benchmarks", "scripts", "durable_rules_engine"}


def name_of(requirement: str) -> str:
    """The name of a package as locks write it."""
    return re.split(r"[<>=!~\[ ;]", requirement)[0].lower().replace("_", "-")


def runtime() -> set[str]:
    return {name_of(d) for d in PROJECT["dependencies"]}


def extras() -> set[str]:
    """What an extra brings: imported only where it is used, and locked for development with everything else."""
    return {name_of(d) for wanted in PROJECT["optional-dependencies"].values() for d in wanted}


def development() -> set[str]:
    lines = (REQUIREMENTS / "dev.in").read_text().splitlines()
    return {name_of(line) for line in lines if line and not line.startswith("#")}


def pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (REQUIREMENTS / f"{lock}.lock").read_text(), re.MULTILINE))


def imported(folders: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Modules of other packages that are imported under these folders, and where."""
    for path in files():
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in folders:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    yield from ((alias.name.split(".")[0], shown(path)) for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    yield node.module.split(".")[0], shown(path)


def undeclared(folders: Iterable[str], declared: set[str]) -> set[tuple[str, str]]:
    packages = packages_distributions()
    outside = {(m, where) for m, where in imported(folders) if m not in sys.stdlib_module_names and m not in HERE}
    return {(m, where) for m, where in outside if not declared & {name_of(d) for d in packages.get(m, [m])}}


def test_imports_of_the_program_are_declared() -> None:
    assert undeclared(("engine", "api"), runtime() | extras()) == set()


def test_imports_of_the_tests_are_declared() -> None:
    assert undeclared(("tests", "benchmarks", "scripts"), runtime() | extras() | development()) == set()


@pytest.mark.parametrize("lock", sorted(REQUIREMENTS.glob("*.lock")), ids=shown)
def test_locks_hold_names_versions_and_hashes_only(lock: Path) -> None:
    text = lock.read_text()
    assert "://" not in text
    pinned = re.findall(r"^[a-z0-9-]+==\S+ \\$", text, re.MULTILINE)
    entries = [line for line in text.splitlines() if line and line[0] not in " #"]
    assert len(pinned) == len(entries) > 0
    assert text.count("--hash=sha256:") >= len(pinned)


def test_all_locks_agree() -> None:
    build, development_, runtime_ = pins("build"), pins("dev"), pins("runtime")
    assert runtime_.items() <= development_.items()
    assert {n: v for n, v in build.items() if development_.get(n, v) != v} == {}


def test_what_is_declared_is_locked() -> None:
    assert runtime() <= pins("runtime").keys()
    assert development() | extras() <= pins("dev").keys()
