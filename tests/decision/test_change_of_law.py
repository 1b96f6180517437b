"""The law is in the rule files alone: a figure changed there changes outcome, distance, article and receipt, and no Python is touched."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.decision.decide import Decider
from engine.language.corpus import Corpus, rules_home
from tests.decision.people import decided

EIGHTEEN_MONTHS = {
    "question": "contribution-record",
    "as_of": "2024-12-01",
    "deciding": ["DE"],
    "benefit": "grv-old-age",
    "person": {"birth_date": "1958-03-14", "residence": "US"},
    "record": [
        {"country": "DE", "scheme": "general", "kind": "compulsory", "from": "1980-01-01", "to": "1981-06-30"},
        {"country": "US", "scheme": "oasdi", "kind": "compulsory", "from": "1985-01-01", "to": "1994-12-31", "quarters": 40},
    ],
}
AGREEMENT = "agreements/de-us/agreement.yaml"


@pytest.fixture
def copied(tmp_path: Path) -> Callable[[str, str], Decider]:
    """A copy of the corpus in which a text of the agreement is another."""

    def copy(old: str, new: str) -> Decider:
        for part in ("agreements", "rulesets"):
            shutil.copytree(rules_home() / part, tmp_path / part, dirs_exist_ok=True, ignore=shutil.ignore_patterns("scenarios"))
        path = tmp_path / AGREEMENT
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")
        return Decider(Corpus(tmp_path))

    return copy


def one(answer: dict[str, Any]) -> dict[str, Any]:
    (decision,) = answer["decisions"]
    return dict(decision)


def test_nineteen_months_instead_of_eighteen(copied: Callable[[str, str], Decider]) -> None:
    before = one(decided(EIGHTEEN_MONTHS, Decider(Corpus())))
    assert (before["outcome"], before["basis"], before["blocked_by"]) == ("yes", "totalized", [])
    changed = copied("{for: {deciding: DE}, value: 18 months, ", "{for: {deciding: DE}, value: 19 months, ")
    after = one(decided(EIGHTEEN_MONTHS, changed))
    assert after["outcome"] == "no"
    blocked = {b["address"]: b for b in after["blocked_by"]}["de-us.art-7.too-short-to-be-paid@DE"]
    assert (blocked["found"], blocked["needed"], blocked["distance"]) == ("18 months", "at least 19 months", "1 month")
    assert blocked["article"] == "Art. 7(1)-(2)"
    assert "Art. 7(1)-(2)" in after["summary"] and "19 months" in after["summary"]
    assert rules_that_changed(before, after) == {AGREEMENT}
    assert before["receipt"]["trace"] != after["receipt"]["trace"]


def test_another_article_is_told_where_the_citation_is_another(copied: Callable[[str, str], Decider]) -> None:
    changed = copied('cite: {text: "Art. 7(1)-(2)"}', 'cite: {text: "Art. 7a(1)"}')
    reasons = {b["address"]: b["article"] for b in one(decided(EIGHTEEN_MONTHS, changed))["because"]}
    assert reasons["de-us.art-7.opens@DE"] == "Art. 7a(1)"


def test_a_draft_is_read_over_the_agreement(tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_text(
        """\
amends: de-us
provisions:
  - id: art-7
    fill:
      least_own_coverage:
        - {for: {deciding: DE}, value: 24 months, cite: {german: "A.1"}}
        - {for: {deciding: US}, value: 6 quarters, cite: {general: "B.1"}}
""",
        encoding="utf-8",
    )
    after = one(decided(EIGHTEEN_MONTHS, Decider(Corpus(draft=draft))))
    assert after["outcome"] == "no"
    blocked = {b["address"]: b for b in after["blocked_by"]}["de-us.art-7.too-short-to-be-paid@DE"]
    assert (blocked["found"], blocked["needed"], blocked["distance"]) == ("18 months", "at least 24 months", "6 months")


def rules_that_changed(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    old, new = before["receipt"]["rules"], after["receipt"]["rules"]
    return {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}
