"""The health of the rule files and of the example cases: each loads, each source can be opened, each example is answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.decision.decide import Decider
from engine.language.files import load_path
from engine.language.reading import read
from engine.problems import CaseRefused
from tests.repository.tree import ROOT, files, shown

RULES = [p for p in files() if p.suffix == ".yaml" and p.is_relative_to(ROOT) and p.relative_to(ROOT).parts[0] in ("agreements", "rulesets")]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))


@pytest.mark.parametrize("path", RULES, ids=shown)
def test_rule_file_loads_and_its_sources_can_be_opened(path: Path) -> None:
    document, _ = load_path(path, shown(path))
    for url in urls(document.data):
        assert re.fullmatch(r"https?://[^\s/.]+(\.[^\s/.]+)+(/\S*)?", url), url


def urls(node: Any, key: str = "") -> Iterator[str]:
    """Every address in a file: values of `url`, and origins of scenarios that name one."""
    if isinstance(node, dict):
        for word, value in node.items():
            yield from urls(value, word)
    elif isinstance(node, list):
        for value in node:
            yield from urls(value, key)
    elif (key == "url" and node) or (key == "origin" and node != "constructed"):
        yield str(node)


@pytest.mark.parametrize("path", [p for p in RULES if p.name in ("agreement.yaml", "ruleset.yaml")], ids=shown)
def test_the_name_in_a_file_is_the_name_of_its_folder(path: Path) -> None:
    document, _ = load_path(path)
    assert document.data.get("agreement", document.data.get("credential")) == path.parent.name


@pytest.mark.parametrize("path", [p for p in RULES if p.parent.name in ("national", "models", "reference")], ids=shown)
def test_the_name_in_a_ruleset_is_the_name_of_its_file(path: Path) -> None:
    document, _ = load_path(path)
    heads = {document.data.get(word) for word in ("national", "provision", "reference", "checklist")}
    assert path.stem in heads


@pytest.mark.parametrize("path", EXAMPLES, ids=shown)
def test_example_is_answered(path: Path) -> None:
    case = read(path.read_bytes(), shown(path), error=CaseRefused).data
    decisions = Decider().decide(case)["decisions"]
    assert decisions
    assert all(d["summary"] for d in decisions)
