"""Where credited slots stand: from the first free slot forward, from the last backward, or wherever they are most useful.

Source: SSA, POMS GN 01706.020 B.2 (forward from the quarter in which the foreign period starts, never past the one in which it
ends, never on a quarter that is a quarter of coverage already) and GN 01706.030 (backward).
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.counting.calendar import year_mask, years_of
from engine.counting.masks import count, first_slots, last_slots
from engine.counting.pieces import Piece

Room = tuple[int, int]
PLACED = ("forward", "backward", "most_useful")


def check_placed(placed: str) -> None:
    """Raises ValueError on an unknown way of placing."""
    if placed not in PLACED:
        raise ValueError(f"found placed “{placed}”; expected {', '.join(PLACED)}")


def place(
    free_sure: int,
    free_maybe: int,
    number: tuple[int, int],
    placed: str,
    unit: str,
    room: Mapping[int, Room] | None = None,
) -> Piece:
    """From `number[0]` to `number[1]` slots, on slots that are surely (`free_sure`) or possibly (`free_maybe`) free to take them.

    `room` limits a calendar year to so many slots, from its fewest to its most. Where all is settled the piece is exact.
    """
    check_placed(placed)
    free_sure &= free_maybe
    least, most = count(free_sure), count(free_maybe)
    if room:
        least = most = 0
        kept_sure = kept_maybe = 0
        for year in years_of(free_maybe, unit):
            slots = year_mask(year, unit)
            low, high = room.get(year, (count(slots), count(slots)))
            sure, maybe = _settled(free_sure & slots, free_maybe & slots, low, high, placed)
            kept_sure, kept_maybe = kept_sure | sure, kept_maybe | maybe
            least, most = least + min(low, count(free_sure & slots)), most + min(high, count(free_maybe & slots))
        free_sure, free_maybe = kept_sure, kept_maybe
    low, high = min(number[0], least), min(number[1], most)
    sure, maybe = _settled(free_sure, free_maybe, number[0], number[1], placed)
    if count(maybe) == low:
        sure = maybe
    high = min(high, count(maybe))
    return Piece(sure, maybe, max(low, count(sure)), high, placed == "most_useful" and sure != maybe and high > 0)


def _settled(free_sure: int, free_maybe: int, low: int, high: int, placed: str) -> tuple[int, int]:
    """The slots surely taken and possibly taken, whatever the free slots and the number turn out to be.

    A slot is surely taken if it is surely free and within the first `low` even where every possible slot is free; possibly, if
    fewer than `high` surely free slots come before it.
    """
    if high == 0:
        return 0, 0
    if placed == "most_useful":
        taken_all = low >= count(free_maybe)
        return (free_sure if taken_all else 0), free_maybe
    take = first_slots if placed == "forward" else last_slots
    sure = take(free_maybe, low) & free_sure
    reached = take(free_sure, high)
    if count(reached) < high:
        return sure, free_maybe
    end = reached.bit_length() if placed == "forward" else (reached & -reached).bit_length() - 1
    before_end = free_maybe & ((1 << end) - 1)
    return sure, before_end if placed == "forward" else free_maybe & ~((1 << end) - 1)
