"""English text that remembers what it was made of, so that it can be said in another language.

A `Phrase` is the English text, and everything that reads text reads it as such. It also carries its message (the English template, which
is its id in the catalogues) and the values that stand for the placeholders: other phrases, or plain data that is told as it is.
Sentences of rule files are phrases too: their message is the text of the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Self

from engine.language.literals import parse_literal, show

_NOTHING: Mapping[str, object] = {}


class Phrase(str):
    """A sentence, a word or a value. Immutable; `str(phrase)` is the English text alone."""

    __slots__ = ("message", "values")
    message: str
    values: Mapping[str, object]

    def __new__(cls, text: str = "", message: str | None = None, values: Mapping[str, object] | None = None) -> Self:
        made = super().__new__(cls, text)
        made.message = str(text) if message is None else message
        made.values = _NOTHING if values is None else values
        return made


class Name(Phrase):
    """What something is called (a benefit, an institution). Where no translation is known a sentence keeps the name as it is."""

    __slots__ = ()


class Country(Phrase):
    """A State: `message` is its code, the name comes from CLDR."""

    __slots__ = ()


class Day(Phrase):
    """A date: `values["day"]` is its ordinal."""

    __slots__ = ()


class Money(Phrase):
    """An amount: `values` are whole `cents` and the `currency` (empty where that is not known)."""

    __slots__ = ()


class Counted(Phrase):
    """A number of things; `message` is the form for one, the catalogue has the others."""

    __slots__ = ()

    @property
    def n(self) -> int:
        return int(str(self.values["n"]))


class Several(Phrase):
    """Phrases and data one after another."""

    __slots__ = ()

    @property
    def parts(self) -> tuple[str, ...]:
        return self.values["parts"]  # type: ignore[return-value]


class Listed(Several):
    """Things one after another, with commas between."""

    __slots__ = ()


class Sentences(Several):
    """Sentences one after another. Each is translated, or told in English, by itself."""

    __slots__ = ()


def phrase(message: str, **values: object) -> Phrase:
    """A phrase of the engine's own. `message` stands in the source as a literal: that is where `make words` finds it."""
    return Phrase(message.format_map(values) if values else message, message, values)


def listed(parts: Iterable[str]) -> Listed:
    told = tuple(parts)
    return Listed(", ".join(told), None, {"parts": told})


def sentences(*parts: str) -> Sentences:
    return Sentences(" ".join(parts), None, {"parts": parts})


def plural(one: str, many: str) -> tuple[str, str]:
    """Marks a message with its English plural; the catalogue has the forms of each language."""
    return (one, many)


def counted(forms: tuple[str, str], n: int) -> Counted:
    """`n` of something; `forms` is what `plural` marked."""
    return Counted(forms[0 if n == 1 else 1].format(n=n), forms[0], {"n": n})


#: Durations by their kind.
UNITS = {
    "days": plural("{n} day", "{n} days"),
    "weeks": plural("{n} week", "{n} weeks"),
    "months": plural("{n} month", "{n} months"),
    "quarters": plural("{n} quarter", "{n} quarters"),
    "calendar_years": plural("{n} calendar year", "{n} calendar years"),
}
YEARS = plural("{n} year", "{n} years")
TRUTHS = (phrase("no"), phrase("yes"))


def measure(kind: str, value: int, currency: str = "") -> str:
    """A whole number of a kind of the language, as an answer says it: a duration, a date (ordinal), an amount (cents), a truth, a count."""
    if kind in UNITS:
        return counted(UNITS[kind], value)
    if kind == "truth":
        return TRUTHS[bool(value)]
    text = show(kind, value, currency)
    if kind == "date":
        return Day(text, None, {"day": value})
    if kind == "amount":
        return Money(text, None, {"cents": value, "currency": currency})
    return text


@lru_cache(maxsize=16_384)
def worded(text: str) -> Phrase:
    """A text of a rule file without placeholders; one that is a duration ("90 days") is told as one. Kept: never what a person wrote."""
    found = parse_literal(text) if text[:1].isdecimal() else None
    told = counted(UNITS[found.kind], found.value) if found and isinstance(found.value, int) and found.kind in UNITS else None
    return told if told == text and told is not None else Phrase(text)


def age(months: int) -> Phrase:
    """An age as people say it: 792 months are 66 years."""
    years, rest = divmod(months, 12)
    if years and rest:
        return phrase("{years} {months}", years=counted(YEARS, years), months=counted(UNITS["months"], rest))
    return counted(YEARS, years) if years else counted(UNITS["months"], rest)
