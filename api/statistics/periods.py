"""Months and quarters, in UTC. A period is published once it is closed: from the second day after its end."""

from __future__ import annotations

import datetime

MONTH, QUARTER = "month", "quarter"
#: How periods are written: `2026-10`, `2026-Q3`. Within one kind the order of the texts is that of time.
PATTERN = r"\d{4}-(0[1-9]|1[0-2]|Q[1-4])"
_DAY = datetime.timedelta(days=1)


def today() -> datetime.date:
    """The day, in UTC."""
    return datetime.datetime.now(datetime.UTC).date()


def period_of(every: str, day: datetime.date) -> str:
    """The month or quarter in which a day lies."""
    return f"{day.year:04}-{day.month:02}" if every == MONTH else f"{day.year:04}-Q{(day.month + 2) // 3}"


def latest_closed(every: str, day: datetime.date) -> str:
    """The last period that is closed on a day. The first day after its end is left to questions that are still being answered."""
    yesterday = day - _DAY
    first = yesterday.month if every == MONTH else (yesterday.month - 1) // 3 * 3 + 1
    return period_of(every, yesterday.replace(month=first, day=1) - _DAY)
