"""Values written in the text of rules, and the same values shown in answers.

Durations keep their unit as a kind of its own: months never meet weeks unsaid. A year is twelve months ("1 year" is 12 months),
a calendar year is a unit of its own, since it is counted by its number and not by its length. Amounts are whole cents of a
named currency, dates are ordinals (the day of the common era that `datetime.date` counts), truths are 0 and 1.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from engine.language.ir import DURATIONS, Literal
from engine.problems import nearest

#: The word of a unit, its kind, and how many of the kind it is.
UNITS: dict[str, tuple[str, int]] = {
    "day": ("days", 1),
    "days": ("days", 1),
    "week": ("weeks", 1),
    "weeks": ("weeks", 1),
    "month": ("months", 1),
    "months": ("months", 1),
    "quarter": ("quarters", 1),
    "quarters": ("quarters", 1),
    "year": ("months", 12),
    "years": ("months", 12),
    "calendar_year": ("calendar_years", 1),
    "calendar_years": ("calendar_years", 1),
}

_PART = re.compile(r"(0|[1-9][0-9]{0,8}) ([a-z_]+)\Z")
_FRACTION = re.compile(r"(0|[1-9][0-9]{0,17})/([1-9][0-9]{0,17})\Z")
_AMOUNT = re.compile(r"(-?)(0|[1-9][0-9]{0,14})(?:\.([0-9]{2}))? ([A-Z]{3})\Z")
_MEASURE = re.compile(r"-?[0-9][0-9.,]*(?: ?/ ?-?[0-9]+| +[^\W\d]\w*(?: +-?[0-9][0-9.,]* +[^\W\d]\w*)*)\Z")


def parse_literal(value: str | int | bool | date) -> Literal | None:
    """The literal that is written, or None where a text is a name or is no literal (see `why_not`)."""
    if isinstance(value, bool):
        return Literal("truth", int(value))
    if isinstance(value, int):
        return Literal("count", value)
    if isinstance(value, date):
        return Literal("date", value.toordinal())
    if not value[:1].isdecimal() and value[:1] != "-":
        return None
    if found := _FRACTION.match(value):
        return Literal("fraction", Fraction(int(found[1]), int(found[2])))
    if found := _AMOUNT.match(value):
        cents = int(found[2]) * 100 + int(found[3] or 0)
        return Literal("amount", -cents if found[1] else cents, found[4])
    return _duration(value)


def _duration(text: str) -> Literal | None:
    words = text.replace("calendar year", "calendar_year").split(" ")  # answers say it with a space
    if len(words) % 2:
        return None
    parts: list[tuple[int, str, str]] = []
    for number, unit in zip(words[::2], words[1::2], strict=True):
        if not _PART.match(f"{number} {unit}") or unit not in UNITS:
            return None
        kind, size = UNITS[unit]
        parts.append((int(number) * size, kind, unit.removesuffix("s")))
    if len(parts) > 1 and [unit for _, _, unit in parts] != ["year", "month"]:
        return None  # only years and months are said together: no other two units have a fixed ratio
    return Literal(parts[0][1], sum(number for number, _, _ in parts))


def looks_measured(text: str) -> bool:
    """Whether a text means to be a literal with a unit or a fraction (so that None from `parse_literal` is a mistake)."""
    return bool(_MEASURE.match(text))


def why_not(text: str) -> str:
    """How to mend a text that means to be a literal and is none."""
    for word in re.findall(r"[^\W\d]\w*", text):
        if word not in UNITS and not re.fullmatch("[A-Z]{3}", word):
            return nearest(word, list(UNITS)) or "units are days, weeks, months, quarters, years, calendar_years"
    if "/" in text:
        return "write a fraction as two whole numbers, like 25/100, the second not 0"
    if re.search(r"[A-Z]{3}$", text):
        return "write an amount with two decimals, like 150.00 CAD"
    return "write a whole number and its unit, like 60 months; only years and months stand together"


def show(kind: str, value: int | str | Fraction | tuple[int, int] | frozenset[str], currency: str = "") -> str:
    """A value as an answer says it: "17 months", "56/61", "1990-01-01", "150.00 CAD", "yes".

    A fraction given as a pair is shown as it was formed ("32/60"); a `Fraction` is in lowest terms.
    """
    if isinstance(value, tuple):
        return f"{value[0]}/{value[1]}"
    if isinstance(value, frozenset):
        return ", ".join(sorted(value))
    if kind == "fraction":
        whole = Fraction(value)
        return f"{whole.numerator}/{whole.denominator}"
    if isinstance(value, str):
        return value
    number = int(value)
    if kind == "truth":
        return "yes" if number else "no"
    if kind == "date":
        return date.fromordinal(number).isoformat()
    if kind == "amount":
        units, cents = divmod(abs(number), 100)
        return f"{'-' if number < 0 else ''}{units}.{cents:02d} {currency}".rstrip()
    if kind in DURATIONS:
        unit = kind.replace("_", " ")
        return f"{number} {unit.removesuffix('s') if number == 1 else unit}"
    return str(number)
