"""Conversion of periods between units: days, weeks, months, quarters, calendar years.

Source: Regulation (EC) 987/2009 Art. 13. All its figures are arguments (`Table`), none stands here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


class ConversionMissing(ValueError):
    """The table has no way from one unit to the other."""


@dataclass(frozen=True, slots=True)
class Table:
    """Figures of a conversion.

    `days`: for schemes of 5, 6 and 7 days a week, how many days a week, a month, a quarter, a calendar year are (Art. 13(1)(b)).
    `year`: how many quarters, months and weeks a calendar year is (Art. 13(1)(c)).
    `weeks_and_months_by`: the row of `days` through which weeks become months and back (Art. 13(1)(c)); None where there is none.
    """

    days: Mapping[int, Mapping[str, int]]
    year: Mapping[str, int]
    weeks_and_months_by: int | None = None

    def days_in(self, unit: str, days_per_week: int | None) -> int:
        """Days of one unit in a scheme of so many days a week. Raises ConversionMissing where the table does not tell."""
        if days_per_week is None:
            raise ConversionMissing(f"days become {unit} only if it is known how many days a week the scheme counts")
        row = self.days.get(days_per_week, {})
        if unit not in row:
            known = ", ".join(str(n) for n in sorted(self.days))
            raise ConversionMissing(f"no days for {unit} in a scheme of {days_per_week} days a week; known schemes: {known}")
        return row[unit]

    def in_a_year(self, unit: str, days_per_week: int | None = None) -> int:
        """Units of one calendar year; for days the most that count in one (Art. 13(2))."""
        if unit == "calendar_years":
            return 1
        if unit == "days":
            return self.days_in("calendar_years", days_per_week)
        if unit not in self.year:
            raise ConversionMissing(f"how many {unit} a calendar year has is not in the table")
        return self.year[unit]


def convert(n: int | Fraction, from_unit: str, to_unit: str, table: Table, days_per_week: int | None = None) -> Fraction:
    """`n` units in another unit, not rounded. Raises ConversionMissing where the table has no way between the two.

    `days_per_week` is that of the scheme whose days are read or wanted; days of one scheme do not become days of another.
    """
    if from_unit == to_unit:
        return Fraction(n)
    if from_unit == "days":
        return Fraction(n) / table.days_in(to_unit, days_per_week)
    if to_unit == "days":
        return Fraction(n) * table.days_in(from_unit, days_per_week)
    if {from_unit, to_unit} == {"weeks", "months"}:
        row = table.weeks_and_months_by
        return Fraction(n) * table.days_in(from_unit, row) / table.days_in(to_unit, row)
    return Fraction(n) * table.in_a_year(to_unit) / table.in_a_year(from_unit)


def rounded(n: Fraction, way: str) -> int:
    """Whole units: "up" to the next (Art. 13(1)(e)) or "down". Raises ValueError on another word."""
    if way == "up":
        return -(-n.numerator // n.denominator)
    if way == "down":
        return n.numerator // n.denominator
    raise ValueError(f"unknown rounding “{way}”; expected up or down")


def converted(
    n: int,
    from_unit: str,
    to_unit: str,
    table: Table,
    days_per_week: int | None = None,
    way: str = "up",
    years: int | None = None,
) -> int:
    """A total in whole units of another unit, converted in one go (Art. 13(3)).

    `years`: how many calendar years it may lie in; no more counts than they can hold (Art. 13(2)). The result grows
    with `n`, so bounds convert end by end.
    """
    result = rounded(convert(n, from_unit, to_unit, table, days_per_week), way)
    return result if years is None else min(result, years * table.in_a_year(to_unit, days_per_week))


def converted_by_year(
    by_year: Mapping[int, int], from_unit: str, to_unit: str, table: Table, days_per_week: int | None = None, way: str = "up"
) -> dict[int, int]:
    """Periods that are reported year by year, each year for itself (Art. 13(3)).

    No year holds more than a year's worth (Art. 13(2)), and a full year in the one scheme is a full year in the other.
    """
    full_from, full_to = table.in_a_year(from_unit, days_per_week), table.in_a_year(to_unit, days_per_week)
    return {
        year: full_to if n >= full_from else min(full_to, rounded(convert(n, from_unit, to_unit, table, days_per_week), way))
        for year, n in sorted(by_year.items())
    }
