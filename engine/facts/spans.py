"""How much a span of days can hold at most, in each unit in which a total may be told.

A bound for contradictions only: it never refuses what some scheme can certify, so it is generous where schemes differ.
"""

from __future__ import annotations

from datetime import date

UNITS = ("days", "weeks", "months", "quarters", "years")


def holds(unit: str, first: int, last: int) -> int:
    """The most units that a total within the days `first` to `last` (ordinals, both included) can tell."""
    start, end = date.fromordinal(first), date.fromordinal(last)
    length = last - first + 1
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if unit == "days":
        # Schemes that count every month as 30 days certify two days more for a February.
        februaries = sum(1 for year in range(start.year, end.year + 1) if first <= date(year, 2, 28).toordinal() <= last)
        return length + 2 * februaries
    if unit == "weeks":
        return (length + 5) // 7 + 1  # calendar weeks that the span can touch
    if unit == "months":
        return months
    if unit == "quarters":
        # A quarter of coverage may be earned by the amount paid in the year, whatever the months of work.
        return 4 * (end.year - start.year + 1)
    return months // 12
