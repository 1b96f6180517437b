"""How many slots the pieces of a record cover together, as sound bounds.

Lower bound: everything that may overlap does. Upper bound: nothing does while there is room. Both are exact where every piece may
lie anywhere in an unbroken span; where a span has holes they may be wider than need be, never narrower.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.counting.calendar import stretches_by_year, year_mask, years_of
from engine.counting.masks import count, first_slots, highest, hull, last_slots
from engine.counting.pieces import Piece, compact, slots_of, to_unit


def union_bounds(
    pieces: Iterable[Piece],
    window: int | None = None,
    disjoint_totals: bool = False,
    unit: str = "days",
    yearly_cap: int | None = None,
) -> tuple[int, int]:
    """Fewest and most slots covered, inside `window` where one is given. In weeks the slots are days (`to_unit` divides).

    `disjoint_totals`: totals without dates are presumed not to overlap other periods (Regulation (EC) 987/2009 Art. 12(6)).
    `yearly_cap`: the most units that count in one calendar year (Regulation (EC) 987/2009 Art. 13(2)), in `unit`; a total is
    taken to keep the cap by itself.
    """
    parts = compact(pieces)
    possible, sure = _join(p.maybe for p in parts), _join(p.sure for p in parts)
    inside = possible if window is None else possible & window
    cap = None if yearly_cap is None else slots_of(yearly_cap, unit)
    high = min(_capped(possible & inside, unit, cap), _capped(sure & inside, unit, cap) + _most_beyond(parts, sure, inside))
    settled = _choose(parts, sure, inside)
    low = _lowest(settled, inside, unit, cap)
    if disjoint_totals:
        presumed = _presumed(settled, unit, cap)
        low = max(low, _capped(presumed, unit, cap) - _capped(possible & ~inside, unit, cap))
    return min(low, high), high


def length_bounds(
    pieces: Iterable[Piece],
    unit: str,
    part_unit: str | None = None,
    window: int | None = None,
    disjoint_totals: bool = False,
    yearly_cap: int | None = None,
) -> tuple[int, int]:
    """`union_bounds` told in the unit itself: what a record measures."""
    low, high = union_bounds(pieces, window, disjoint_totals, unit, yearly_cap)
    return to_unit(low, high, unit, part_unit)


def _join(masks: Iterable[int]) -> int:
    joined = 0
    for mask in masks:
        joined |= mask
    return joined


def _capped(mask: int, unit: str, cap: int | None) -> int:
    if cap is None:
        return count(mask)
    if unit in ("days", "weeks"):
        years = stretches_by_year(mask).values()
        return sum(min(cap, sum(last - first + 1 for first, last in year)) for year in years)
    return sum(min(cap, count(mask & year_mask(year, unit))) for year in years_of(mask, unit))


def _by_last_slot(piece: Piece) -> tuple[int, ...]:
    """An order that does not hang on how the record was written down."""
    return highest(piece.maybe), piece.maybe, piece.sure, piece.least, piece.most


def _choose(parts: Sequence[Piece], sure: int, inside: int) -> tuple[Piece, ...]:
    """Pieces whose place is free are put beside what is sure: the best choice is never worse than this one."""
    settled = [p for p in parts if not p.chosen]
    for part in sorted((p for p in parts if p.chosen), key=_by_last_slot):
        here = part.sure
        for room in (part.maybe & inside & ~sure, part.maybe & ~inside & ~sure, part.maybe):
            here |= first_slots(room & ~here, part.least - count(here))
        sure |= here
        settled.append(Piece(here, part.maybe, part.least, part.most))
    return tuple(settled)


def _least_beyond(parts: Iterable[Piece], sure: int, inside: int) -> int:
    """Fewest slots of `inside` needed beside `sure`, so that every piece finds its least number.

    Slots that are sure or outside cost nothing. The others are taken from the newest end, piece by piece in order of their last
    slot: whatever still has to be covered lies later, so a later slot serves at least as many pieces.
    """
    open_rooms = [(p.maybe & inside & ~sure, p.least - count(p.maybe & (sure | ~inside))) for p in parts]
    needs = [(room, need) for room, need in open_rooms if need > 0]
    universe, taken = _join(room for room, _ in needs), 0
    for room, need in sorted(needs, key=lambda n: highest(n[0])):
        reach = hull(room) & universe  # a wider reach only lowers the bound
        taken |= last_slots(reach & ~taken, need - count(reach & taken))
    return count(taken)


def _most_beyond(parts: Iterable[Piece], sure: int, inside: int) -> int:
    """Most slots of `inside` that can be covered beside `sure`: pieces by their last slot, each takes the oldest free ones."""
    rooms = [(p.maybe & inside & ~sure, p.most - count(p.sure)) for p in parts]
    rooms = [(room, extra) for room, extra in rooms if room and extra]
    universe, taken = _join(room for room, _ in rooms), 0
    for room, extra in sorted(rooms, key=lambda r: highest(r[0])):
        taken |= first_slots(hull(room) & universe & ~taken, extra)  # a wider reach only raises the bound
    return count(taken)


def _presumed(parts: Sequence[Piece], unit: str, cap: int | None) -> int:
    """One placing of the least numbers in which pieces keep out of each other's way, and of a full year's."""
    taken = _join(p.sure for p in parts)
    for part in sorted((p for p in parts if p.least > count(p.sure)), key=_by_last_slot):
        room = part.maybe & ~taken
        if cap is not None:
            years = ((year_mask(year, unit), room) for year in years_of(room, unit))
            room = _join(first_slots(free & year, cap - count(taken & year)) for year, free in years)
        taken |= first_slots(room, part.least - count(part.sure))
    return taken


def _lowest(parts: Sequence[Piece], inside: int, unit: str, cap: int | None) -> int:
    """The lower bound. With a yearly cap it is taken apart into stretches of years that share no open piece."""
    sure = _join(p.sure for p in parts)
    if cap is None:
        return count(sure & inside) + _least_beyond(parts, sure, inside)
    low, seen = 0, 0
    for group, years in _stretches([p for p in parts if not p.is_exact], unit):
        seen |= years
        known = _capped(sure & inside & years, unit, cap)
        reachable = (_join(p.maybe for p in group) | sure) & inside & years
        # slots above the cap of a year cost nothing; those that are sure have been left out of `known` already
        beyond_cap = count(reachable) - _capped(reachable, unit, cap) - (count(sure & inside & years) - known)
        best = known + max(0, _least_beyond(group, sure, inside) - beyond_cap)
        for part in group:
            if not part.sure:
                best = max(best, min(part.least, _capped(part.maybe, unit, cap)) - _capped(part.maybe & ~inside, unit, cap))
        low += best
    return low + _capped(sure & inside & ~seen, unit, cap)


def _stretches(parts: Sequence[Piece], unit: str) -> list[tuple[list[Piece], int]]:
    """Pieces grouped so that no calendar year is touched from two groups, with all days of the years between first and last."""
    groups: list[tuple[list[Piece], int]] = []
    for part in parts:
        members, years = [part], _join(year_mask(year, unit) for year in years_of(part.maybe, unit))
        apart = []
        for other, others_years in groups:
            if others_years & years:
                members, years = members + other, years | others_years
            else:
                apart.append((other, others_years))
        groups = [*apart, (members, years)]
    return groups
