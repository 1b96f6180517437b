"""Which pairs of conditions are seen to exclude each other, and which are not."""

from __future__ import annotations

import pytest

from engine.checking.contradictions import exclusive
from engine.language import ir
from engine.language.ir import All, AnyOf, Condition, Given, Literal, Not, Said, Value

AGE = Given("months", "person.age")
WORK = Given("code", "posting.activity")
STATES = Given("codes", "person.nationalities")


def _test(left: Value, verb: str, right: object) -> ir.Test:
    value = Literal(left.kind, right) if isinstance(right, int) else right
    return ir.Test("a", left, verb, value)  # type: ignore[arg-type]


EMPLOYED, OWN, EITHER = (_test(WORK, "in", x) for x in (("employed",), ("self-employed",), ("employed", "self-employed")))
RIGHT = Said("a", "right")


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (EMPLOYED, OWN, True),
        (EMPLOYED, EITHER, False),
        (EMPLOYED, Not(EITHER), True),
        (EITHER, Not(EMPLOYED), False),
        (_test(STATES, "in", ("DE",)), _test(STATES, "in", ("US",)), False),  # a person may be of both
        (_test(AGE, "at_least", 60), _test(AGE, "less_than", 60), True),
        (_test(AGE, "at_least", 60), _test(AGE, "at_most", 60), False),
        (_test(AGE, "more_than", 60), _test(AGE, "at_most", 60), True),
        (Not(_test(AGE, "at_least", 60)), _test(AGE, "at_least", 60), True),
        (Not(_test(AGE, "at_least", 60)), _test(AGE, "at_least", 61), True),
        (RIGHT, Not(RIGHT), True),
        (RIGHT, RIGHT, False),
        (All((RIGHT, EMPLOYED)), All((RIGHT, OWN)), True),
        (AnyOf((RIGHT, EMPLOYED)), OWN, False),
        (AnyOf((EMPLOYED, All((EMPLOYED, RIGHT)))), OWN, True),
        (Not(AnyOf((RIGHT, OWN))), All((EMPLOYED, RIGHT)), True),
        (Not(All((RIGHT, OWN))), RIGHT, False),
        (ir.Test("a", Literal("truth", 0), "is", Literal("truth", 1)), RIGHT, True),  # never met
    ],
)
def test_exclusive(one: Condition, other: Condition, apart: bool) -> None:
    assert exclusive(one, other) is apart
    assert exclusive(other, one) is apart
