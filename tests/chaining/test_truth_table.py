"""Exceptions, unknown or not, as the language promises them; the same from both engines."""

from __future__ import annotations

import pytest

from engine.chaining.durable import DurableRules
from engine.chaining.port import Engine, Step, Trace, TruthsRefused
from engine.chaining.twin import PurePython
from engine.language.ir import NO, UNKNOWN, YES, All, AnyOf, Condition, Held, Literal, Not, Program, Rule, Said

from .random_programs import CITE, check

R, E = frozenset({"r"}), frozenset({"e"})
NONE: frozenset[str] = frozenset()

# condition of the rule, exception, the rule's conclusion when barred, when replaced by another conclusion, then by the same one
TABLE = [
    (YES, NO, YES, YES, (YES, R, NONE)),
    (YES, UNKNOWN, UNKNOWN, UNKNOWN, (YES, NONE, R | E)),
    (YES, YES, NO, NO, (YES, E, NONE)),
    (UNKNOWN, NO, UNKNOWN, UNKNOWN, (UNKNOWN, NONE, R)),
    (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, (UNKNOWN, NONE, R | E)),
    (UNKNOWN, YES, NO, NO, (YES, E, NONE)),
    (NO, NO, NO, NO, (NO, NONE, NONE)),
    (NO, UNKNOWN, NO, NO, (UNKNOWN, NONE, E)),
    (NO, YES, NO, NO, (YES, E, NONE)),
]


@pytest.fixture(params=[PurePython, DurableRules], ids=["pure-python", "durable-rules"])
def engine(request: pytest.FixtureRequest) -> Engine:
    made: Engine = request.param()
    return made


def run(engine: Engine, rules: list[Rule], **truths: int) -> Trace:
    chain = engine.compile(Program("table", tuple(rules)))
    try:
        return chain.run(truths)
    finally:
        chain.close()


def rule(name: str, when: Condition, concludes: str = "", bars: str = "", replaces: str = "") -> Rule:
    value = Literal("code", name) if concludes else None
    return Rule(name, when, CITE, concludes, value, bars=tuple(bars.split()), replaces=tuple(replaces.split()))


@pytest.mark.parametrize(("when", "exception", "barred", "other", "same"), TABLE)
def test_the_table(engine: Engine, when: int, exception: int, barred: int, other: int, same: tuple[int, frozenset[str], frozenset[str]]) -> None:
    r = rule("r", check("w"), "right")
    trace = run(engine, [r, rule("e", check("x"), bars="r")], w=when, x=exception)
    assert trace.conclusions["right"] == trace.before["r"] == trace.holds["r"] == barred

    trace = run(engine, [r, rule("e", check("x"), "less", replaces="r")], w=when, x=exception)
    assert (trace.conclusions["right"], trace.conclusions["less"]) == (other, exception)
    assert (trace.before["r"], trace.holds["r"]) == (when, other)

    trace = run(engine, [r, rule("e", check("x"), "right", replaces="r")], w=when, x=exception)
    assert (trace.conclusions["right"], *trace.values["right"]) == same


@pytest.mark.parametrize(("lifted", "expected"), [(NO, NO), (UNKNOWN, UNKNOWN), (YES, YES)])
def test_an_exception_to_an_exception(engine: Engine, lifted: int, expected: int) -> None:
    rules = [rule("r", check("w"), "right"), rule("e", check("x"), bars="r"), rule("l", check("y"), bars="e")]
    assert run(engine, rules, w=YES, x=YES, y=lifted).conclusions["right"] == expected


def test_a_rule_as_a_test_is_read_after_its_exceptions(engine: Engine) -> None:
    rules = [
        rule("r", check("w"), "right"),
        rule("e", check("x"), "right", replaces="r"),
        rule("held", Held("held.r", "r"), "by-rule"),
        rule("said", Said("said.right", "right"), "by-conclusion"),
    ]
    trace = run(engine, rules, w=YES, x=YES)
    assert trace.conclusions == {"right": YES, "by-rule": NO, "by-conclusion": YES}


def test_parts_that_are_empty(engine: Engine) -> None:
    rules = [rule("all", All(()), "all"), rule("any", AnyOf(()), "any"), rule("none", Not(All((AnyOf(()),))), "none")]
    assert run(engine, rules).conclusions == {"all": YES, "any": NO, "none": YES}


def test_a_program_without_rules(engine: Engine) -> None:
    assert run(engine, []) == Trace({}, {}, {}, {}, (), {})


def test_proofs_name_what_certainly_held(engine: Engine) -> None:
    rules = [rule("r", All((check("w"), AnyOf((check("p"), Not(check("q")))))), "right"), rule("e", check("x"), bars="r")]
    trace = run(engine, rules, w=YES, p=UNKNOWN, q=NO, x=NO)
    assert trace.proofs == (
        Step("a:r/1", ("!t:q",)),
        Step("b:r", ("t:w", "a:r/1", "!e:e")),
        Step("c:right", ("b:r",)),
        Step("e:r", ("b:r",)),
    )


def test_truths_are_checked(engine: Engine) -> None:
    rules = [rule("r", check("w"), "right")]
    with pytest.raises(TruthsRefused, match="no truth given for the test 'w'"):
        run(engine, rules)
    with pytest.raises(TruthsRefused, match="the truth of w is 3; expected 0"):
        run(engine, rules, w=3)


def test_further_addresses_are_kept(engine: Engine) -> None:
    assert run(engine, [rule("r", check("w"))], w=YES, elsewhere=UNKNOWN).tests == {"w": YES, "elsewhere": UNKNOWN}
