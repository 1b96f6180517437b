"""The truth of one test: two bounded values and a verb."""

from __future__ import annotations

from engine.decision.bounds import Bounded, among, any_member, at_least, pair, same, same_code, scaled
from engine.language.ir import NO, YES, Test

#: verb -> (swap the sides, negate): every order is `at least`.
_ORDER = {
    "at_least": (False, False),
    "on_or_after": (False, False),
    "less_than": (False, True),
    "before": (False, True),
    "at_most": (True, False),
    "more_than": (True, True),
}


def truth(test: Test, left: Bounded, right: Bounded | tuple[str, ...]) -> int:
    """0 no, 1 unknown, 2 yes. `right` is a tuple of codes, or a value."""
    if test.verb in _ORDER:
        swap, negate = _ORDER[test.verb]
        a, b = _in_one_unit(test, pair(left), pair(right))  # type: ignore[arg-type]
        found = at_least(b, a) if swap else at_least(a, b)
        return 2 - found if negate else found
    if isinstance(test.right, tuple):
        wanted = frozenset(test.right)
        return any_member(left, wanted) if test.left.kind == "codes" else among(left, wanted)  # type: ignore[arg-type]
    if isinstance(left, tuple):
        return same(left, pair(right))  # type: ignore[arg-type]
    if test.left.kind == "codes":
        return any_member(left, right) if isinstance(right, frozenset) else 1
    if test.right.kind == "codes":
        return among(left, right) if isinstance(right, frozenset) else 1
    return same_code(left, right)  # type: ignore[arg-type]


def _in_one_unit(test: Test, left: tuple, right: tuple) -> tuple[tuple, tuple]:  # type: ignore[type-arg]
    """Calendar years met with months at run time: twelve months each."""
    if test.left.kind == "calendar_years" and not isinstance(test.right, tuple) and test.right.kind == "months":
        return scaled(left, 12), right
    if test.left.kind == "months" and not isinstance(test.right, tuple) and test.right.kind == "calendar_years":
        return left, scaled(right, 12)
    return left, right


__all__ = ["NO", "YES", "truth"]
