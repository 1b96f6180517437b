"""Values as an answer shows them: with units, bounds as "between … and …", an unknown as nothing."""

from __future__ import annotations

import re
from fractions import Fraction

from engine.decision.bounds import DOMAINS, Bounded, Number, known
from engine.language.ir import DURATIONS, Figure, Literal, Test, Value
from engine.language.literals import show
from engine.wording.phrases import Country, Phrase, listed, measure, phrase

STATE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
_WORD = re.compile(r"[a-z][a-z0-9_\-]*")


def shown(node: Value, value: Bounded, currency: str = "") -> str:
    """A value in words, or `unknown`."""
    money = node.currency if isinstance(node, Literal) and node.currency else currency
    return shown_as(node.kind, value, money)


def shown_as(kind: str, value: Bounded, currency: str = "") -> str:
    if isinstance(value, frozenset):
        return listed(map(code_word, sorted(value))) if value else phrase("none")
    if value is None or value == DOMAINS.get(kind):
        return phrase("unknown")
    low, high = value
    if low == high:
        return _one(kind, low, currency)
    top = DOMAINS.get(kind)
    if top is not None and high >= top[1]:
        return phrase("at least {value}", value=_one(kind, low, currency))
    return phrase("between {low} and {high}", low=_one(kind, low, currency), high=_one(kind, high, currency))


def _one(kind: str, value: Number, currency: str) -> str:
    return show(kind, value, currency) if kind == "fraction" else measure(kind, int(value), currency)


def code_word(code: str) -> str:
    """A code as a test shows it: that of a State is named in other languages; a word of the language is a message; titles stay."""
    if STATE.fullmatch(code):
        return Country(code, code)
    return Phrase(code) if _WORD.fullmatch(code) else code


def shown_ratio(figure: Figure, part: Bounded, whole: Bounded, value: Bounded) -> str:
    """A share as it was formed (32/60), where both its sides are known and nothing capped or rounded it."""
    sides = isinstance(part, tuple) and isinstance(whole, tuple) and known(part) and known(whole) and bool(whole[0])
    if sides and isinstance(value, tuple) and value[0] == value[1] == Fraction(part[0]) / Fraction(whole[0]):  # type: ignore[index]
        return show("fraction", (int(part[0]), int(whole[0])))  # type: ignore[index]
    return shown_as("fraction", value)


def is_upper_limit(test: Test, wanted: bool) -> bool:
    """Whether what is needed is a most, so that whoever fails it is over it and not short of it."""
    return (test.verb in ("at_least", "more_than")) != wanted


def distance(test: Test, found: Bounded, needed: Bounded, wanted: bool) -> str:
    """How far a test that fails is from being as wanted, in its own unit; nothing where that has no measure."""
    kind = test.left.kind
    if not isinstance(found, tuple) or not isinstance(needed, tuple) or kind not in (*DURATIONS, "count", "amount"):
        return ""
    more = not is_upper_limit(test, wanted)
    strict = (test.verb in ("more_than", "less_than")) == wanted
    gap = needed[0] - found[1] if more else found[0] - needed[1]
    if gap == 0 and strict:  # just at a limit that must be passed: the smallest step is missing
        gap = 1
    return measure(kind, int(gap)) if gap > 0 else ""
