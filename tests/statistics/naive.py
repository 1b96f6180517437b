"""What careless statistics publish: every question in every table, by the month, totals and running totals beside, one threshold for all.

It is there to be attacked: an attack that learns nothing here would prove nothing of the real ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping

from tests.statistics.attacker import ENDLESS, Interval, Sum

THRESHOLD, BASE = 10, 5
Cell = tuple[str, str, tuple[str, ...]]


def rounded(count: int) -> int | None:
    """The figure for a count: suppressed below the threshold, else rounded to the base."""
    return None if count < THRESHOLD else (count + BASE // 2) // BASE * BASE


def interval(figure: int | None) -> Interval:
    """The counts that a figure stands for."""
    return (0, THRESHOLD - 1) if figure is None else (max(THRESHOLD, figure - BASE // 2), figure + BASE // 2)


def published(counted: Iterable[tuple[str, dict[str, str]]], tables: Mapping[str, tuple[str, ...]]) -> tuple[dict[Cell, int], dict[Cell, int]]:
    """From period and dimensions of each question: the true counts of all cells, and of the totals and running totals that are told too."""
    cells: Counter[Cell] = Counter()
    totals: Counter[Cell] = Counter()
    rows = list(counted)
    periods = sorted({period for period, _ in rows})
    for period, seen in rows:
        for table, dimensions in tables.items():
            if seen.keys() >= set(dimensions):
                cells[table, period, tuple(seen[name] for name in dimensions)] += 1
                totals[table, period, ()] += 1
                for later in (p for p in periods if p >= period):
                    totals[table, f"to {later}", tuple(seen[name] for name in dimensions)] += 1
    return dict(cells), dict(totals)


def beliefs(cells: Mapping[Cell, int], totals: Mapping[Cell, int]) -> tuple[dict[Hashable, Interval], list[Sum]]:
    """What anybody may conclude from the figures: intervals of cells, and sums within tables, between tables and over time."""
    believed: dict[Hashable, Interval] = {cell: interval(rounded(count)) for cell, count in cells.items()}
    sums = []
    for total, count in totals.items():
        table, period, values = total
        if values:
            parts = tuple(c for c in cells if c[0] == table and c[2] == values and c[1] <= period.removeprefix("to "))
        else:
            parts = tuple(c for c in cells if c[:2] == (table, period))
        low, high = interval(rounded(count))
        sums.append(Sum(parts, low=low, high=min(high, ENDLESS)))
    return believed, sums + between(cells)


def between(cells: Iterable[Cell]) -> list[Sum]:
    """That two tables of one period come to the same, as they do where every question is in both."""
    by_table: dict[tuple[str, str], list[Cell]] = {}
    for cell in cells:
        by_table.setdefault((cell[1], cell[0]), []).append(cell)
    found = []
    for (period, table), parts in by_table.items():
        for (other_period, other), others in by_table.items():
            if period == other_period and table < other:
                found.append(Sum(tuple(parts), tuple(others)))
    return found
