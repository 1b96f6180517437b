"""Every record that a set of pieces allows, one by one: what bounds are held against. Only for small timelines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, product

from engine.counting.masks import bits, count
from engine.counting.pieces import Piece


def subsets(piece: Piece) -> Iterator[int]:
    """Every set of slots that one piece may be."""
    free = [1 << n for n in bits(piece.maybe & ~piece.sure)]
    for size in range(piece.least - count(piece.sure), piece.most - count(piece.sure) + 1):
        for extra in combinations(free, size):
            yield piece.sure | sum(extra)


def union(masks: Sequence[int]) -> int:
    joined = 0
    for mask in masks:
        joined |= mask
    return joined


def values(pieces: Sequence[Piece], measure: Callable[[int], int]) -> tuple[int, int]:
    """Least and greatest measure of the union, the place of `chosen` pieces being the best for each set of the others."""
    fixed = [p for p in pieces if not p.chosen]
    # the number of slots of a chosen piece is not chosen, only their place
    sizes = [range(p.least, p.most + 1) for p in pieces if p.chosen]
    found = []
    for others in product(*(list(subsets(p)) for p in fixed)):
        for numbers in product(*sizes):
            places = [list(subsets(Piece(p.sure, p.maybe, n, n))) for p, n in zip([p for p in pieces if p.chosen], numbers, strict=True)]
            found.append(max(measure(union([*others, *chosen])) for chosen in product(*places)))
    return min(found), max(found)
