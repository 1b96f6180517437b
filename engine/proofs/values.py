"""What a value of the rules is while it is a formula: a number (or a fraction), a code, or the members of a set.

`unknown` holds where the law gives no value although every fact of the person is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.language.ir import DURATIONS
from engine.proofs.days import YEAR
from engine.proofs.terms import Term

#: The widest values of each kind that a proof speaks of: eighty years of any unit, the days of two centuries.
WIDEST: dict[str, tuple[int, int]] = {
    "truth": (0, 1),
    "months": (0, 960),
    "quarters": (0, 320),
    "weeks": (0, 4_160),
    "days": (0, 29_200),
    "calendar_years": (0, 80),
    "date": (1900 * YEAR, 2101 * YEAR - 1),
    "count": (0, 1_000),
    "amount": (0, 10**9),
    "fraction": (0, 100),
    "unknown": (0, 1),
}
#: Facts that a case holds within narrower bounds.
NARROWER: dict[str, tuple[int, int]] = {
    "credential.training.years": (0, 20),
    "credential.training.hours": (0, 50_000),
    "credential.training.practical_hours": (0, 50_000),
    "credential.level.eqf": (1, 8),
    "credential.level.level": (0, 20),
    "children.number": (0, 30),
    "states_concerned": (1, 10),
}
#: Parts of one hundred: how a share that is not worked out is told.
PERCENT = 100


@dataclass(frozen=True)
class Number:
    """`top`, or the fraction `top / bottom`; dates are numbers of `engine.proofs.days`, truths 0 or 1, amounts cents."""

    top: Term
    unknown: Term
    bottom: Term | None = None


@dataclass(frozen=True)
class Code:
    """One code; `domain` are those that it may be."""

    term: Term
    unknown: Term
    domain: tuple[str, ...]


@dataclass(frozen=True)
class Members:
    """A set of codes, told member by member."""

    of: Mapping[str, Term]
    unknown: Term


Value = Number | Code | Members


def bounds_of(kind: str, path: str = "") -> tuple[int, int]:
    """The least and the most that a proof looks at."""
    return NARROWER.get(path) or WIDEST.get(kind, WIDEST["count"])


def is_length(kind: str) -> bool:
    """Whether a kind is a length of time."""
    return kind in DURATIONS
