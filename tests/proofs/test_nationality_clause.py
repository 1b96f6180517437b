"""A draft over the agreement of Canada and India with a clause on nationality: it is found, with two persons and the clause."""

from __future__ import annotations

import copy
import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from engine.commands import prove as command
from engine.decision.decide import Decider
from engine.language.corpus import Corpus
from engine.proofs import prove
from engine.scenarios.files import scenarios
from engine.scenarios.run import run

DRAFT = Path(__file__).resolve().parents[2] / "examples/drafts/ca-in-with-a-nationality-clause.yaml"
DAY = datetime.date(2026, 11, 1)
NATIONALITY = "irrelevance.claimant.nationalities"


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    """The survivors' benefits of Canada under the draft, held against the agreement in force."""
    return prove(Corpus(draft=DRAFT), "ca-in", base=Corpus(), properties=[NATIONALITY, "no_one_worse_off"], deciding="CA", day=DAY)


def _finding(report: dict[str, Any], name: str, benefit: str) -> dict[str, Any]:
    return next(f for f in report["properties"] if f["property"] == name and f.get("benefit") == benefit)


def test_two_persons_differ_in_nationality_alone(report: dict[str, Any]) -> None:
    found = _finding(report, NATIONALITY, "cpp-survivors")
    assert found["result"] == "refuted"
    one, other = copy.deepcopy(found["persons"])
    assert one["claimant"].pop("nationalities") != other["claimant"].pop("nationalities")
    assert one == other
    assert found["outcomes"] == ["yes", "no"]


def test_the_clause_is_told_with_its_article(report: dict[str, Any]) -> None:
    found = _finding(report, NATIONALITY, "cpp-survivors")
    assert [r["rule"] for r in found["relevant"]] == ["art-16-survivors.survivors-of-the-two-states"]
    assert (found["article"], found["relevant"][0]["source"]) == ("2", "draft")


def test_who_loses_by_the_draft_is_shown(report: dict[str, Any]) -> None:
    found = _finding(report, "no_one_worse_off", "cpp-survivors")
    assert found["result"] == "refuted"
    assert found["outcomes"] == ["yes", "no"]
    assert _finding(report, "no_one_worse_off", "cpp-retirement")["result"] == "proved"


def test_the_engine_decides_the_persons_as_told(report: dict[str, Any]) -> None:
    found = _finding(report, NATIONALITY, "cpp-survivors")
    decider = Decider(Corpus(draft=DRAFT))
    told = [d["outcome"] for case in found["persons"] for d in decider.decide(case)["decisions"] if d["benefit"] == "cpp-survivors"]
    assert told == ["yes", "no"]


def test_the_agreement_in_force_has_no_such_clause() -> None:
    report = prove(Corpus(), "ca-in", properties=[NATIONALITY, "irrelevance.person.nationalities"], day=DAY)
    assert {f["result"] for f in report["properties"]} == {"proved"}


def test_the_persons_are_scenarios_that_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = [str(DRAFT), "--property", NATIONALITY, "--deciding", "CA", "--as-of", DAY.isoformat(), "--out", str(tmp_path), "--json"]
    assert command.run(words) == 1
    assert json.loads(capsys.readouterr().out)["summary"]["refuted"] == 2
    corpus = Corpus(draft=DRAFT)
    written = list(scenarios(corpus, [tmp_path]))
    assert len(written) == 4
    assert [d for s in written for d in run(Decider(corpus), s)] == []
    told = {s.id: [d.expected for d in run(Decider(Corpus()), s) if d.what == "outcome"] for s in written}
    assert ["no"] in told.values()  # under the agreement in force the same persons are not told apart


def test_the_same_question_gives_the_same_bytes(report: dict[str, Any]) -> None:
    again = prove(Corpus(draft=DRAFT), "ca-in", base=Corpus(), properties=[NATIONALITY, "no_one_worse_off"], deciding="CA", day=DAY)
    assert json.dumps(again) == json.dumps(report)


def test_a_limit_of_steps_is_told_as_not_proved() -> None:
    report = prove(Corpus(draft=DRAFT), "ca-in", properties=[NATIONALITY], deciding="CA", day=DAY, rlimit=10)
    found = _finding(report, NATIONALITY, "cpp-survivors")
    assert (found["result"], found["why"]) == ("not_proved", "the solver used up its steps")
