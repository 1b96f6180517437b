"""What must not stand in the repository: addresses of package registries, paths of one machine, links out of the tree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.repository.tree import ROOT, files, shown, text_of

#: Written in parts, so that this file does not break its own rule.
FORBIDDEN = {
    "a package registry": "|".join(
        ("py" + r"pi\.org", "python" + r"hosted\.org", "registry" + r"\.npmjs", "deb" + r"\.debian\.org", "proxy" + r"\.golang")
    ),
    "a path of one machine": "|".join(("/wo" + "rk/(?!\\*)", "/ho" + r"me/\w", "/ro" + r"ot/\w", "/opt/" + "wheels")),
    "a path out of the tree": r"\.\./sha" + "red",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_names(what: str) -> None:
    found = []
    for path in files():
        for number, line in enumerate((text_of(path) or "").splitlines(), 1):
            if re.search(FORBIDDEN[what], line):
                found.append(f"{shown(path)}:{number}: {line.strip()[:120]}")
    assert found == []


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.lock")), ids=shown)
def test_locks_hold_names_versions_and_hashes_only(lock: Path) -> None:
    text = lock.read_text()
    assert "://" not in text
    pins = re.findall(r"^[a-z0-9-]+==\S+ \\$", text, re.MULTILINE)
    entries = [line for line in text.splitlines() if line and line[0] not in " #"]
    assert len(pins) == len(entries) > 0
    assert text.count("--hash=sha256:") >= len(pins)


def test_all_locks_agree() -> None:
    pins: dict[str, set[str]] = {}
    for lock in (ROOT / "requirements").glob("*.lock"):
        for name, version in re.findall(r"^([a-z0-9-]+)==(\S+)", lock.read_text(), re.MULTILINE):
            pins.setdefault(name, set()).add(version)
    assert {name: versions for name, versions in pins.items() if len(versions) > 1} == {}


def test_every_runtime_dependency_is_locked() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = {re.split(r"[<>=!~\[ ;]", d)[0].lower().replace("_", "-") for d in project["dependencies"]}
    for lock in ("runtime", "dev"):
        locked = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / f"requirements/{lock}.lock").read_text(), re.MULTILINE))
        assert wanted <= locked, lock
