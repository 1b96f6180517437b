"""The date that a moment means. Credentials write days as moments, and many write local midnight in UTC: `2022-12-31T23:00:00Z` may be the
first of January. Where the day is not sure, the month or the year is told, as far as that is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any


def day_of(moment: Any) -> str | None:
    """A date as a case writes it: the day as written where the moment is midnight or tells its offset; else what is sure of it."""
    if not isinstance(moment, str):
        return None
    written, _, time = moment.partition("T")
    if not time or not time.endswith("Z") or time.startswith("00:00:00"):
        return written
    try:
        told = date.fromisoformat(written)
        before, after = told - timedelta(days=1), told + timedelta(days=1)
    except (ValueError, OverflowError):
        return written  # what is no date is refused with the facts
    if (before.year, before.month) == (after.year, after.month):
        return f"{told.year:04}-{told.month:02}"
    return f"{told.year:04}" if before.year == after.year else None
