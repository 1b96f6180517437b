"""A date as people know it: the day, the month, the year, or about when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from api.pages.forms import Unread
from api.pages.render import gettext as _

PARTS = ("day", "month", "year")
_WRITTEN = re.compile(r"(?:(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?)|(?:(?:(?P<d>\d{1,2})\.)?(?P<m>\d{1,2})\.(?P<y>\d{4}))")


def parts_of(date: object) -> dict[str, str]:
    """Day, month and year of a date of a case, as far as they are known."""
    year, month, day = ([*str(date or "").split("-"), "", "", ""])[:3]
    return {"day": day.lstrip("0"), "month": month.lstrip("0"), "year": year}


def from_parts(values: Mapping[str, str], name: str) -> str | None:
    """The date in three fields, None where they are empty. Raises Unread.

    "About" takes the finest part away: a day about 3 May 1985 is a day of May 1985, a month about May 1985 one of 1985.
    """
    day, month, year = (values.get(f"{name}-{part}", "").strip() for part in PARTS)
    if not (day or month or year):
        return None
    if not (year.isdecimal() and len(year) == 4):
        raise Unread(_("Write the year with four digits, such as 1985."))
    if day and not month:
        raise Unread(_("Write the month too, or leave the day empty."))
    if not all(part == "" or (part.isdecimal() and len(part) < 3) for part in (day, month)):
        raise Unread(_("Write day and month as numbers, such as 27 and 3."))
    known = [int(year), *(int(part) for part in (month, day) if part)]
    if values.get(f"{name}-about") and len(known) > 1:
        known.pop()
    return _written(known)


def a_date(text: str) -> str:
    """A date in one field: 1985, 1985-03, 1985-03-27 or 27.3.1985. Raises Unread."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        raise Unread(_("Write a date like this: 1985, or 1985-03, or 1985-03-27."))
    year, month, day = (found["year"] or found["y"], found["month"] or found["m"], found["day"] or found["d"])
    return _written([int(year), *(int(part) for part in (month, day) if part)])


def _written(known: list[Any]) -> str:
    return "-".join([f"{known[0]:04d}", *(f"{part:02d}" for part in known[1:])])
