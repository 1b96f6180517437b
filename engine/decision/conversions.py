"""The conversion of periods that a record names, as a table of counting."""

from __future__ import annotations

from engine.counting.conversion import Table
from engine.language.periods import Record

_PLURAL = {"week": "weeks", "month": "months", "quarter": "quarters", "year_at_most": "calendar_years"}


def conversion_table(record: Record) -> Table | None:
    """The conversion a record names: days of each unit by days a week, and what a year is in other units; None where it names none."""
    rows = {days: dict(row) for days, row in record.conversion}
    if not rows:
        return None
    year = rows.pop(0, {})
    by_days = {days: {_PLURAL.get(unit, unit): n for unit, n in row.items()} for days, row in rows.items()}
    return Table(by_days, {u: n for u, n in year.items() if u != "weeks_and_months_by"}, year.get("weeks_and_months_by"))
