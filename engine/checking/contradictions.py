"""Rules that could both hold and say different things, of which neither gives way to the other: candidates, told as warnings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from engine.checking.findings import warning
from engine.language.instance import Instance
from engine.language.ir import All, AnyOf, Condition, Held, Literal, Not, Rule, Said, Test, Value
from engine.problems import Problem

#: More than any count or date of the language.
ENDLESS = 10**12


def candidates(instance: Instance, rules: Sequence[Rule]) -> Iterator[Problem]:
    """Pairs of rules with one conclusion and different values, whose conditions are not seen to exclude each other."""
    valued = sorted((r for r in rules if r.concludes and r.value is not None), key=lambda r: r.id)
    for one, other in combinations(valued, 2):
        if one.concludes != other.concludes or _same(one.value, other.value):
            continue
        if _gives_way(one, other, rules) or _gives_way(other, one, rules):
            continue
        if exclusive(one.when, other.when):
            continue
        block, body, _ = instance.book.in_scope[other.id]
        number = next(n for n, r in enumerate(block.data["rules"]) if r is body)
        yield warning(
            block.place("rules", number),
            "may-contradict",
            f"this rule and {one.id} conclude `{other.concludes}` with different values, and neither bars nor replaces the other",
            found=f"{one.id} and {other.id}",
            expected="conditions that exclude each other, or an exception",
            mend="say which one gives way (`replaces`), or narrow one of them",
            address=f"{instance.instrument}.{other.id}",
        )


def _gives_way(rule: Rule, other: Rule, rules: Sequence[Rule]) -> bool:
    """Whether a rule is barred or replaced by the other, or by a third that holds whenever the other does."""
    return any(r is other or exclusive(other.when, Not(r.when)) for r in rules if rule.id in (*r.bars, *r.replaces))


def _same(left: Value | None, right: Value | None) -> bool:
    if isinstance(left, Literal) and isinstance(right, Literal):
        return (left.kind, left.value, left.currency) == (right.kind, right.value, right.currency)
    return left == right


def exclusive(one: Condition, other: Condition) -> bool:
    """Whether it is plain from the tests alone that both cannot hold. False where it is not seen."""
    one, other = _pushed(one), _pushed(other)
    if isinstance(one, AnyOf):
        return all(exclusive(part, other) for part in one.parts)
    if isinstance(other, AnyOf):
        return all(exclusive(one, part) for part in other.parts)
    if isinstance(one, All):
        return any(exclusive(part, other) for part in one.parts)
    if isinstance(other, All):
        return any(exclusive(one, part) for part in other.parts)
    return _leaves_exclude(one, other)


def _pushed(node: Condition) -> Condition:
    """Denial moved down to the tests."""
    if isinstance(node, Not):
        inner = node.part
        if isinstance(inner, Not):
            return _pushed(inner.part)
        if isinstance(inner, All):
            return AnyOf(tuple(Not(p) for p in inner.parts))
        if isinstance(inner, AnyOf):
            return All(tuple(Not(p) for p in inner.parts))
    return node


def _leaves_exclude(one: Condition, other: Condition) -> bool:
    denied = isinstance(one, Not), isinstance(other, Not)
    a, b = one.part if isinstance(one, Not) else one, other.part if isinstance(other, Not) else other
    if _constant(a) is denied[0] or _constant(b) is denied[1]:
        return True  # a test that cannot be met excludes everything
    if isinstance(a, (Said, Held)) and isinstance(b, (Said, Held)):
        same = (getattr(a, "conclusion", None), getattr(a, "rule", None)) == (getattr(b, "conclusion", None), getattr(b, "rule", None))
        return same and denied[0] != denied[1]
    if not isinstance(a, Test) or not isinstance(b, Test) or a.left != b.left:
        return False
    if (a.verb, a.right) == (b.verb, b.right):
        return denied[0] != denied[1]
    return _apart(a, b, denied)


def _constant(node: Condition) -> bool | None:
    """Whether a test on two written values holds; None where it is no such test."""
    if isinstance(node, Test) and node.verb in ("is", "in") and isinstance(node.left, Literal) and not isinstance(node.left.value, frozenset):
        if isinstance(node.right, tuple):
            return str(node.left.value) in node.right
        if isinstance(node.right, Literal) and not isinstance(node.right.value, frozenset):
            return node.left.value == node.right.value
    return None


def _codes(test: Test) -> frozenset[object] | None:
    if isinstance(test.right, tuple):
        return frozenset(test.right)
    return frozenset({test.right.value}) if isinstance(test.right, Literal) else None


def _apart(a: Test, b: Test, denied: tuple[bool, bool]) -> bool:
    if a.verb in ("is", "in", "listed_in") and b.verb in ("is", "in", "listed_in"):
        left, right = _codes(a), _codes(b)
        if left is None or right is None or a.left.kind == "codes":
            return False
        if denied == (False, False):
            return not left & right
        if denied == (False, True):
            return left <= right
        return denied == (True, False) and right <= left
    low_a, low_b = _bounds(a, denied[0]), _bounds(b, denied[1])
    if low_a is None or low_b is None:
        return False
    return low_a[0] >= low_b[1] or low_b[0] >= low_a[1]


def _bounds(test: Test, denied: bool) -> tuple[int, int] | None:
    """From (included) and to (excluded) of what a comparison with a whole number admits."""
    if not isinstance(test.right, Literal) or not isinstance(test.right.value, int):
        return None
    n, endless = test.right.value, ENDLESS
    below, above = (-endless, n), (n, endless)
    known = {
        "at_least": above,
        "on_or_after": above,
        "more_than": (n + 1, endless),
        "less_than": below,
        "before": below,
        "at_most": (-endless, n + 1),
    }
    found = known.get(test.verb)
    if found is None:
        return None
    return ((found[1], endless) if found[0] == -endless else (-endless, found[0])) if denied else found
