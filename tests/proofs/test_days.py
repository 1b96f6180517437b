"""Days as numbers: their order, months added to them, and months between them are those of the calendar."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from engine.counting.calendar import add_months, age_months, months_between
from engine.proofs.days import MONTH, YEAR, next_slot, to_date, to_slot

ANY_DAY = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)).map(datetime.date.toordinal)
DAYS = ANY_DAY.filter(lambda day: datetime.date.fromordinal(day).day <= 27)


@given(ANY_DAY, ANY_DAY)
def test_the_order_of_days_is_kept(one: int, other: int) -> None:
    assert (one < other) == (to_slot(one) < to_slot(other))


@given(ANY_DAY)
def test_a_day_comes_back(day: int) -> None:
    assert to_date(to_slot(day)).toordinal() == day


@given(DAYS, st.integers(0, 1200))
def test_adding_months_is_adding_numbers(day: int, months: int) -> None:
    assert to_slot(add_months(day, months)) == to_slot(day) + MONTH * months


@given(DAYS, DAYS)
def test_an_age_is_a_quotient(birth: int, day: int) -> None:
    assert age_months(birth, day) == max(0, (to_slot(day) - to_slot(birth)) // MONTH)


@given(DAYS, DAYS)
def test_whole_months_between_two_days_are_a_quotient(first: int, last: int) -> None:
    assert months_between(first, last) == max(0, (to_slot(last) + 1 - to_slot(first)) // MONTH)


@given(DAYS, ANY_DAY)
def test_whole_months_up_to_a_day_of_the_law(first: int, last: int) -> None:
    assert months_between(first, last) == max(0, (next_slot(last) - to_slot(first)) // MONTH)


@given(ANY_DAY)
def test_the_calendar_year_is_a_quotient(day: int) -> None:
    assert to_slot(day) // YEAR == datetime.date.fromordinal(day).year
