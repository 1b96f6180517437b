"""The package as it is installed elsewhere: the wheel holds the rules, and decides a case outside any checkout."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.repository.tree import ROOT, files


def run(*words: str, cwd: Path = ROOT, **settings: str) -> str:
    """The output of a command of this Python; what it says stands in the failure."""
    env = {k: v for k, v in os.environ.items() if k not in ("PORTABILITY_RULES", "PYTHONPATH")} | settings
    done = subprocess.run([sys.executable, *words], cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from the tree with the locked hatchling, without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    run("-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", str(folder), ".")
    (found,) = folder.glob("*.whl")
    return found


def test_wheel_holds_every_rule_file(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    rules = [p.relative_to(ROOT) for p in files() if p.relative_to(ROOT).parts[0] in ("agreements", "rulesets")]
    assert rules
    assert {f"engine/_rules/{p.as_posix()}" for p in rules} <= names


def test_wheel_holds_no_tests_and_both_licences(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert not [n for n in names if n.startswith(("tests/", "docs/", "scripts/"))]
    assert {Path(n).name for n in names if "/licenses/" in n} >= {"LICENSE", "Apache-2.0.txt", "CC-BY-4.0.txt"}


def test_installed_package_decides_outside_a_checkout(wheel: Path, tmp_path: Path) -> None:
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    run("-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(site), str(wheel))
    home = run("-c", "from engine.language.corpus import rules_home; print(rules_home())", cwd=elsewhere, PYTHONPATH=str(site))
    assert Path(home.strip()).is_relative_to(site)
    case = ROOT / "examples/germany-united-states-builder.yaml"
    told = json.loads(run("-m", "engine.cli", "decide", str(case), "--json", cwd=elsewhere, PYTHONPATH=str(site)))
    assert {d["deciding"] for d in told["decisions"]} == {"DE", "US"}
    assert (site / "bin" / "portability").exists()


def test_what_is_installed_offline_is_what_the_package_offers() -> None:
    """An extra that there is no more would be passed over with a warning alone."""
    offered = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    for name in ("Containerfile", "scripts/wheels.sh"):
        told = (ROOT / name).read_text(encoding="utf-8")
        installs = re.findall(r"install --no-index --find-links \S+ (?:--no-cache-dir )?(\S+)", told)
        assert installs, name
        for extras in re.findall(r"\[([^]]*)\]", " ".join(installs)):
            assert set(extras.split(",")) <= offered.keys(), name
