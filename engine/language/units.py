"""Durations of different units never meet without saying so.

A year is twelve months and one calendar year; nothing is nothing in every unit; everything else needs a conversion in force
(Regulation 987/2009 Art. 13 is one), which a record names with `converted_by`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from engine.language.ir import DURATIONS, Literal, Value

#: Units as a conversion table names them.
SINGULAR = {"weeks": "week", "months": "month", "quarters": "quarter", "calendar_years": "year_at_most", "days": "day"}


def met(left: Value, right: Value, conversion: Mapping[str, int]) -> tuple[Value, Value] | None:
    """Both sides in one unit, or None where no conversion says how. `conversion` gives the days of each unit for this scheme."""
    if left.kind == right.kind or left.kind not in DURATIONS or right.kind not in DURATIONS:
        return left, right
    if isinstance(right, Literal):
        changed = literal_in(right, left.kind, conversion)
        return (left, changed) if changed else None
    if isinstance(left, Literal):
        changed = literal_in(left, right.kind, conversion)
        return (changed, right) if changed else None
    return (left, right) if {left.kind, right.kind} == {"months", "calendar_years"} else None


def literal_in(literal: Literal, unit: str, conversion: Mapping[str, int]) -> Literal | None:
    """A written duration in another unit: exact, or rounded up to the next whole unit where a conversion of days is in force."""
    n = literal.value
    if not isinstance(n, int):
        return None
    if n == 0:
        return replace(literal, kind=unit)
    if (literal.kind, unit) == ("months", "calendar_years") and n % 12 == 0:
        return replace(literal, kind=unit, value=n // 12)
    if (literal.kind, unit) == ("calendar_years", "months"):
        return replace(literal, kind=unit, value=n * 12)
    days = {"day": 1, **conversion}
    have, want = days.get(SINGULAR[literal.kind]), days.get(SINGULAR[unit])
    if not conversion or have is None or want is None:
        return None
    return replace(literal, kind=unit, value=-(-n * have // want))
