"""Crediting: how many units of one State's scheme the periods of another are worth, and where they stand.

Months of Germany become quarters of the United States at three to one in each calendar year, with one more for a remainder
(SSA, POMS GN 01708.115); weeks of Italy at thirteen to one in each certified period, from its first quarter on or back from its
last, never beyond it and never on a quarter that is American already (GN 01706.020, .030); one calendar year of Canadian
contributions fills four quarters (GN 01715.120). All figures are arguments: they are law and stand in the agreements.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.counting.calendar import Stretches, first_day_of_slot, last_day_of_slot, slot, stretches_by_year, touched, wholly, year_of_slot
from engine.counting.masks import count, runs
from engine.counting.pieces import Piece, compact, slots_of, to_unit
from engine.counting.placing import Room, check_placed, place

Bounds = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Terms:
    """What a crediting rule says.

    `every` source units of `unit` are `worth` units of `target`, and a rest that is not a full `every` is `remainder` of them.
    `every` None: each calendar year in which the source holds `holding` units of `unit` is `worth`, wherever in the year.
    `within` "calendar_year" counts each year by itself, "span" all that is given at once (one certified period, or one union).
    `placed`: "forward" from the first slot, "backward" from the last, "most_useful" anywhere in the group.
    `part_unit` says how days of the source become its units (see `pieces.from_days`); a unit touched counts, unless told.

    Raises ValueError where a remainder is worth more than a whole: more coverage would then earn less.
    """

    unit: str
    target: str
    worth: int
    every: int | None = None
    holding: int = 1
    remainder: int = 0
    within: str = "calendar_year"
    placed: str = "forward"
    part_unit: str | None = "counts"

    def __post_init__(self) -> None:
        check_placed(self.placed)
        if self.within not in ("calendar_year", "span"):
            raise ValueError(f"found within “{self.within}”; expected calendar_year or span")
        if not 0 <= self.remainder <= self.worth or self.worth < 1 or (self.every is not None and self.every < 1):
            raise ValueError(
                f"found every {self.every}, worth {self.worth}, remainder {self.remainder}; "
                "expected every and worth of at least 1 and a remainder of at most the worth"
            )

    def number(self, units: int) -> int:
        """Units of the target for so many units of the source in one group; grows with them."""
        if self.every is None:
            return self.worth if units >= self.holding else 0
        return units // self.every * self.worth + (self.remainder if units % self.every else 0)


@dataclass(frozen=True, slots=True)
class Group:
    """A line of the ledger: days from and to, source units found, target units credited, and earned but not creditable."""

    first: int
    last: int
    found: Bounds
    credited: Bounds
    not_creditable: Bounds


@dataclass(frozen=True, slots=True)
class Credited:
    """Pieces in the target unit, and how each group came to its number."""

    pieces: tuple[Piece, ...]
    groups: tuple[Group, ...]


def measure(sure: Stretches, maybe: Stretches, unit: str, part_unit: str | None) -> Bounds:
    """How many units of the source a timeline is, given as its stretches of days."""
    if unit in ("days", "weeks"):
        low, high = (sum(last - first + 1 for first, last in stretches) for stretches in (sure, maybe))
        return to_unit(low, high, unit, part_unit)
    return (
        count(touched(sure, unit) if part_unit == "counts" else wholly(sure, unit)),
        count(wholly(maybe, unit) if part_unit == "drops" else touched(maybe, unit)),
    )


def credit_groups(
    sure_days: int,
    maybe_days: int,
    terms: Terms,
    blocked_sure: int = 0,
    blocked_maybe: int = 0,
    room: Mapping[int, Room] | None = None,
    allowed: int | None = None,
) -> Credited:
    """Credits for a timeline in days (one union of all periods the rule admits, or one certified period for `within: span`).

    `blocked_*`: slots of the target that are never credited (quarters that are the State's own). `room`: for a calendar year the
    fewest and most slots that may still be credited in it. `allowed`: slots outside it are never credited.
    """
    sure_days &= maybe_days
    groups: list[tuple[Stretches, Stretches]]
    if terms.within == "calendar_year" or terms.every is None:
        surely = stretches_by_year(sure_days)
        groups = [(surely.get(year, []), maybe) for year, maybe in stretches_by_year(maybe_days).items()]
    else:
        groups = [(list(runs(sure_days)), list(runs(maybe_days)))] if maybe_days else []
    found = []
    for sure, maybe in groups:
        units = measure(sure, maybe, terms.unit, terms.part_unit)
        if terms.every is None:  # the year is credited as such, wherever in it the source lies
            year = year_of_slot(maybe[0][0], "days")
            whole = (first_day_of_slot(year, "calendar_years"), last_day_of_slot(year, "calendar_years"))
            sure = maybe = [(slot(whole[0], "days"), slot(whole[1], "days"))]
        found.append(_line(sure, maybe, units, terms, blocked_sure, blocked_maybe, room, allowed))
    return _credited(found)


def _line(
    sure: Stretches,
    maybe: Stretches,
    units: Bounds,
    terms: Terms,
    blocked_sure: int,
    blocked_maybe: int,
    room: Mapping[int, Room] | None,
    allowed: int | None,
) -> tuple[Piece, Group]:
    candidates_sure, candidates_maybe = touched(sure, terms.target), touched(maybe, terms.target)
    if allowed is not None:
        candidates_sure, candidates_maybe = candidates_sure & allowed, candidates_maybe & allowed
    earned = terms.number(units[0]), terms.number(units[1])
    piece = place(
        candidates_sure & ~blocked_maybe & ~blocked_sure,
        candidates_maybe & ~blocked_sure,
        (slots_of(earned[0], terms.target), slots_of(earned[1], terms.target)),
        terms.placed,
        terms.target,
        room,
    )
    first, last = first_day_of_slot(maybe[0][0], "days"), first_day_of_slot(maybe[-1][1], "days")
    return piece, ledger_line(first, last, units, earned, piece, terms.target)


def ledger_line(first: int, last: int, units: Bounds, earned: Bounds, piece: Piece, target: str) -> Group:
    """The numbers of one group; what is earned and not credited found no free slot."""
    credited = to_unit(piece.least, piece.most, target, None)
    settled = earned[0] == earned[1] and credited[0] == credited[1]
    lost = (earned[0] - credited[0],) * 2 if settled else (max(0, earned[0] - credited[1]), max(0, earned[1] - credited[0]))
    return Group(first, last, units, credited, lost)


def _credited(found: Iterable[tuple[Piece, Group]]) -> Credited:
    lines = tuple(found)
    return Credited(compact(piece for piece, _ in lines), tuple(group for _, group in lines))
