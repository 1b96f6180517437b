"""Values as they are written and as they are shown."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.language.ir import DURATIONS, Literal
from engine.language.literals import looks_measured, parse_literal, show, why_not


@pytest.mark.parametrize(
    ("written", "kind", "value"),
    [
        ("60 months", "months", 60),
        ("1 month", "months", 1),
        ("1 year", "months", 12),
        ("65 years 4 months", "months", 784),
        ("65 years 1 months", "months", 781),
        ("52 weeks", "weeks", 52),
        ("1 week", "weeks", 1),
        ("6 quarters", "quarters", 6),
        ("6 calendar_years", "calendar_years", 6),
        ("1 calendar_year", "calendar_years", 1),
        ("30 days", "days", 30),
        ("0 months", "months", 0),
        ("56/61", "fraction", Fraction(56, 61)),
        ("1/1", "fraction", Fraction(1)),
        ("25/100", "fraction", Fraction(1, 4)),
        (5, "count", 5),
        (True, "truth", 1),
        (False, "truth", 0),
        (date(1990, 1, 1), "date", date(1990, 1, 1).toordinal()),
    ],
)
def test_literals(written: str | int | bool | date, kind: str, value: int | Fraction) -> None:
    assert parse_literal(written) == Literal(kind, value)


def test_amounts_are_cents_of_a_currency() -> None:
    assert parse_literal("150.00 CAD") == Literal("amount", 15000, "CAD")
    assert parse_literal("1730 USD") == Literal("amount", 173000, "USD")


@pytest.mark.parametrize("name", ["deciding", "own.coverage", "", "benefit.required_coverage", "art-7", "NO", "calendar_year", "none"])
def test_names_are_no_literals(name: str) -> None:
    assert parse_literal(name) is None
    assert not looks_measured(name)


@pytest.mark.parametrize(
    "wrong",
    [
        "60 moths",
        "1 year 2 weeks",
        "2 months 1 year",
        "1 week 2 weeks",
        "1/0",
        "1.5 years",
        "-5 months",
        "01 months",
        "150.0 CAD",
        "1,000 days",
        "3 years 2 months 1 days",
        "60  months",
        "-1/2",
        "1 quater",
        "12.345 EUR",
    ],
)
def test_mistakes_are_seen_and_mended(wrong: str) -> None:
    assert parse_literal(wrong) is None
    assert looks_measured(wrong)
    assert why_not(wrong)


def test_the_nearest_unit_is_named() -> None:
    assert "months" in why_not("60 moths")
    assert "quarter" in why_not("1 quater")


@pytest.mark.parametrize(
    ("kind", "value", "currency", "shown"),
    [
        ("months", 17, "", "17 months"),
        ("months", 1, "", "1 month"),
        ("quarters", 60, "", "60 quarters"),
        ("calendar_years", 2, "", "2 calendar years"),
        ("calendar_years", 1, "", "1 calendar year"),
        ("days", 0, "", "0 days"),
        ("fraction", (32, 60), "", "32/60"),
        ("fraction", Fraction(56, 61), "", "56/61"),
        ("fraction", Fraction(1), "", "1/1"),
        ("fraction", 1, "", "1/1"),
        ("date", date(1990, 1, 1).toordinal(), "", "1990-01-01"),
        ("amount", 15000, "CAD", "150.00 CAD"),
        ("amount", -5, "CAD", "-0.05 CAD"),
        ("truth", 1, "", "yes"),
        ("truth", 0, "", "no"),
        ("count", 3, "", "3"),
        ("code", "DE", "", "DE"),
        ("codes", frozenset({"IT", "DE"}), "", "DE, IT"),
    ],
)
def test_shown(kind: str, value: int | str | Fraction | tuple[int, int] | frozenset[str], currency: str, shown: str) -> None:
    assert show(kind, value, currency) == shown


@given(st.sampled_from(DURATIONS), st.integers(0, 10**8))
def test_durations_come_back(kind: str, number: int) -> None:
    assert parse_literal(show(kind, number)) == Literal(kind, number)


@given(st.fractions(min_value=0, max_denominator=10**9).filter(lambda f: f < 10**9))
def test_fractions_come_back(value: Fraction) -> None:
    assert parse_literal(show("fraction", value)) == Literal("fraction", value)


@given(st.integers(-(10**14), 10**14), st.from_regex("[A-Z]{3}", fullmatch=True))
def test_amounts_come_back(cents: int, currency: str) -> None:
    assert parse_literal(show("amount", cents, currency)) == Literal("amount", cents, currency)


@given(st.dates())
def test_dates_come_back(day: date) -> None:
    assert show("date", day.toordinal()) == day.isoformat()


@given(st.text(max_size=30))
def test_any_text_is_a_literal_or_none(text: str) -> None:
    literal = parse_literal(text)
    assert literal is None or literal.kind in ("fraction", "amount", *DURATIONS)
    assert why_not(text)
