"""An agreement that nobody signed, written with the words of the language alone: it decides, with reasons, and no Python knows of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from engine.cli import main
from engine.decision.decide import Decider
from engine.language.corpus import Corpus
from tests.decision.people import decided

AGREEMENT = """\
agreement: de-kr
title: Agreement between Germany and Korea (invented for a test)
parties: [DE, KR]
status: draft
instruments:
  base: {title: Agreement, signed: 2030-01-01, in_force: 2000-01-01, source: text}
sources:
  text: {title: "Invented text", url: "https://example.org/de-kr"}
scope:
  benefits: {DE: [grv-old-age], KR: [nps-old-age]}
  benefits_cite: {text: "Art. 2"}
  persons: {any: [{has_been_insured_in: {in: [DE, KR]}}]}
  persons_cite: {text: "Art. 3"}
provisions:
  - id: art-4
    cite: {text: "Art. 4"}
    adopts: export
  - id: art-5
    cite: {text: "Art. 5"}
    adopts: posting
    fill: {longest_posting: 24 months}
  - id: art-7
    cite: {text: "Art. 7"}
    adopts: totalization
    fill:
      least_own_coverage:
        - {for: {deciding: DE}, value: 12 months}
        - {for: {deciding: KR}, value: 18 months}
    rules:
      - id: month-for-month
        each: period
        when: {all: [{period.country: {is: partner}}, {period.kind: {in: [compulsory, voluntary]}}]}
        credits: {into: combined, every: 1 month, worth: 1 month, never_on: own}
  - id: art-8
    cite: {text: "Art. 8"}
    adopts: share-of-amount
    fill: {full_amount: combined.amount, whole: combined.coverage}
leaves_open:
  - {fact: longer_posting_agreed, to: both authorities, about: "a posting of more than 24 months", cite: {text: "Art. 5(2)"}}
not_encoded:
  - {cite: {text: "Art. 1"}, why: "definitions"}
"""


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("draft") / "de-kr.yaml"
    path.write_text(AGREEMENT, encoding="utf-8")
    return path


def case(german: str, korean: str, **more: Any) -> dict[str, Any]:
    record = [
        {"country": "DE", "scheme": "general", "kind": "compulsory", "from": "1990-01-01", "to": german},
        {"country": "KR", "scheme": "nps", "kind": "compulsory", "from": "2000-01-01", "to": korean},
    ]
    person = {"birth_date": "1957-01-15", "residence": "KR"}
    return {"question": "contribution-record", "as_of": "2024-06-01", "person": person, "record": record, **more}


@pytest.mark.parametrize(
    ("deciding", "german", "korean", "outcome", "basis"),
    [
        ("DE", "1991-12-31", "2002-12-31", "yes", "totalized"),
        ("DE", "1990-11-30", "2009-12-31", "no", None),
        ("DE", "1994-12-31", "2001-12-31", "yes", "national"),
        ("DE", "1991-12-31", "2002-11-30", "no", None),
        ("KR", "1997-12-31", "2001-12-31", "yes", "totalized"),
        ("KR", "1998-12-31", "2001-05-31", "no", None),
    ],
)
def test_it_decides(draft: Path, deciding: str, german: str, korean: str, outcome: str, basis: str | None) -> None:
    (decision,) = decided(case(german, korean, deciding=[deciding]), Decider(Corpus(draft=draft)))["decisions"]
    assert (decision["instrument"], decision["outcome"], decision["basis"]) == ("de-kr", outcome, basis)
    reasons = decision["because"] if outcome == "yes" else decision["blocked_by"]
    assert all(r["article"] and r["url"] for r in reasons)
    if basis == "totalized":
        assert {"de-kr.art-7.opens", "de-kr.art-7.month-for-month"} <= {r["address"].split("@")[0] for r in reasons}
        assert decision["portable"]["payable_in"] == "KR"


def test_one_month_short_is_told(draft: Path) -> None:
    (decision,) = decided(case("1990-11-30", "2009-12-31", deciding=["DE"]), Decider(Corpus(draft=draft)))["decisions"]
    blocked = {b["address"]: b for b in decision["blocked_by"]}["de-kr.art-7.too-short-to-be-paid@DE"]
    assert (blocked["found"], blocked["needed"], blocked["distance"], blocked["article"]) == ("11 months", "at least 12 months", "1 month", "Art. 7")


@pytest.mark.parametrize(("until", "outcome", "settled"), [("2025-12-31", "yes", "DE"), ("2026-01-31", "needs_authority", None)])
def test_its_postings(draft: Path, until: str, outcome: str, settled: str | None) -> None:
    posting = {"home": "DE", "host": "KR", "from": "2024-01-01", "to": until, "activity": "employed", "employer_there": "same"}
    told = {"question": "contribution-record", "as_of": "2024-06-01", "benefit": "applicable-legislation", "posting": posting}
    (decision,) = decided(told, Decider(Corpus(draft=draft)))["decisions"]
    assert (decision["instrument"], decision["outcome"], decision.get("insured_in")) == ("de-kr", outcome, settled)


def test_without_it_nothing_covers_the_pair() -> None:
    decisions = decided(case("1991-12-31", "2002-12-31", deciding=["DE"]))["decisions"]
    assert {d["outcome"] for d in decisions} == {"not_covered"}


def test_the_command_checks_it_and_decides_with_it(draft: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(draft)]) == 0
    capsys.readouterr()
    person = tmp_path / "case.json"
    person.write_text(json.dumps(case("1991-12-31", "2002-12-31", deciding=["DE"])), encoding="utf-8")
    assert main(["decide", str(person), "--draft", str(draft), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["decisions"][0]["outcome"] == "yes"
