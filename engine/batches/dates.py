"""Dates as people write them: ISO 8601, and local orders only where they can mean one day alone."""

from __future__ import annotations

import datetime
import re

from engine.batches.sheet import Fault
from engine.facts.dates import FIRST_YEAR, LAST_YEAR

_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?", re.ASCII)
_TIMED = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]00:00(:00(\.0+)?)?Z?", re.ASCII)
_LOCAL = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", re.ASCII)
_MONTH = re.compile(r"(\d{1,2})[-/.](\d{4})", re.ASCII)
_WAYS = 'write it as "2021-04-03", "2021-04" or "2021"'

AMBIGUOUS = Fault("ambiguous-date", "this date can mean two days", f"{_WAYS}, or tell the order with --dates dmy or --dates mdy")
_NOT = Fault("bad-date", "this is not a date", _WAYS)
_NONE = Fault("impossible-date", "there is no such day", _WAYS)


def read_local(text: str, order: str | None) -> str | Fault:
    """A date as a case writes it: a day, a month or a year. `order` is `dmy` or `mdy` where the table's own order was told."""
    if timed := _TIMED.fullmatch(text):
        text = timed[1]
    if iso := _ISO.fullmatch(text):
        return _written(*(int(part) if part else None for part in iso.groups()))
    if month := _MONTH.fullmatch(text):
        return _written(int(month[2]), int(month[1]), None)
    if not (local := _LOCAL.fullmatch(text)):
        return _NOT
    first, second, year = (int(part) for part in local.groups())
    if order:
        return _written(year, *((second, first) if order == "dmy" else (first, second)))
    if first <= 12 and second <= 12 and first != second:
        return AMBIGUOUS
    return _written(year, *((first, second) if first <= 12 else (second, first)))


def _written(year: int | None, month: int | None, day: int | None) -> str | Fault:
    """The ISO form, where there is such a day."""
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return Fault("date-out-of-range", "the year is out of range", f"give a year from {FIRST_YEAR} to {LAST_YEAR}")
    try:
        datetime.date(year, month or 1, day or 1)
    except ValueError:
        return _NONE
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")
