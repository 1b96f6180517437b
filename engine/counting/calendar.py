"""Slots of the calendar: days, months, quarters, calendar years, and the arithmetic of months and ages.

A day is its proleptic ordinal (`date.toordinal`). Slots by unit: days the days since the first of January 1800 (far shorter masks
than the ordinal would give), months `year * 12 + month - 1`, quarters
`year * 4 + quarter` (0 to 3), calendar_years the year. A timeline in weeks is kept in days; seven days are one week.

How days become months is law (1 month is touched by 1 day in one scheme, dropped in another), so both masks are offered.
Months are added as Regulation (EEC, Euratom) 1182/71 Art. 3(2)(c) has it: the period ends with the day of the same number, and
where the last month has no such day, with its last day. A State that counts otherwise (an age attained on the day before the
birthday, 20 CFR 404.2(c)(4)) has to say so in its rules.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from engine.counting.masks import bits as bits
from engine.counting.masks import count as count
from engine.counting.masks import runs, span

UNITS = ("days", "weeks", "months", "quarters", "calendar_years")
DAYS_OF_A_WEEK = 7
Stretches = Sequence[tuple[int, int]]
DAY_ZERO = date(1800, 1, 1).toordinal()
_MONTHS_IN = {"months": 1, "quarters": 3, "calendar_years": 12}


def _months_in(unit: str) -> int:
    if unit not in _MONTHS_IN:
        raise ValueError(f"unknown unit “{unit}”; expected one of {', '.join(UNITS)}")
    return _MONTHS_IN[unit]


def slot(ordinal: int, unit: str) -> int:
    """The slot a day lies in; weeks are kept in days. Raises ValueError on an unknown unit."""
    if unit in ("days", "weeks"):
        return max(0, ordinal - DAY_ZERO)
    day = date.fromordinal(ordinal)
    return (day.year * 12 + day.month - 1) // _months_in(unit)


def first_day_of_slot(number: int, unit: str) -> int:
    """The ordinal of the first day of a slot."""
    if unit in ("days", "weeks"):
        return number + DAY_ZERO
    year, month = divmod(number * _months_in(unit), 12)
    return date(year, month + 1, 1).toordinal()


def last_day_of_slot(number: int, unit: str) -> int:
    """The ordinal of the last day of a slot."""
    if unit in ("days", "weeks"):
        return number + DAY_ZERO
    year, month = divmod((number + 1) * _months_in(unit) - 1, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1]).toordinal()


def span_mask(first_day: int, last_day: int, unit: str) -> int:
    """Slots touched by the days from `first_day` to `last_day`, both included."""
    return span(slot(first_day, unit), slot(last_day, unit)) if last_day >= first_day else 0


def whole_span_mask(first_day: int, last_day: int, unit: str) -> int:
    """Slots that lie wholly between `first_day` and `last_day`, both included."""
    if last_day < first_day:
        return 0
    first, last = slot(first_day, unit), slot(last_day, unit)
    first += first_day_of_slot(first, unit) < first_day
    last -= last_day_of_slot(last, unit) > last_day
    return span(first, last)


def touched(days: int | Stretches, unit: str) -> int:
    """Slots of `unit` with at least one covered day of a timeline in days, given as a mask or as its stretches."""
    mask = 0
    for first, last in runs(days) if isinstance(days, int) else days:
        mask |= span_mask(first + DAY_ZERO, last + DAY_ZERO, unit)
    return mask


def wholly(days: int | Stretches, unit: str) -> int:
    """Slots of `unit` all whose days are covered by a timeline in days, given as a mask or as its stretches."""
    mask = 0
    for first, last in runs(days) if isinstance(days, int) else days:
        mask |= whole_span_mask(first + DAY_ZERO, last + DAY_ZERO, unit)
    return mask


def day_span(first_day: int, last_day: int) -> int:
    """A timeline in days: every day from one to another, both included."""
    return span_mask(first_day, last_day, "days")


def stretches_by_year(days: int) -> dict[int, list[tuple[int, int]]]:
    """The unbroken stretches of a timeline in days, cut at the ends of calendar years: far shorter than masks of single years."""
    found: dict[int, list[tuple[int, int]]] = {}
    for first, last in runs(days):
        for year in range(year_of_slot(first, "days"), year_of_slot(last, "days") + 1):
            cut = max(first, slot(date(year, 1, 1).toordinal(), "days")), min(last, slot(date(year, 12, 31).toordinal(), "days"))
            found.setdefault(year, []).append(cut)
    return found


def year_of_slot(number: int, unit: str) -> int:
    """The calendar year a slot lies in."""
    if unit in ("days", "weeks"):
        return date.fromordinal(number + DAY_ZERO).year
    return number * _months_in(unit) // 12


def year_mask(year: int, unit: str) -> int:
    """Every slot of a calendar year."""
    return span_mask(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal(), unit)


def years_of(mask: int, unit: str) -> tuple[int, ...]:
    """The calendar years a timeline touches, oldest first."""
    years: set[int] = set()
    for first, last in runs(mask):
        years.update(range(year_of_slot(first, unit), year_of_slot(last, unit) + 1))
    return tuple(sorted(years))


def add_months(ordinal: int, n: int) -> int:
    """The day `n` months later (earlier where negative): same number of day, else the last day of the month.

    Source: Regulation (EEC, Euratom) 1182/71 Art. 3(2)(c). 31 January and one month is the last day of February.
    """
    day = date.fromordinal(ordinal)
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])).toordinal()


def months_between(first: int, last: int) -> int:
    """Whole months from the start of `first` to the end of `last`: 2024-01-01 to 2025-12-31 are 24; 0 where it ends before."""
    return age_months(first, last + 1)


def date_of_age(birth: int, years: int, months: int = 0) -> int:
    """The day on which someone born on `birth` has that age; born on 29 February, in other years on 28 February."""
    return add_months(birth, years * 12 + months)


def age_months(birth: int, day: int) -> int:
    """Whole months completed from `birth` to `day`; 0 before birth."""
    if day <= birth:
        return 0
    a, b = date.fromordinal(birth), date.fromordinal(day)
    months = (b.year - a.year) * 12 + b.month - a.month
    return months - (add_months(birth, months) > day)
