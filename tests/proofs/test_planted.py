"""Faults planted into a small sound corpus, each found by the property that is there for it; and no finding where there is none."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from engine.proofs import prove
from engine.proofs.tried import tried
from tests.checking.world import AGREEMENT_PATH, CREDENTIAL_PATH, NATIONAL_PATH, corpus_at

DAY = datetime.date(2020, 1, 1)
_BONUS = """      - id: not-after-a-bonus
        for: {deciding: AD}
        when: {all: [{own.coverage: {more_than: bonus}}, {own.coverage: {less_than: 12 months, named: short}}]}
        bars: [opens]
"""
_PLACE_OF_WORK = "    fill: {longest_posting: 24 months}\n"


def _rules(*lines: str) -> tuple[str, str, str]:
    """Rules in place of the one on a bonus."""
    return (AGREEMENT_PATH, _BONUS, "".join(f"      - {line}\n" for line in lines))


def _posting(*lines: str) -> tuple[str, str, str]:
    return (AGREEMENT_PATH, _PLACE_OF_WORK, f"{_PLACE_OF_WORK}    rules:\n" + "".join(f"      - {line}\n" for line in lines))


def _credential(when: str) -> tuple[str, str, str]:
    return (CREDENTIAL_PATH, "when: {all: [{credential: {listed_in: titles}}]}", f"when: {when}")


#: A grade that the table does not tell leaves the answer open in the law itself, which is a gap of its own.
_WITHOUT_GRADES = (CREDENTIAL_PATH, '  - id: art-2\n    cite: {text: "Art. 2"}\n    adopts: listed-grade\n', "")


#: Name, the change, the instrument, the property, and (where there are rules) one of those told.
PLANTED: list[tuple[str, tuple[str, str, str], str, str, str]] = [
    (
        "sex",
        _rules("{id: women-only, for: {deciding: AD}, when: {all: [{none: [{person.sex: {is: female}}]}]}, bars: [opens]}"),
        "ad-sm",
        "irrelevance.person.sex",
        "art-6.women-only",
    ),
    (
        "nationality",
        _rules("{id: ours, for: {deciding: AD}, when: {all: [{none: [{person.nationalities: {in: [AD]}}]}]}, bars: [opens]}"),
        "ad-sm",
        "irrelevance.person.nationalities",
        "art-6.ours",
    ),
    (
        "a-proxy-for-nationality",
        _rules("{id: at-home, for: {deciding: AD}, when: {all: [{none: [{person.residence: {is: AD}}]}]}, bars: [opens]}"),
        "ad-sm",
        "irrelevance.person.residence",
        "art-6.at-home",
    ),
    (
        "status",
        _rules("{id: no-refugees, for: {deciding: AD}, when: {all: [{person.status: {is: refugee}}]}, bars: [opens, national-right]}"),
        "ad-sm",
        "irrelevance.person.status",
        "art-6.no-refugees",
    ),
    (
        "too-much-of-ones-own",
        _rules("{id: enough-alone, for: {deciding: AD}, when: {all: [{own.coverage: {more_than: 24 months}}]}, bars: [opens]}"),
        "ad-sm",
        "monotonicity.own",
        "",
    ),
    (
        "too-much-in-the-other-state",
        _rules("{id: enough-there, for: {deciding: AD}, when: {all: [{combined.coverage: {more_than: 60 months}}]}, bars: [opens]}"),
        "ad-sm",
        "monotonicity.foreign",
        "",
    ),
    (
        "a-rule-that-never-holds",
        _rules(
            "{id: never, for: {deciding: AD}, when: {all: [{own.coverage: {less_than: 6 months}}, "
            "{combined.coverage: {less_than: 3 months}}, {own.coverage: {at_least: 3 months, named: more}}]}, bars: [opens]}"
        ),
        "ad-sm",
        "no_dead_rule",
        "art-6.never",
    ),
    (
        "two-States-at-once",
        _posting("{id: seat, when: {all: [{posting.activity: {is: seafarer}}]}, concludes: {insured_in: sending}}"),
        "ad-sm",
        "no_contradiction",
        "art-5.seat",
    ),
    (
        "nobody-insures",
        _posting("{id: not-here, when: {all: [{posting.activity: {is: miner}}]}, bars: [place-of-work, posted]}"),
        "ad-sm",
        "no_gap",
        "",
    ),
    (
        "refused-on-the-day-itself",
        _credential(
            "{any: [{credential.training_started: {before: 2010-01-01}}, {credential.training_started: {on_or_after: 2010-01-02, named: b}}]}"
        ),
        "diploma",
        "no_gap",
        "",
    ),
    (
        "an-outcome-out-of-reach",
        (NATIONAL_PATH, "when: {all: [{record.coverage: {at_least: waiting_time}}]}", "when: {all: [{record.coverage: {at_least: 0 months}}]}"),
        "ad-sm",
        "outcome_reachable.no",
        "",
    ),
]


def _findings(report: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [f for f in report["properties"] if f["property"] == name]


@pytest.mark.parametrize(("change", "instrument", "name", "rule"), [p[1:] for p in PLANTED], ids=[p[0] for p in PLANTED])
def test_a_planted_fault_is_found(tmp_path: Path, change: tuple[str, str, str], instrument: str, name: str, rule: str) -> None:
    sound = prove(corpus_at(tmp_path / "sound", _WITHOUT_GRADES), instrument, properties=[name], day=DAY)
    planted = prove(corpus_at(tmp_path / "planted", _WITHOUT_GRADES, change), instrument, properties=[name], day=DAY)
    assert "refuted" not in {f["result"] for f in _findings(sound, name)}
    refuted = [f for f in _findings(planted, name) if f["result"] == "refuted"]
    assert refuted
    assert not rule or any(rule == r["rule"] for f in refuted for r in f["relevant"])


def test_two_persons_of_a_refutation_differ_in_one_fact(tmp_path: Path) -> None:
    change = next(p[1] for p in PLANTED if p[0] == "sex")
    report = prove(corpus_at(tmp_path, change), "ad-sm", properties=["irrelevance.person.sex"], day=DAY)
    one, other = next(f for f in report["properties"] if f["result"] == "refuted")["persons"]
    assert one["person"]["sex"] != other["person"]["sex"]
    assert {k: v for k, v in one["person"].items() if k != "sex"} == {k: v for k, v in other["person"].items() if k != "sex"}
    assert {k: v for k, v in one.items() if k != "person"} == {k: v for k, v in other.items() if k != "person"}


def test_what_is_said_for_one_party_alone_is_listed(tmp_path: Path) -> None:
    report = prove(corpus_at(tmp_path), "ad-sm", properties=["reciprocity"], day=DAY)
    (found,) = report["properties"]
    assert found["result"] == "refuted"
    assert {d["what"] for d in found["differences"]} >= {"value art-6.least_own_coverage", "rule art-6.weeks-as-months", "rule art-6.months-as-weeks"}


def test_counting_that_reads_a_fact_is_told_as_not_proved(tmp_path: Path) -> None:
    change = (NATIONAL_PATH, "credits: {into: own}", "credits: {into: own, not_before: person.date_of_age_18}")
    report = prove(corpus_at(tmp_path, change), "ad-sm", properties=["irrelevance.person.birth_date"], deciding="AD", day=DAY)
    found = next(f for f in report["properties"] if f.get("benefit") == "ad-pension")
    told = {r["rule"] for r in found["relevant"]}
    assert found["result"] in ("not_proved", "refuted")
    assert "national.AD.contribution" in told or found["differs_in"] == "day of payment"


def test_a_limit_leaves_nothing_proved_that_needs_steps(tmp_path: Path) -> None:
    report = prove(corpus_at(tmp_path), "ad-sm", properties=["monotonicity"], day=DAY, rlimit=1)
    assert {f["result"] for f in report["properties"] if not f.get("why", "").startswith("nothing")} <= {"not_proved"}


def test_a_grade_that_no_row_tells_is_a_gap(tmp_path: Path) -> None:
    report = prove(corpus_at(tmp_path), "diploma", properties=["no_gap"], day=DAY)
    assert {f["result"] for f in report["properties"]} == {"refuted"}


def test_what_is_proved_holds_for_random_pairs(tmp_path: Path) -> None:
    corpus = corpus_at(tmp_path)
    report = tried(corpus, prove(corpus, "ad-sm", day=DAY), 600)
    assert report["broken"] == 0
    assert report["pairs"] >= 600


def test_random_pairs_speak_against_a_proof_that_is_none(tmp_path: Path) -> None:
    change = next(p[1] for p in PLANTED if p[0] == "status")
    corpus = corpus_at(tmp_path, change)
    report = prove(corpus, "ad-sm", properties=["irrelevance.person.status"], deciding="AD", day=DAY)
    for finding in report["properties"]:
        finding["result"] = "proved"  # as a solver would tell that is wrong
    assert tried(corpus, report, 400)["broken"] > 0
