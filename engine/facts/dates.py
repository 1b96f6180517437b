"""Dates that may be known only in part: a day, a month or a year, held as the first and the last day they can mean."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime

from engine.facts.refusal import kind_of, refuse

FIRST_YEAR, LAST_YEAR = 1880, 2120
_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_WAYS = 'write it as "1958-03-14", "1958-03" or "1958"'


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date between two days, both included, as proleptic Gregorian ordinals (`date.toordinal`). Known where they are equal."""

    lo: int
    hi: int

    @property
    def exact(self) -> bool:
        return self.lo == self.hi

    def __str__(self) -> str:
        """The date as it is written in a case: day, month or year."""
        first, last = date.fromordinal(self.lo), date.fromordinal(self.hi)
        if first == last:
            return first.isoformat()
        if (first.month, last.month) == (1, 12):
            return f"{first.year:04d}"
        return f"{first.year:04d}-{first.month:02d}"


def day(ordinal: int) -> PartialDate:
    """A date known to the day."""
    return PartialDate(ordinal, ordinal)


def read_date(value: object) -> PartialDate:
    """A date of a case from a `date`, from text, or from a bare year. Raises a refusal for anything else."""
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, datetime):
        raise refuse("date-with-time", "a date has no time of day here", found=kind_of(value), expected="a date", mend=_WAYS)
    if isinstance(value, date):
        _within(value.year)
        return day(value.toordinal())
    if isinstance(value, int) and not isinstance(value, bool):
        return _between(value, None, None)
    if not isinstance(value, str):
        raise refuse("wrong-type", "this is not a date", found=kind_of(value), expected="a date", mend=_WAYS)
    form = _FORM.fullmatch(value)
    if form is None:
        raise refuse("bad-date", "this text is not a date", found="text", expected="a day, a month or a year", mend=_WAYS)
    year, month, number = (int(part) if part else None for part in form.groups())
    return _between(year or 0, month, number)


def read_day(value: object) -> PartialDate:
    """A date that must be known to the day, such as the day whose law is asked."""
    read = read_date(value)
    if not read.exact:
        raise refuse(
            "date-not-whole",
            "this date must name a day",
            found="a month or a year",
            expected="a day",
            mend='write it as "2024-01-01"',
        )
    return read


def _within(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        expected = f"a year from {FIRST_YEAR} to {LAST_YEAR}"
        raise refuse("date-out-of-range", "the year is out of range", found="another year", expected=expected, mend="check the year")


def _between(year: int, month: int | None, number: int | None) -> PartialDate:
    _within(year)
    last_month = month or 12
    if month is not None and not 1 <= month <= 12:
        raise refuse("impossible-date", "there is no such month", expected="a month from 01 to 12", mend="check the month")
    length = monthrange(year, last_month)[1]
    if number is not None and not 1 <= number <= length:
        raise refuse("impossible-date", "that month has no such day", expected=f"a day from 01 to {length}", mend="check the day")
    return PartialDate(date(year, month or 1, number or 1).toordinal(), date(year, last_month, number or length).toordinal())
