"""A rule set on a regulated profession tells the whole way, and keeps recruitment out of what decides."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from engine.checking.corpus_check import check
from tests.checking.world import CREDENTIAL_PATH, CSV_PATH, corpus_at

TODAY = datetime.date(2024, 1, 1)
PRACTICE = ("purpose: study", "purpose: practice")
WAY = """\
notices:
  - {id: where, says: step, about: authority, text: "Ask the council.", cite: {text: "Art. 5"}}
  - {id: papers, says: step, about: documents, text: "Bring the diploma.", cite: {text: "Art. 5"}}
  - {id: test, says: step, about: examination, text: "Sit the test.", cite: {text: "Art. 6"}}
  - {id: tongue, says: step, about: language, text: "Show the language.", cite: {text: "Art. 7"}}
  - {id: when, says: step, about: deadline, text: "A decision comes in a month.", cite: {text: "Art. 8"}}
  - {id: helps, says: help, text: "Ask again.", cite: {text: "Art. 9"}}
  - {id: court, says: appeal, text: "Go to the court.", to: the administrative court, cite: {text: "Art. 10"}}
not_encoded:
  - {about: fee, cite: {text: "Art. 11"}, why: "no source gives the amount"}
"""


def _findings(tmp_path: Path, *changes: tuple[str, str], more: str = "") -> list[tuple[str, str]]:
    corpus = corpus_at(tmp_path, *((CREDENTIAL_PATH, old, new) for old, new in changes))
    file = corpus.home / CREDENTIAL_PATH
    file.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")
    return [(p.code, p.found) for p in check(corpus, today=TODAY) if p.code != "scenario-missing"]


def test_a_way_told_whole_has_no_finding(tmp_path: Path) -> None:
    assert _findings(tmp_path, PRACTICE, more=WAY) == []


def test_only_the_regulated_profession_needs_the_whole_way(tmp_path: Path) -> None:
    assert _findings(tmp_path) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("about: authority, ", "authority"),
        ("about: documents, ", "documents"),
        ("about: examination, ", "examination or adaptation"),
        ("about: language, ", "language"),
        ("about: deadline, ", "deadline"),
        ("about: fee, ", "fee"),
    ],
)
def test_each_part_of_the_way_is_asked_for(tmp_path: Path, line: str, found: str) -> None:
    assert _findings(tmp_path, PRACTICE, more=WAY.replace(line, "")) == [("step-missing", found)]


@pytest.mark.parametrize(("says", "found"), [("says: help", "help"), ("says: appeal", "appeal")])
def test_a_refusal_is_not_the_end(tmp_path: Path, says: str, found: str) -> None:
    assert _findings(tmp_path, PRACTICE, more=WAY.replace(says, "says: warning")) == [("step-missing", found)]


def test_an_adaptation_stands_for_an_examination(tmp_path: Path) -> None:
    assert _findings(tmp_path, PRACTICE, more=WAY.replace("about: examination", "about: adaptation")) == []


def test_no_rule_reads_the_context_of_recruitment(tmp_path: Path) -> None:
    tested = "{all: [{credential: {listed_in: titles}}, {recruitment.active: {is: false}}]}"
    assert _findings(tmp_path, ("{all: [{credential: {listed_in: titles}}]}", tested)) == [("recruitment-decides", "recruitment.active")]


def test_no_notice_to_recruiters_stands_in_a_rule_set(tmp_path: Path) -> None:
    notice = 'notices:\n  - {id: red, says: recruitment, text: "Do not.", cite: {text: "Art. 1"}}\n'
    assert _findings(tmp_path, more=notice) == [("recruitment-notice", "red")]


def test_every_row_names_its_source_or_is_marked(tmp_path: Path) -> None:
    rows = (
        "country,title,grade\nAD,Diploma,2\nSM,Laurea,3\n",
        "country,title,grade,source,confidence\nAD,Diploma,2,text,confirmed\nSM,Laurea,3,{}\n",
    )
    told = {
        cell: _rows(tmp_path / str(n), rows[0], rows[1].format(cell)) for n, cell in enumerate(("text,confirmed", "nobody,unconfirmed", "nobody,"))
    }
    assert told == {"text,confirmed": [], "nobody,unconfirmed": [], "nobody,": [("row-without-source", "row 2: nobody")]}


def _rows(home: Path, old: str, new: str) -> list[tuple[str, str]]:
    return [(p.code, p.found) for p in check(corpus_at(home, (CSV_PATH, old, new)), today=TODAY) if p.code != "scenario-missing"]
