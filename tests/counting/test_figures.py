"""Conversion, shares, years between dates."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.counting.conversion import ConversionMissing, Table, convert, converted, converted_by_year, rounded
from engine.counting.fractions import product_bounds, ratio_bounds, shortfall_bounds
from engine.counting.windows import longest_unbroken, window, window_before
from engine.counting.years import calendar_years_between

QUICK = settings(max_examples=150, deadline=None)


def row(week: int, month: int, quarter: int, year: int) -> dict[str, int]:
    return {"weeks": week, "months": month, "quarters": quarter, "calendar_years": year}


REGULATION = Table(
    days={5: row(5, 22, 66, 264), 6: row(6, 26, 78, 312), 7: row(7, 30, 90, 360)},
    year={"quarters": 4, "months": 12, "weeks": 52},
    weeks_and_months_by=6,
)
units = st.sampled_from(["days", "weeks", "months", "quarters", "calendar_years"])


def test_ecj_33_75_157_italian_weeks_are_37_months() -> None:
    """157 weeks are 36.23 months and count as 37 (BSG 14.07.1977, 4 RJ 39/76, after ECJ 33/75)."""
    assert convert(157, "weeks", "months", REGULATION) == Fraction(157 * 6, 26)
    assert converted(157, "weeks", "months", REGULATION) == 37


@pytest.mark.parametrize(
    ("n", "from_unit", "to_unit", "days_per_week", "expected"),
    [
        (13, "weeks", "quarters", None, 1),
        (3, "months", "quarters", None, 1),
        (2, "calendar_years", "weeks", None, 104),
        (5, "quarters", "months", None, 15),
        (45, "days", "months", 5, 3),
        (45, "days", "months", 6, 2),
        (45, "days", "months", 7, 2),
        (2, "months", "days", 7, 60),
        (1, "months", "weeks", None, 5),
        (265, "days", "calendar_years", 5, 2),
    ],
)
def test_regulation_987_2009_art_13_1(n: int, from_unit: str, to_unit: str, days_per_week: int | None, expected: int) -> None:
    assert converted(n, from_unit, to_unit, REGULATION, days_per_week) == expected


def test_art_13_2_a_year_is_never_overfilled_nor_underfilled() -> None:
    days = {1990: 312, 1991: 365, 1992: 100}
    assert converted_by_year(days, "days", "months", REGULATION, 6) == {1990: 12, 1991: 12, 1992: 4}
    assert converted_by_year({1990: 52}, "weeks", "months", REGULATION) == {1990: 12}
    assert converted(60, "weeks", "months", REGULATION, years=1) == 12


def test_days_need_the_scheme_they_are_counted_in() -> None:
    with pytest.raises(ConversionMissing, match="how many days a week"):
        convert(10, "days", "weeks", REGULATION)
    with pytest.raises(ConversionMissing, match="known schemes: 5, 6, 7"):
        convert(10, "days", "weeks", REGULATION, 4)
    with pytest.raises(ConversionMissing, match="how many moons"):
        convert(10, "quarters", "moons", REGULATION)


def test_rounding_is_named() -> None:
    assert (rounded(Fraction(7, 2), "up"), rounded(Fraction(7, 2), "down")) == (4, 3)
    with pytest.raises(ValueError, match="expected up or down"):
        rounded(Fraction(1), "half")


@QUICK
@given(st.integers(0, 4000), st.integers(0, 100), units, units, st.sampled_from([5, 6, 7]))
def test_conversion_grows_and_never_loses_a_part(n: int, more: int, from_unit: str, to_unit: str, scheme: int) -> None:
    assert converted(n, from_unit, to_unit, REGULATION, scheme) <= converted(n + more, from_unit, to_unit, REGULATION, scheme)
    exact = convert(n, from_unit, to_unit, REGULATION, scheme)
    assert exact <= converted(n, from_unit, to_unit, REGULATION, scheme) < exact + 1
    assert convert(exact, to_unit, from_unit, REGULATION, scheme) == n


def test_shares() -> None:
    """Old Age Security Act, s. 3(3): whole years of residence are fortieths; 59 months are four of them."""
    assert ratio_bounds((59, 59), (480, 480), 1, part_rounding=12) == (Fraction(4, 40), Fraction(4, 40))
    assert ratio_bounds((500, 600), (480, 480), 1) == (Fraction(1), Fraction(1))
    assert ratio_bounds((10, 20), (40, 80)) == (Fraction(1, 8), Fraction(1, 2))
    assert ratio_bounds((0, 0), (0, 0)) == (Fraction(0), Fraction(0))
    assert ratio_bounds((1, 2), (0, 10), never_above=1) == (Fraction(1, 10), Fraction(1))
    with pytest.raises(ZeroDivisionError, match="never_above"):
        ratio_bounds((1, 2), (0, 10))


def test_products_and_shortfalls() -> None:
    assert product_bounds([(100000, 100000), (Fraction(1, 8), Fraction(1, 2))]) == (12500, 50000)
    assert product_bounds([(-2, 3), (4, 5)]) == (-10, 15)
    assert product_bounds([]) == (1, 1)
    assert shortfall_bounds((17, 20), (18, 18)) == (0, 1)


@QUICK
@given(*(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted) for _ in range(2)), st.none() | st.just(1), st.integers(1, 12))
def test_shares_hold_every_number_between(part: list[int], whole: list[int], cap: int | None, step: int) -> None:
    if whole[0] == 0:
        return
    low, high = ratio_bounds((part[0], part[1]), (whole[0], whole[1]), cap, step)
    for a in part:
        for b in whole:
            share = Fraction(a // step * step, b)
            share = share if cap is None else min(share, Fraction(cap))
            assert low <= share <= high


def test_quarters_needed_to_be_fully_insured() -> None:
    """42 U.S.C. 414(a): years after that of age 21 and before that of age 62; at least 6, at most 40."""

    def years(after: int, before: int) -> tuple[int, int]:
        one, other = date(after, 5, 23).toordinal(), date(before, 5, 23).toordinal()
        return calendar_years_between((one, one), (other, other), 6, 40)

    assert years(1969, 2010) == (40, 40)
    assert years(1969, 1973) == (6, 6)
    assert years(1990, 2010) == (19, 19)
    first, last = date(1990, 1, 1).toordinal(), date(1991, 12, 31).toordinal()
    assert calendar_years_between((first, last), (last + 9 * 365, last + 9 * 365)) == (8, 9)


def test_windows() -> None:
    assert window(8, 3) == 0b111000000
    assert window_before(8, 3) == 0b11100000
    assert longest_unbroken([0b1011, 0b110000], window(4, 5)) == 2
