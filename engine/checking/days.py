"""The days on which the law of an instance changes. Between two of them nothing does, so one day stands for each stretch."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from engine.language.blocks import Scope, start_of

#: More days than these are thinned evenly; the first and the last always stay.
MOST_DAYS = 24


def first_day(data: Mapping[str, Any]) -> int | None:
    """The day on which the base text came into force; None where the file does not say."""
    days = [start_of(name, data.get("instruments") or {}) for name in data.get("instruments") or {}]
    return min((d for d in days if d is not None), default=None)


def changes(node: Any, scope: Scope, instruments: Mapping[str, Any]) -> Iterator[int]:
    """Every `since` and `until` that this scope can meet. Rows chosen by another date (`by`) say nothing of the date of law."""
    if isinstance(node, list):
        for item in node:
            yield from changes(item, scope, instruments)
    elif isinstance(node, Mapping):
        if "by" in node and "values" in node:
            return
        narrow = node.get("for")
        if isinstance(narrow, Mapping) and not scope.fits(narrow):
            return
        for word in ("since", "until"):
            day = start_of(node[word], instruments) if word in node and not isinstance(node[word], Mapping) else None
            if day is not None:
                yield day
        for key, inner in node.items():
            if key not in ("sources", "notices", "not_encoded"):
                yield from changes(inner, scope, instruments)


def swept(days: set[int], first: int, today: datetime.date, most: int = MOST_DAYS) -> list[int]:
    """One day for each stretch of unchanging law, from the first day to a year from today."""
    last = today.toordinal() + 366
    kept = sorted({first, *(d for d in days if first < d <= last)} | ({last} if last > first else set()))
    if len(kept) <= most:
        return kept
    return sorted({kept[n * (len(kept) - 1) // (most - 1)] for n in range(most)})
