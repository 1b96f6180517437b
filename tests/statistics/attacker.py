"""Who reads everything that is published and reckons: whole numbers, intervals, and what sums must come to.

An unknown is a cell of a table in a period. What is believed of it is an interval; what is believed of sums narrows intervals until
nothing moves. The attacker never looks at true counts.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

#: An upper bound that no count reaches.
ENDLESS = 10**6


@dataclass(frozen=True)
class Sum:
    """The sum of `plus` less the sum of `minus` lies between `low` and `high`."""

    plus: tuple[Hashable, ...]
    minus: tuple[Hashable, ...] = ()
    low: int = 0
    high: int = 0

    def of(self, true: Mapping[Hashable, int]) -> int:
        return sum(true.get(x, 0) for x in self.plus) - sum(true.get(x, 0) for x in self.minus)

    def holds(self, true: Mapping[Hashable, int]) -> bool:
        """Whether it is so; only a test knows."""
        return self.low <= self.of(true) <= self.high


Interval = tuple[int, int]


class Contradiction(Exception):
    """What is believed cannot all be so."""


def narrowed(believed: Mapping[Hashable, Interval], sums: Iterable[Sum]) -> dict[Hashable, Interval]:
    """Every interval as narrow as the sums make it. Raises Contradiction."""
    found, told = dict(believed), list(sums)
    moved = True
    while moved:
        moved = False
        for one in told:
            for unknown, sign in (*((x, 1) for x in one.plus), *((x, -1) for x in one.minus)):
                low, high = _rest(one, unknown, found)
                if sign < 0:
                    low, high = -high, -low
                now = max(found[unknown][0], low), min(found[unknown][1], high)
                if now[0] > now[1]:
                    raise Contradiction
                if now != found[unknown]:
                    found[unknown], moved = now, True
    return found


def _rest(one: Sum, unknown: Hashable, found: Mapping[Hashable, Interval]) -> Interval:
    """Between what the signed unknown must lie, given all others of the sum."""
    low, high = one.low, one.high
    for x in one.plus:
        if x != unknown:
            low, high = low - found[x][1], high - found[x][0]
    for x in one.minus:
        if x != unknown:
            low, high = low + found[x][0], high + found[x][1]
    return low, high


def pinned(found: Mapping[Hashable, Interval], small: Sequence[Hashable], threshold: int) -> list[Hashable]:
    """Cells below the threshold of which something was learned: that they are not empty, or that they are less than they could be."""
    return [x for x in small if found[x][0] > 0 or found[x][1] < threshold - 1]
