"""What a model of recognition brings into the file that adopts it: rules with citations of their own, open points, dated notices."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.decision.decide import Decider
from tests.checking.world import LISTED_GRADE_PATH, corpus_at
from tests.decision.people import decided

GRADED = {
    "as_of": "2020-01-01",
    "question": "credential",
    "home": "SM",
    "host": "AD",
    "credential": {"profession": "nurse-general-care", "purpose": "study", "evidence": "Laurea", "awarded_in": "SM"},
}
NOTICE = """notices:
  - {id: later, says: step, since: second, text: "Told from the second instrument on.", cite: {text: "Art. 4"}}
leaves_open:
  - {fact: grade_is_genuine, to: the school, about: "whether the grade is genuine", cite: {text: "Art. 5"}}
rules:
"""


def _decision(home: Path, as_of: str, *changes: tuple[str, str, str]) -> dict[str, Any]:
    base = "base: {title: Text, in_force: 2000-01-01, source: text}"
    second = "\n  second: {title: Second text, in_force: 2010-01-01, source: text}"
    credential = "rulesets/credentials/diploma/ruleset.yaml"
    corpus = corpus_at(home, (credential, base, base + second), (LISTED_GRADE_PATH, "rules:\n", NOTICE), *changes)
    (found,) = decided({**GRADED, "as_of": as_of}, Decider(corpus))["decisions"]
    return dict(found)


def test_a_rule_of_a_model_keeps_its_own_citation(tmp_path: Path) -> None:
    because = {b["address"]: b["article"] for b in _decision(tmp_path, "2020-01-01")["because"]}
    assert because["diploma.art-2.high-grade@AD"] == "Art. 3"


def test_a_rule_without_one_is_cited_by_the_article_that_adopts_it(tmp_path: Path) -> None:
    own = (LISTED_GRADE_PATH, '    cite: {text: "Art. 3"}\n', "")
    because = {b["address"]: b["article"] for b in _decision(tmp_path, "2020-01-01", own)["because"]}
    assert because["diploma.art-2.high-grade@AD"] == "Art. 2"


@pytest.mark.parametrize(("day", "told"), [("2009-12-31", []), ("2010-01-01", ["Told from the second instrument on."])])
def test_a_notice_of_a_model_begins_with_an_instrument_of_the_adopting_file(tmp_path: Path, day: str, told: list[str]) -> None:
    assert [s["step"] for s in _decision(tmp_path, day)["next_steps"]] == told


def test_what_a_model_leaves_open_is_named(tmp_path: Path) -> None:
    genuine = (LISTED_GRADE_PATH, "{grade: {at_least: 3}}", "{grade: {at_least: 3}}, {grade_is_genuine: {is: true}}")
    listed = ("rulesets/credentials/diploma/titles.csv", "SM,Laurea", "SM,Laurea magistrale")
    decision = _decision(tmp_path, "2020-01-01", genuine, listed, (LISTED_GRADE_PATH, "{grade: {at_least: 3}}, ", ""))
    assert decision["outcome"] == "needs_authority"
    assert [(x["fact"], x["decided_by"], x["article"]) for x in decision["left_open"]] == [("grade_is_genuine", "the school", "Art. 5")]


def test_a_table_beside_another_file_is_named_by_its_own_path(tmp_path: Path) -> None:
    beside = ("rulesets/credentials/diploma/ruleset.yaml", "file: titles.csv", "file: ../common/titles.csv")
    (tmp_path / "rulesets/credentials/common").mkdir(parents=True)
    (tmp_path / "rulesets/credentials/common/titles.csv").write_text("country,title,grade\nSM,Laurea,3\n", encoding="utf-8")
    rules = _decision(tmp_path, "2020-01-01", beside)["receipt"]["rules"]
    assert "rulesets/credentials/common/titles.csv" in rules
    assert not any(".." in path for path in rules)
