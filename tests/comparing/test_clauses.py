"""Clause by clause: what a draft changes is told once, in words, with its article, for whom and from when."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from engine.comparing import compare
from engine.language.corpus import Corpus
from tests.comparing.texts import over


def clauses(report: dict[str, Any]) -> list[tuple[str, str, str, str, str]]:
    return [(c["address"], c["kind"], c["change"], c["before"], c["after"]) for c in report["clauses"]]


def test_a_changed_minimum_is_one_value_with_both_figures_and_its_article(tmp_path: Path) -> None:
    text = 'provisions: [{id: art-7, fill: {longest_posting: {value: 48 months, cite: {text: "Art. 7"}}}}]'
    report = over(tmp_path, "ca-in", text, persons=False)
    assert clauses(report) == [("ca-in.art-7.longest_posting", "value", "changed", "longest posting: 60 months", "longest posting: 48 months")]
    assert report["clauses"][0]["article"] == "Art. 7"


def test_a_value_that_changes_on_a_day_is_told_from_that_day(tmp_path: Path) -> None:
    text = """provisions:
  - id: art-7
    fill: {longest_posting: [{value: 60 months, cite: {text: "Art. 7"}}, {since: 2030-01-01, value: 36 months, cite: {text: "Art. 7"}}]}
"""
    (clause,) = over(tmp_path, "ca-in", text, persons=False)["clauses"]
    assert (clause["after"], clause["from"], clause["until"]) == ("longest posting: 36 months", "2030-01-01", None)


def test_a_clause_on_nationality_is_an_exception_in_plain_words(tmp_path: Path) -> None:
    text = """provisions:
  - id: art-12
    rules:
      - id: only-nationals
        for: {branch: survivors}
        when: {all: [{none: [{claimant.nationalities: {in: [CA, IN]}}]}]}
        bars: [opens]
        cite: {text: "Art. 12(5)"}
"""
    (clause,) = over(tmp_path, "ca-in", text, persons=False)["clauses"]
    assert (clause["kind"], clause["change"], clause["article"]) == ("exception", "added", "Art. 12(5)")
    assert "claimant nationalities is not the State that decides or the other State" in clause["after"]
    assert clause["for"] == ["CA.cpp-survivors", "IN.eps-survivors"]


def test_a_provision_taken_out_is_removed_rule_by_rule(tmp_path: Path) -> None:
    report = over(tmp_path, "ca-in", "provisions: [{id: art-8, removed: true}]", persons=False)
    assert {(c["address"], c["change"]) for c in report["clauses"]} == {
        ("ca-in.art-8.crew-by-residence", "removed"),
        ("ca-in.art-8.crew-under-indian-flag", "removed"),
    }


def test_what_a_period_is_worth_is_a_change_of_credit(tmp_path: Path) -> None:
    text = """provisions:
  - id: art-12
    rules:
      - id: indian-months-as-cpp-year
        each: period
        credits:
          {into: combined, every: calendar_year, holding: 4 months, worth: 1 calendar_year, not_before: 1966-01-01, not_after: claim.contingency}
"""
    (clause,) = over(tmp_path, "ca-in", text, persons=False)["clauses"]
    assert (clause["kind"], clause["before"], clause["after"]) == ("credit", "holding: 3 months", "holding: 4 months")


def test_benefits_parties_discretion_and_notices_are_clauses_too(tmp_path: Path) -> None:
    text = """scope: {benefits: {IN: [eps-pension, eps-disablement]}}
leaves_open: [{fact: longer_posting_agreed, to: the employer, about: "coverage at home beyond 60 months", cite: {text: "Art. 7"}}]
notices: [{id: do-not-withdraw, removed: true}]
"""
    told = {(c["address"], c["kind"], c["change"]) for c in over(tmp_path, "ca-in", text, persons=False)["clauses"]}
    assert told == {
        ("ca-in.scope", "scope", "removed"),
        ("ca-in.leaves_open.longer_posting_agreed", "discretion", "changed"),
        ("ca-in.notices.do-not-withdraw", "notice", "removed"),
    }


def test_a_draft_that_changes_nothing_has_no_finding(tmp_path: Path) -> None:
    report = over(tmp_path, "ca-in", "title: The same agreement under another title")
    assert report["clauses"] == report["persons"] == report["not_read"] == []


def test_the_supplement_of_1997_changed_postings_to_affiliates_and_shares_of_the_flat_rate() -> None:
    days = [date(1997, 9, 30).toordinal(), date(1997, 10, 1).toordinal()]
    report = compare(Corpus(), Corpus(), "ca-us", "ca-us", day_before=days[0], day_after=days[1])
    assert {c["address"] for c in report["clauses"]} == {"ca-us.art-v.posted", "ca-us.art-x.part-payment"}
    assert {p["by"]["article"] for p in report["persons"]} == {"Art. V(1)-(2)", "Art. X"}


def test_the_days_between_two_amendments_are_the_same_law() -> None:
    days = [date(1990, 1, 1).toordinal(), date(1995, 1, 1).toordinal()]
    report = compare(Corpus(), Corpus(), "ca-us", "ca-us", day_before=days[0], day_after=days[1], persons=False)
    assert [c for c in report["clauses"] if not c["article"].startswith("s.")] == []
