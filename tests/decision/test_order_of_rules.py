"""Rules have no order: the whole corpus with its provisions and rules shuffled gives the same answers, apart from the hashes of the files."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from engine.chaining.choose import engine
from engine.decision.decide import Decider
from engine.language.corpus import Corpus, rules_home
from engine.language.reading import read
from tests.decision.people import decided, decider, label, people, without_hashes

#: Lists of a rule file in which nothing may depend on the order.
UNORDERED = ("provisions", "rules", "leaves_open", "not_encoded")


@pytest.mark.parametrize("seed", (7,))
def test_shuffled_rule_files_give_the_same_answers(seed: int, tmp_path: Path) -> None:
    other = Decider(Corpus(shuffled(tmp_path, seed)), engine("pure-python"))
    different = [label(s) for s in people() if without_hashes(decided(s.case(), other)) != without_hashes(decided(s.case(), decider("pure-python")))]
    assert different == []


@pytest.mark.parametrize("first", [True, False])
def test_a_record_that_is_narrowed_to_a_state_stands_before_and_after_the_general_one(first: bool, tmp_path: Path) -> None:
    """Spain's own years keep their 365 days (Regulation 987/2009, Art. 13(2)): 5475 days in fifteen years, and not 5400."""
    for part in ("agreements", "rulesets"):
        shutil.copytree(rules_home() / part, tmp_path / part, ignore=shutil.ignore_patterns("scenarios"))
    path = tmp_path / "agreements/eu-883-2004/agreement.yaml"
    data = read(path.read_bytes(), path.name).data
    data["provisions"].sort(key=lambda p: (p["id"] == "art-13-2") != first)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10**6), encoding="utf-8")
    scenario = next(s for s in people() if label(s) == "eu-883-2004/fifteen-spanish-years")
    decision = decided(scenario.case(), Decider(Corpus(tmp_path), engine("pure-python")))["decisions"][0]
    assert (decision["amounts"]["fraction"], decision["basis"]) == ("5475/5475", ["independent", "pro_rata"])


def shuffled(folder: Path, seed: int) -> Path:
    """A copy of the corpus in which every file lists its provisions and rules in another order."""
    random = Random(seed)
    for part in ("agreements", "rulesets"):
        shutil.copytree(rules_home() / part, folder / part, ignore=shutil.ignore_patterns("scenarios"))
    for path in sorted(folder.rglob("*.yaml")):
        data = read(path.read_bytes(), path.name).data
        turn(random, data)
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10**6), encoding="utf-8")
    return folder


def turn(random: Random, node: Any) -> None:
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        turn(random, value)
        if key in UNORDERED and isinstance(value, list):
            random.shuffle(value)
