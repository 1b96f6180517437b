"""Shares, products and shortfalls of numbers that are known exactly or between bounds. Exact: no floating point anywhere.

Sources of the rules that use them: Regulation (EC) 883/2004 Art. 52(1)(b) (pro-rata amount); 20 CFR 404.1918 (pro-rata primary
insurance amount); Old Age Security Act (Canada) s. 3(3) (fortieths for whole years of residence).
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

Number = int | Fraction
Bounds = tuple[Number, Number]


def ratio_bounds(part: Bounds, whole: Bounds, never_above: Number | None = None, part_rounding: int = 1) -> tuple[Fraction, Fraction]:
    """`part / whole`, both in the same unit and not negative.

    `part_rounding`: the part is cut down to a multiple of so many units (12 where months count in whole years).
    `never_above`: a cap.
    Raises ZeroDivisionError where the whole may be nothing, the part something, and no cap bounds the share.
    """
    low, high = (Fraction(_cut(n, part_rounding)) for n in part)
    smallest = Fraction(0) if low == 0 or whole[1] == 0 else low / whole[1]
    if whole[1] == 0 and low > 0 and never_above is not None:
        smallest = Fraction(never_above)
    if high == 0:
        greatest = Fraction(0)
    elif whole[0] > 0:
        greatest = high / whole[0]
    elif never_above is not None:
        greatest = Fraction(never_above)
    else:
        raise ZeroDivisionError("a share of nothing; the whole may be 0 and no `never_above` bounds the share")
    if never_above is not None:
        smallest, greatest = min(smallest, Fraction(never_above)), min(greatest, Fraction(never_above))
    return smallest, greatest


def _cut(n: Number, step: int) -> Number:
    return n // step * step if step > 1 else n


def product_bounds(terms: Iterable[Bounds]) -> Bounds:
    """The product of numbers; an empty product is 1."""
    low, high = Fraction(1), Fraction(1)
    for a, b in terms:
        ends = (low * a, low * b, high * a, high * b)
        low, high = min(ends), max(ends)
    return low, high


def shortfall_bounds(has: Bounds, needs: Bounds) -> Bounds:
    """What is missing of `needs`, never below 0."""
    return max(0, needs[0] - has[1]), max(0, needs[1] - has[0])
