"""The agreement of the guide is complete: put together from the page, its files load, and its persons get the answers it promises."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine.language.files import examine
from engine.language.reading import read
from tests.repository.tree import ROOT

PAGE = ROOT / "docs/encode-an-agreement.md"
_BLOCK = re.compile(r"^```yaml\n# (?P<name>\S+)(?P<more> \(continued\))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The models of this repository, and beside them only what the page says."""
    folder = tmp_path_factory.mktemp("guide")
    shutil.copytree(ROOT / "rulesets/models", folder / "rulesets/models")
    for block in _BLOCK.finditer(PAGE.read_text()):
        path = folder / block["name"]
        path.parent.mkdir(parents=True, exist_ok=True)
        assert path.exists() == bool(block["more"]), f"{block['name']} begins twice, or goes on before it begins"
        with path.open("a") as file:
            file.write(block["text"])
    return folder


def test_every_block_of_the_page_is_used() -> None:
    assert len(_BLOCK.findall(PAGE.read_text())) == PAGE.read_text().count("```yaml")


def test_files_load_without_a_remark(home: Path) -> None:
    written = [p for p in sorted(home.rglob("*.yaml")) if "models" not in p.parts]
    assert [p.relative_to(home).as_posix() for p in written] == [
        "agreements/aq-bv/agreement.yaml",
        "agreements/aq-bv/scenarios/main.yaml",
        "rulesets/national/AQ.yaml",
        "rulesets/national/BV.yaml",
    ]
    for path in written:
        _, problems = examine(read(path.read_bytes(), path.name))
        assert problems == [], [str(p) for p in problems]


@pytest.mark.parametrize(
    "command",
    [["test", "agreements/aq-bv"], ["check", "agreements/aq-bv", "rulesets/national/AQ.yaml", "rulesets/national/BV.yaml"]],
    ids=["test", "check"],
)
def test_commands_of_the_page_pass(home: Path, command: list[str]) -> None:
    told = [word if word in ("test", "check") else str(home / word) for word in command]
    done = subprocess.run(
        [sys.executable, "-m", "engine.cli", *told],
        cwd=ROOT,
        env={**os.environ, "PORTABILITY_RULES": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
    if command[0] == "test":
        assert f"{PAGE.read_text().count('    origin: constructed')} scenarios passed" in done.stdout
