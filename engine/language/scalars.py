"""What a plain (unquoted) YAML scalar means here, and which plain scalars are refused as ambiguous.

Only `true` and `false` are booleans, whole numbers without leading zeros are numbers, `null`, `~` and nothing are null, and
YYYY-MM-DD is a date. All else stays text as it is written: 7.10, 12:30, 1/2, 010, .nan. A word that an ordinary YAML reader
would take for a boolean or null (NO, on, Yes, y, TRUE, Null) is refused: Norway must not become "false" in somebody's tool.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

Scalar = str | int | bool | date | None

#: Characters that cannot be seen or that reorder what is seen: control codes, line separators, bidirectional overrides.
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]")

_WHOLE_NUMBER = re.compile(r"(?:0|-?[1-9][0-9]*)\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_FIXED: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_AMBIGUOUS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_MOST_DIGITS = 18  # fits a 64-bit integer, and keeps a line of digits from costing quadratic time


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a plain scalar has no value: the code of the problem, what is wrong, what stands there instead, how to mend it."""

    code: str
    message: str
    expected: str
    mend: str


_IMPOSSIBLE_DATE = Unreadable("impossible-date", "this day is not in the calendar", "a day written YYYY-MM-DD", "correct the year, month or day")
_NUMBER_TOO_LONG = Unreadable(
    "number-too-long",
    "this number has too many digits",
    f"at most {_MOST_DIGITS} digits",
    "write a smaller number, or quote it if it is a name",
)
_AMBIGUOUS_WORD = Unreadable(
    "ambiguous-word",
    "an unquoted word that YAML readers take for a boolean or for nothing",
    "a quoted text, or true, false, null in small letters",
    'put it in quotes ("NO") if it is text, or write true, false or null',
)


def plain(text: str) -> Scalar | Unreadable:
    """The value of an unquoted scalar, or why it has none."""
    if text in _FIXED:
        return _FIXED[text]
    first = text[0]
    if first in "-0123456789":
        if _WHOLE_NUMBER.match(text):
            return int(text) if len(text) <= _MOST_DIGITS else _NUMBER_TOO_LONG
        if _DAY.match(text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                return _IMPOSSIBLE_DATE
    elif len(text) < 6 and text.lower() in _AMBIGUOUS:
        return _AMBIGUOUS_WORD
    return text
