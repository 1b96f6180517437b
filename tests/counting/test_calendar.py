"""Slots, months and ages."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import engine.counting
from engine.counting.calendar import (
    add_months,
    age_months,
    bits,
    date_of_age,
    day_span,
    first_day_of_slot,
    last_day_of_slot,
    months_between,
    slot,
    span_mask,
    touched,
    whole_span_mask,
    wholly,
    year_mask,
    years_of,
)
from engine.counting.masks import count, first_slots, highest, last_slots, lowest, runs, span

QUICK = settings(max_examples=150, deadline=None)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(date.toordinal)
units = st.sampled_from(["days", "weeks", "months", "quarters", "calendar_years"])
small = st.integers(0, 2**12 - 1)


def day(year: int, month: int, number: int) -> int:
    return date(year, month, number).toordinal()


@QUICK
@given(days, units)
def test_a_day_lies_in_its_slot(ordinal: int, unit: str) -> None:
    number = slot(ordinal, unit)
    assert first_day_of_slot(number, unit) <= ordinal <= last_day_of_slot(number, unit)
    assert slot(first_day_of_slot(number, unit), unit) == slot(last_day_of_slot(number, unit), unit) == number
    assert slot(last_day_of_slot(number, unit) + 1, unit) == number + 1


@QUICK
@given(days, st.integers(0, 800), units)
def test_whole_slots_are_those_all_of_whose_days_are_there(first: int, length: int, unit: str) -> None:
    last = first + length
    whole = whole_span_mask(first, last, unit)
    assert whole == sum(
        1 << n for n in bits(span_mask(first, last, unit)) if first <= first_day_of_slot(n, unit) and last_day_of_slot(n, unit) <= last
    )
    assert whole == wholly(day_span(first, last), unit)
    assert span_mask(first, last, unit) == touched(day_span(first, last), unit)


@QUICK
@given(small, st.integers(-1, 14))
def test_masks_are_sets_of_slots(mask: int, n: int) -> None:
    slots = [i for i in range(12) if mask >> i & 1]
    assert list(bits(mask)) == slots and count(mask) == len(slots)
    assert list(bits(first_slots(mask, n))) == slots[: max(n, 0)]
    assert list(bits(last_slots(mask, n))) == slots[len(slots) - min(max(n, 0), len(slots)) :]
    assert sum(span(a, b) for a, b in runs(mask)) == mask
    if mask:
        assert (lowest(mask), highest(mask)) == (slots[0], slots[-1])


def test_an_empty_timeline_has_no_ends() -> None:
    with pytest.raises(ValueError, match="no first slot"):
        lowest(0)
    with pytest.raises(ValueError, match="no last slot"):
        highest(0)


def test_an_unknown_unit_is_told() -> None:
    with pytest.raises(ValueError, match="unknown unit “moons”; expected one of days, weeks"):
        slot(day(2000, 1, 1), "moons")


def test_months_end_with_the_day_of_the_same_number_or_the_last() -> None:
    """Regulation (EEC, Euratom) 1182/71 Art. 3(2)(c)."""
    assert add_months(day(2023, 1, 31), 1) == day(2023, 2, 28)
    assert add_months(day(2024, 1, 31), 1) == day(2024, 2, 29)
    assert add_months(day(2024, 3, 31), -1) == day(2024, 2, 29)
    assert add_months(day(2024, 2, 29), 12) == day(2025, 2, 28)


def test_months_between_count_both_ends() -> None:
    assert months_between(day(2024, 1, 1), day(2025, 12, 31)) == 24
    assert months_between(day(2024, 1, 1), day(2025, 12, 30)) == 23
    assert months_between(day(2024, 3, 15), day(2024, 4, 14)) == 1
    assert months_between(day(2024, 3, 15), day(2024, 3, 1)) == 0


def test_ages() -> None:
    assert date_of_age(day(1960, 2, 29), 65) == day(2025, 2, 28)
    assert date_of_age(day(1958, 12, 31), 66, 2) == day(2025, 2, 28)
    assert age_months(day(1958, 3, 14), day(2024, 3, 13)) == 66 * 12 - 1
    assert age_months(day(1958, 3, 14), day(2024, 3, 14)) == 66 * 12


@QUICK
@given(days, st.integers(0, 900))
def test_age_is_reached_on_its_day(birth: int, months: int) -> None:
    reached = add_months(birth, months)
    assert age_months(birth, reached) >= months
    assert months == 0 or age_months(birth, reached - 1) < months


def test_years_of_a_timeline() -> None:
    mask = span_mask(day(1999, 12, 31), day(2001, 1, 1), "quarters")
    assert years_of(mask, "quarters") == (1999, 2000, 2001)
    assert list(bits(year_mask(2000, "months"))) == list(range(24000, 24012))
    assert count(year_mask(2000, "weeks")) == 366


def test_no_floating_point_in_counting() -> None:
    for file in Path(engine.counting.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), file
            assert not (isinstance(node, ast.Name) and node.id == "float"), file
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
                assert file.name in ("conversion.py", "fractions.py"), f"{file}: only fractions are divided with /"
