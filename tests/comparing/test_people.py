"""Person by person: who gains, who loses, by which article; one month more or less touches exactly the persons it must."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.comparing.people import direction
from engine.comparing.typical import lives
from engine.language.corpus import Corpus
from tests.comparing.texts import over

_BEFORE = {"outcome": "yes", "basis": ["totalized"], "payable_from": "2024-01-01", "fraction": "10/40", "portable": "yes", "insured_in": None}


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ({}, "same"),
        ({"outcome": "no", "payable_from": None, "fraction": None, "portable": None}, "loses"),
        ({"fraction": "20/80"}, "changes"),
        ({"fraction": "11/40"}, "gains"),
        ({"fraction": "9/40"}, "loses"),
        ({"payable_from": "2023-12-01"}, "gains"),
        ({"payable_from": "2024-02-01"}, "loses"),
        ({"portable": "no"}, "loses"),
        ({"fraction": "11/40", "portable": "no"}, "changes"),
        ({"basis": ["national"]}, "changes"),
        ({"outcome": "needs_authority", "payable_from": None, "fraction": None, "portable": None}, "loses"),
    ],
)
def test_who_gains_and_who_loses(after: dict[str, Any], expected: str) -> None:
    assert direction(_BEFORE, {**_BEFORE, **after}) == expected


def months_in_canada(tmp_path: Path) -> Path:
    """Scenarios with 8 to 16 months of residence in Canada, and Indian service that would open the pension."""
    entries = []
    for months in range(8, 17):
        entries.append(
            f"""  - id: months-{months}
    origin: constructed
    as_of: 2024-03-01
    deciding: [CA]
    benefit: oas-pension
    facts:
      person: {{birth_date: 1955-01-10, residence: CA, nationalities: [IN]}}
      record:
        - {{country: CA, kind: residence, months: {months}, from: 2000-01-01, to: 2010-12-31}}
        - {{country: IN, scheme: eps, kind: compulsory, from: 1980-01-01, to: 1999-12-31}}
    expect: {{outcome: undetermined}}
"""
        )
    folder = tmp_path / "scenarios"
    folder.mkdir()
    (folder / "months.yaml").write_text("scenarios:\n" + "".join(entries), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("least", "expected"), [("11 months", {11: "gains"}), ("13 months", {12: "loses"}), ("10 months", {10: "gains", 11: "gains"})]
)
def test_a_month_more_or_less_touches_exactly_the_persons_it_must(tmp_path: Path, least: str, expected: dict[int, str]) -> None:
    text = f"""provisions:
  - id: art-12
    fill: {{least_own_coverage: {{value: {least}, cite: {{text: "Art. 14"}}, for: {{scheme: [oas, eps]}}}}}}
"""
    report = over(tmp_path, "ca-in", text, scenario_paths=[months_in_canada(tmp_path)])
    touched = {int(p["scenario"].removeprefix("months-")): p["change"] for p in report["persons"] if p["scenario"].startswith("months-")}
    assert touched == expected
    assert {p["by"]["address"].split(".")[1] for p in report["persons"]} == {"art-12"}


def test_a_clause_on_nationality_costs_exactly_those_of_another_nationality(tmp_path: Path) -> None:
    text = """provisions:
  - id: art-7
    rules: [{id: only-nationals, when: {all: [{posting.activity: {is: employed}}, {none: [{person.nationalities: {in: [CA, IN]}}]}]}, bars: [posted]}]
"""
    report = over(tmp_path, "ca-in", text)
    typical = {p["scenario"] for p in report["persons"] if p["about"]}
    assert typical == {"sent-national-of-a-third-state-ca-in", "sent-national-of-a-third-state-in-ca"}


def test_one_benefit_that_cannot_be_read_is_told_and_the_others_are_compared(tmp_path: Path) -> None:
    text = 'provisions: [{id: art-12, fill: {least_own_coverage: {value: 11 months, cite: {text: "Art. 14"}}}}]'
    report = over(tmp_path, "ca-in", text)
    assert report["not_read"]
    assert all("calendar_years are compared with months" in x["why"] for x in report["not_read"])
    assert {p["benefit"] for p in report["persons"]} == {"oas-pension", "eps-pension"}


def test_the_typical_persons_are_many_and_of_many_kinds() -> None:
    told = lives(Corpus())
    assert len(told) >= 40
    assert {p["sex"] for p in told} == {"female", "male"}
    assert {p.get("status", "national") for p in told} == {"national", "refugee", "stateless", "third-country-national"}
    assert {"old-age", "invalidity", "survivors", "orphans", "applicable-legislation"} == {p["asks"] for p in told}
    doings = {s.get("doing", "employed") for p in told for s in p.get("life", [])}
    assert {"employed", "self-employed", "domestic", "seafarer", "civil-servant", "agricultural", "caring"} <= doings


def test_persons_are_put_beside_a_figure_that_changed_and_only_those_between_the_two_figures_are_touched(tmp_path: Path) -> None:
    text = """provisions:
  - id: art-12
    fill: {least_own_coverage: [{value: 13 months, cite: {text: "Art. 14"}, for: {scheme: [oas, eps]}}, {value: 1 year, for: {scheme: cpp}}]}
"""
    report = over(tmp_path, "ca-in", text)
    assert report["not_read"] == []
    beside = {p["scenario"] for p in report["persons"] if p["scenario"].startswith("art-12-too-short-to-be-paid")}
    name = "art-12-too-short-to-be-paid-own-coverage"
    assert beside == {f"{name}-at-before-ca-oas-pension", f"{name}-just-below-after-ca-oas-pension"}
    assert {p["change"] for p in report["persons"]} == {"loses"}
    assert "man-with-eleven-months-at-home-ca-in" not in {p["scenario"] for p in report["persons"]}
    assert "woman-with-one-year-at-home-ca-in" in {p["scenario"] for p in report["persons"]}
