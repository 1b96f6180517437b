"""Values while a case is decided: a pair (lo, hi) for what has an order, a set of what is possible for a code.

Known is lo == hi, or a set of one. Unknown is the whole domain, or None for codes. Nothing here knows a country or an article.
"""

from __future__ import annotations

import datetime
from fractions import Fraction

from engine.language.ir import NO, UNKNOWN, YES

Number = int | Fraction
Pair = tuple[Number, Number]
Codes = frozenset[str] | None
Bounded = Pair | Codes

FIRST_DAY = datetime.date(1880, 1, 1).toordinal()
LAST_DAY = datetime.date(2120, 12, 31).toordinal()
#: The widest count of any unit (days of a long life); no record is longer.
MOST = 36_600

DOMAINS: dict[str, Pair] = {
    "truth": (0, 1),
    "date": (FIRST_DAY, LAST_DAY),
    "count": (0, 1_000_000),
    "fraction": (Fraction(0), Fraction(1_000_000)),
    "amount": (0, 10**14),
    "days": (0, MOST),
    "weeks": (0, MOST),
    "months": (0, MOST),
    "quarters": (0, MOST),
    "calendar_years": (0, MOST),
    "unknown": (-(10**18), 10**18),
}


def unknown(kind: str) -> Bounded:
    """All that a value of this kind may be."""
    return DOMAINS.get(kind)


def known(value: Bounded) -> bool:
    if isinstance(value, tuple):
        return value[0] == value[1]
    return value is not None and len(value) == 1


def pair(value: Bounded) -> Pair:
    if not isinstance(value, tuple):
        raise TypeError("a code stands where a number is needed")
    return value


def at_least(left: Pair, right: Pair) -> int:
    if left[0] >= right[1]:
        return YES
    return NO if left[1] < right[0] else UNKNOWN


def same(left: Pair, right: Pair) -> int:
    if left[0] == left[1] == right[0] == right[1]:
        return YES
    return NO if left[1] < right[0] or right[1] < left[0] else UNKNOWN


def among(possible: Codes, wanted: frozenset[str]) -> int:
    """Whether a code is one of the wanted ones."""
    if possible is None:
        return UNKNOWN
    if possible <= wanted:
        return YES
    return UNKNOWN if possible & wanted else NO


def any_member(members: Codes, wanted: frozenset[str]) -> int:
    """Whether a set has a member among the wanted ones."""
    if members is None:
        return UNKNOWN
    return YES if members & wanted else NO


def same_code(left: Codes, right: Codes) -> int:
    if left is None or right is None or not left or not right:
        return UNKNOWN if left is None or right is None else NO
    if len(left) == len(right) == 1:
        return YES if left == right else NO
    return UNKNOWN if left & right else NO


def scaled(value: Pair, factor: int) -> Pair:
    return (value[0] * factor, value[1] * factor)
