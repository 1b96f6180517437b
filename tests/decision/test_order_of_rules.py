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
