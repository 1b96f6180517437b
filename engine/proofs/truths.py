"""The truth of one test as two formulas: that it certainly holds, and that it possibly does. They are one where the law says everything."""

from __future__ import annotations

from dataclasses import dataclass

from engine.language.ir import Test
from engine.proofs.person import Person
from engine.proofs.terms import Term, Terms
from engine.proofs.values import Code, Members, Number, Value

_ORDER = {"at_least": (False, False), "on_or_after": (False, False), "less_than": (False, True), "before": (False, True)}
_ORDER |= {"at_most": (True, False), "more_than": (True, True)}
_MONTHS = 12


@dataclass(frozen=True)
class Truth:
    """Three truths of a person who is known: yes (`certain`), no (not `possible`), and open in the law itself."""

    certain: Term
    possible: Term


def negated(terms: Terms, truth: Truth) -> Truth:
    return Truth(terms.no(truth.possible), terms.no(truth.certain))


def least(terms: Terms, truths: list[Truth]) -> Truth:
    return Truth(terms.all(t.certain for t in truths), terms.all(t.possible for t in truths))


def greatest(terms: Terms, truths: list[Truth]) -> Truth:
    return Truth(terms.any(t.certain for t in truths), terms.any(t.possible for t in truths))


def truth_of(p: Person, test: Test) -> Truth:
    """The test on one person."""
    left = p.value(test.left)
    right = None if isinstance(test.right, tuple) else p.value(test.right)
    unknown = p.terms.any([left.unknown, *([right.unknown] if right is not None else [])])
    if unknown.eq(p.terms.true):
        return Truth(p.terms.false, p.terms.true)
    holds = _holds(p, test, left, right)
    if unknown.eq(p.terms.false):
        return Truth(holds, holds)
    return Truth(p.terms.all([holds, p.terms.no(unknown)]), p.terms.any([holds, unknown]))


def _holds(p: Person, test: Test, left: Value, right: Value | None) -> Term:
    if test.verb in _ORDER:
        assert isinstance(left, Number) and isinstance(right, Number)
        swap, negate = _ORDER[test.verb]
        a, b = _in_one_unit(test, left, right)
        found = _at_least(b, a) if swap else _at_least(a, b)
        return p.terms.no(found) if negate else found
    if right is None:
        assert isinstance(test.right, tuple)
        return p.terms.any(_has(p, left, code) for code in dict.fromkeys(test.right))
    if isinstance(left, Number):
        assert isinstance(right, Number)
        return _equal(left, right)
    if isinstance(left, Members):
        return _meet(p, left, right)
    return _meet(p, right, left) if isinstance(right, Members) else _same_code(p, left, right)


def _in_one_unit(test: Test, left: Number, right: Number) -> tuple[Number, Number]:
    kinds = (test.left.kind, "" if isinstance(test.right, tuple) else test.right.kind)
    if kinds == ("calendar_years", "months"):
        return Number(left.top * _MONTHS, left.unknown), right
    return (left, Number(right.top * _MONTHS, right.unknown)) if kinds == ("months", "calendar_years") else (left, right)


def _crossed(left: Number, right: Number) -> tuple[Term, Term]:
    """Both over one bottom."""
    one = left.top if right.bottom is None else left.top * right.bottom
    other = right.top if left.bottom is None else right.top * left.bottom
    return one, other


def _at_least(left: Number, right: Number) -> Term:
    one, other = _crossed(left, right)
    return one >= other


def _equal(left: Number, right: Number) -> Term:
    one, other = _crossed(left, right)
    return one == other


def _has(p: Person, value: Value, code: str) -> Term:
    if isinstance(value, Members):
        return value.of.get(code, p.terms.false)
    assert isinstance(value, Code)
    if len(value.domain) == 1:
        return p.terms.true if value.domain[0] == code else p.terms.false
    return value.term == p.book.number(code) if code in value.domain else p.terms.false


def _meet(p: Person, members: Value, other: Value) -> Term:
    assert isinstance(members, Members)
    if isinstance(other, Members):
        return p.terms.any(p.terms.all([term, other.of[code]]) for code, term in members.of.items() if code in other.of)
    return p.terms.any(p.terms.all([term, _has(p, other, code)]) for code, term in members.of.items())


def _same_code(p: Person, left: Value, right: Value) -> Term:
    assert isinstance(left, Code) and isinstance(right, Code)
    if len(left.domain) == 1 and len(right.domain) == 1:
        return p.terms.true if left.domain == right.domain else p.terms.false
    return left.term == right.term
