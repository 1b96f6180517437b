"""A piece of a record: slots that are surely covered, slots that may be, and how many of them are.

Dates known to the day give an exact piece, a period whose dates or whose crediting are in doubt a piece between two masks, a
total ("95 weeks between 1950 and 1952") a number of slots somewhere in a span. Numbers are slots: a total of weeks is 7 days
for each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.counting.calendar import DAYS_OF_A_WEEK, touched, wholly
from engine.counting.masks import count


@dataclass(frozen=True, slots=True)
class Piece:
    """All slots of `sure` are covered, and of `maybe` at least `least` and at most `most`; `sure` lies inside `maybe`.

    `chosen`: the law lets the place of the slots be the most useful one (the quarters of coverage of a year after 1977 may be
    assigned to any quarter of that year: SSA, POMS GN 01706.020 B.4), so that the piece never overlaps another while there is
    room in `maybe`.

    Raises ValueError where the masks or numbers contradict each other.
    """

    sure: int
    maybe: int
    least: int
    most: int
    chosen: bool = False

    def __post_init__(self) -> None:
        if self.sure & ~self.maybe:
            raise ValueError("a slot that is surely covered must be among those that may be")
        if not count(self.sure) <= self.least <= self.most <= count(self.maybe):
            raise ValueError(
                f"found {count(self.sure)} sure slots, at least {self.least}, at most {self.most} of {count(self.maybe)}; "
                "expected sure <= least <= most <= possible"
            )

    @property
    def is_exact(self) -> bool:
        return self.sure == self.maybe


NOTHING = Piece(0, 0, 0, 0)


def exact(mask: int) -> Piece:
    """Just these slots."""
    return Piece(mask, mask, count(mask), count(mask))


def between(sure: int, maybe: int) -> Piece:
    """Any set of slots from `sure` to `maybe`. `sure` is read as a part of `maybe`."""
    return Piece(sure & maybe, maybe, count(sure & maybe), count(maybe))


def total(n_lo: int, n_hi: int, span_mask: int, chosen: bool = False) -> Piece:
    """From `n_lo` to `n_hi` slots somewhere in a span; a total that fills its span is exact, a greater one is cut to the span.

    Raises ValueError where `n_lo` is above `n_hi` or negative.
    """
    if not 0 <= n_lo <= n_hi:
        raise ValueError(f"found a total from {n_lo} to {n_hi}; expected 0 <= least <= most")
    room = count(span_mask)
    least, most = min(n_lo, room), min(n_hi, room)
    if least == room:
        return exact(span_mask)
    if most == 0:
        return NOTHING
    return Piece(0, span_mask, least, most, chosen)


def possible(piece: Piece) -> Piece:
    """The same piece where it is not settled that it counts at all."""
    return Piece(0, piece.maybe, 0, piece.most)


def from_days(sure_days: int, maybe_days: int, unit: str, part_unit: str | None) -> Piece:
    """A timeline in days, in the unit of a scheme.

    `part_unit` is the law of the scheme: "counts" where a unit that is touched counts whole, "drops" where only whole units
    count, None where the law was not found: then a part is possible, not certain. Give the union of a person's periods, not one
    by one: half a month here and half a month there may be a whole one.
    """
    if part_unit == "counts":
        return between(touched(sure_days, unit), touched(maybe_days, unit))
    if part_unit == "drops":
        return between(wholly(sure_days, unit), wholly(maybe_days, unit))
    if part_unit is not None:
        raise ValueError(f"unknown part_unit “{part_unit}”; expected counts, drops or none")
    return between(wholly(sure_days, unit), touched(maybe_days, unit))


def slots_of(n: int, unit: str) -> int:
    """How many slots `n` units are: 7 days for a week, else one slot for each."""
    return n * DAYS_OF_A_WEEK if unit == "weeks" else n


def to_unit(lo_slots: int, hi_slots: int, unit: str, part_unit: str | None) -> tuple[int, int]:
    """Bounds in slots as bounds in the unit: days become weeks, other units stay.

    A part of a week counts whole ("counts"), not at all ("drops"), or is possible (None: down for the lower bound, up for the
    upper).
    """
    if unit != "weeks":
        return lo_slots, hi_slots
    up = DAYS_OF_A_WEEK - 1
    low = lo_slots + (up if part_unit == "counts" else 0)
    high = hi_slots + (0 if part_unit == "drops" else up)
    return low // DAYS_OF_A_WEEK, high // DAYS_OF_A_WEEK


def compact(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The same record with all exact pieces joined into one and empty ones left out."""
    mask, rest = 0, []
    for piece in pieces:
        if piece.is_exact:
            mask |= piece.sure
        elif piece.most:
            rest.append(piece)
    return (exact(mask), *rest) if mask else tuple(rest)
