"""Windows of time, and the longest unbroken stretch inside one.

Sources of the rules that use them: 42 U.S.C. 423(c)(1)(B) (20 quarters of coverage among the 40 that end with the quarter of
disability); Directive 2005/36/EC Art. 23(1) (three consecutive years of practice in the five before the certificate).
"""

from __future__ import annotations

from collections.abc import Iterable

from engine.counting.masks import count, runs, span
from engine.counting.pieces import Piece
from engine.counting.union import union_bounds


def window(ending_slot: int, length: int) -> int:
    """The `length` slots of which `ending_slot` is the last."""
    return span(max(0, ending_slot - length + 1), ending_slot)


def window_before(slot: int, length: int) -> int:
    """The `length` slots that end with the one before `slot`."""
    return window(slot - 1, length)


def longest_unbroken(masks: Iterable[int], inside: int | None = None) -> int:
    """Slots of the longest unbroken stretch of the union, inside a window where one is given."""
    joined = 0
    for mask in masks:
        joined |= mask
    return max((last - first + 1 for first, last in runs(joined if inside is None else joined & inside)), default=0)


def longest_unbroken_bounds(pieces: Iterable[Piece], inside: int | None = None) -> tuple[int, int]:
    """Bounds of the longest unbroken stretch.

    At least the longest that is sure; and however few of the possible slots are left out, each left out cuts a stretch in two
    at most, so that one of the stretches has its share of what is covered.
    """
    parts = tuple(pieces)
    possible = 0
    for part in parts:
        possible |= part.maybe
    if inside is not None:
        possible &= inside
    low, high = union_bounds(parts, inside)
    stretches = sum(1 for _ in runs(possible))
    share = -(-low // (stretches + count(possible) - low)) if low else 0
    sure = longest_unbroken((part.sure for part in parts), inside)
    return max(sure, share), min(high, longest_unbroken([possible]))
