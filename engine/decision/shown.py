"""Values as an answer shows them: with units, bounds as "between … and …", an unknown as nothing."""

from __future__ import annotations

from fractions import Fraction

from engine.decision.bounds import DOMAINS, Bounded, known
from engine.language.ir import DURATIONS, Figure, Literal, Test, Value
from engine.language.literals import show


def shown(node: Value, value: Bounded, currency: str = "") -> str:
    """A value in words, or `unknown`."""
    money = node.currency if isinstance(node, Literal) and node.currency else currency
    return shown_as(node.kind, value, money)


def shown_as(kind: str, value: Bounded, currency: str = "") -> str:
    if isinstance(value, frozenset):
        return ", ".join(sorted(value)) if value else "none"
    if value is None or value == DOMAINS.get(kind):
        return "unknown"
    low, high = value
    if low == high:
        return show(kind, low, currency)
    top = DOMAINS.get(kind)
    if top is not None and high >= top[1]:
        return f"at least {show(kind, low, currency)}"
    return f"between {show(kind, low, currency)} and {show(kind, high, currency)}"


def shown_ratio(figure: Figure, part: Bounded, whole: Bounded, value: Bounded) -> str:
    """A share as it was formed (32/60), where both its sides are known and nothing capped or rounded it."""
    sides = isinstance(part, tuple) and isinstance(whole, tuple) and known(part) and known(whole) and bool(whole[0])
    if sides and isinstance(value, tuple) and value[0] == value[1] == Fraction(part[0]) / Fraction(whole[0]):  # type: ignore[index]
        return show("fraction", (int(part[0]), int(whole[0])))  # type: ignore[index]
    return shown_as("fraction", value)


def distance(test: Test, found: Bounded, needed: Bounded, wanted: bool) -> str:
    """How far a test that fails is from being as wanted, in its own unit; nothing where that has no measure."""
    kind = test.left.kind
    if not isinstance(found, tuple) or not isinstance(needed, tuple) or kind not in (*DURATIONS, "count", "amount"):
        return ""
    more = (test.verb in ("at_least", "more_than")) == wanted
    strict = (test.verb in ("more_than", "less_than")) == wanted
    gap = needed[0] - found[1] if more else found[0] - needed[1]
    if gap == 0 and strict:  # just at a limit that must be passed: the smallest step is missing
        gap = 1
    return show(kind, gap) if gap > 0 else ""
