"""The order of lists in a case, and the joining of equal neighbouring periods."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

from engine.facts.canonical import plain
from engine.facts.dates import PartialDate
from engine.facts.facts_record import Period

Item = TypeVar("Item")
_LAST = 10**9


def in_time(item: Any) -> tuple[int, int, str, str, str, str]:
    """Sort key of an entry: first day, last day, country, scheme, kind, then everything else. What has no date stands last."""
    start: PartialDate | None = getattr(item, "start", None)
    end: PartialDate | None = getattr(item, "end", None)
    words = (str(getattr(item, name, None) or "") for name in ("country", "scheme", "kind"))
    country, scheme, kind = words
    rest = json.dumps([plain(item), getattr(item, "known_by", "")], sort_keys=True)
    return start.lo if start else _LAST, end.hi if end else _LAST, country, scheme, kind, rest


def sorted_items(items: Iterable[Item]) -> tuple[Item, ...]:
    """Entries in the order of a case."""
    return tuple(sorted(items, key=in_time))


def joined(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Periods in the order of a case, with those joined that differ only in their days and touch or overlap.

    Only periods known to the day and without total are joined: splitting one changes nothing. A total is never added to another.
    """
    kept: list[Period] = []
    alike: dict[Period, list[tuple[int, int]]] = defaultdict(list)
    for period in periods:
        if period.dated and period.start is not None and period.end is not None:
            alike[replace(period, start=None, end=None)].append((period.start.lo, period.end.lo))
        else:
            kept.append(period)
    for period, spans in alike.items():
        kept += [replace(period, start=PartialDate(a, a), end=PartialDate(b, b)) for a, b in _union(spans)]
    return sorted_items(kept)


def _union(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    united: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if united and first <= united[-1][1] + 1:
            united[-1] = (united[-1][0], max(last, united[-1][1]))
        else:
            united.append((first, last))
    return united
