"""What is too large never reaches C; and where C breaks off, the next case starts clean."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from engine.chaining.durable import DurableRules
from engine.chaining.extension import load
from engine.chaining.session import EngineFault, RuleSet
from engine.chaining.twin import PurePython
from engine.language.ir import All, AnyOf, Program, Rule, Said
from engine.problems import RuleFileRefused

from .random_programs import CITE, case, check, program


class Watched:
    """The C module with a count of the rule sets made, and with failures on demand."""

    def __init__(self) -> None:
        self.made = 0
        self.failing: dict[str, BaseException] = {}

    def __getattr__(self, name: str) -> Any:
        real = getattr(load(), name)

        def call(*arguments: Any) -> Any:
            self.made += name == "create_ruleset"
            if name in self.failing:
                raise self.failing.pop(name)
            return real(*arguments)

        return real if name == "error" else call


def code(number: int) -> Exception:
    return load().error(f"Could not assert fact, error code: {number}")


def sharing(number: int) -> Program:
    """The conclusion of one rule is read by the given number of others."""
    rules = [Rule("s", check("s"), CITE, "said")]
    rules += [Rule(f"r{i}", All((Said(f"{i}.s", "said"), check(f"{i}"))), CITE) for i in range(number)]
    return Program("sharing", tuple(rules))


TOO_LARGE = {
    "an atom in more than 120 rules": sharing(121),
    "more than 1,500 rules": Program("many", tuple(Rule(f"r{i}", check(f"{i}"), CITE) for i in range(1_501))),
    "more than 1,500 clauses": Program("any", (Rule("r", AnyOf(tuple(check(f"{i}") for i in range(1_501))), CITE),)),
}


@pytest.mark.parametrize("large", TOO_LARGE.values(), ids=TOO_LARGE.keys())
def test_too_large_is_refused_before_c(large: Program) -> None:
    watched = Watched()
    with pytest.raises(RuleFileRefused) as refused:
        DurableRules(watched).compile(large)
    (problem,) = refused.value.problems
    assert problem.code == "too-large-for-engine"
    assert problem.found and problem.expected and problem.mend
    assert watched.made == 0
    truths = dict.fromkeys(case(Random(1), large, 0.0), 2)
    assert min(PurePython().compile(large).run(truths).before.values()) == 2


def test_120_rules_may_share_an_atom() -> None:
    DurableRules().compile(sharing(120)).close()


@pytest.mark.parametrize("function", ["assert_fact", "start_action_for_state", "complete_and_start_action", "delete_state"])
@pytest.mark.parametrize(
    ("failure", "raised", "rebuilt"),
    [
        (code(303), EngineFault, True),
        (code(101), EngineFault, True),
        (MemoryError(), EngineFault, True),
        (code(302), EngineFault, False),
        (KeyboardInterrupt(), KeyboardInterrupt, False),
    ],
    ids=["303", "101", "memory", "302", "interrupt"],
)
def test_the_next_case_is_clean(function: str, failure: BaseException, raised: type[BaseException], rebuilt: bool) -> None:
    random, watched = Random(11), Watched()
    one = program(random, 12, 12)
    truths = case(random, one, 0.2)
    expected = PurePython().compile(one).run(truths)
    chain = DurableRules(watched).compile(one)
    made = watched.made
    for _ in range(3):
        assert chain.run(truths) == expected
        watched.failing[function] = failure
        with pytest.raises(raised):
            chain.run(truths)
        assert not watched.failing
        assert chain.run(truths) == expected
    assert watched.made - made == (3 if rebuilt else 0)


def test_a_rule_set_that_cannot_be_replaced_is_replaced_later() -> None:
    watched = Watched()
    one = Program("one", (Rule("r", check("w"), CITE, "right"),))
    chain = DurableRules(watched).compile(one)
    watched.failing = {"assert_fact": code(303), "create_ruleset": MemoryError()}
    with pytest.raises(MemoryError):
        chain.run({"w": 2})
    assert chain.run({"w": 2}).conclusions == {"right": 2}


RULES: dict[str, object] = {
    "_prime": {"all": [{"m": {"b": -1}}]},
    "0": {"all": [{"m0": {"$and": [{"b": 0}, {"t": 1}]}}]},
    "1": {"all": [{"m0": {"$and": [{"b": 0}, {"t": 3}]}}]},
}
FIRST, SECOND = '{"sid":"x","id":"1","b":0,"t":1}', '{"sid":"x","id":"3","b":0,"t":3}'


def firings(rules: RuleSet, facts: list[str]) -> list[str]:
    """The names of the rules that fire."""
    fired: list[str] = []

    def fire(name: str) -> tuple[str, ...]:
        fired.append(name)
        return ()

    rules.run(facts, fire)
    return fired


def test_an_exception_while_firing_passes_through_and_leaves_nothing() -> None:
    rules = RuleSet(load(), RULES, 2)

    def broken(_: str) -> Iterator[str]:
        raise KeyError("constructed")

    for _ in range(5):
        with pytest.raises(KeyError, match="constructed"):
            rules.run([FIRST, SECOND], broken)
        assert firings(rules, [FIRST]) == ["0"]


def test_firings_have_a_budget() -> None:
    rules = RuleSet(load(), RULES, 1)
    with pytest.raises(EngineFault, match="more than 1 firings"):
        rules.run([FIRST, SECOND], lambda _: ())
    assert firings(rules, [FIRST]) == ["0"]


@pytest.mark.parametrize(("facts", "number"), [([FIRST, FIRST], 2), (['{"sid":"x","id":"9","b":7}'], 1)])
def test_a_fact_told_twice_or_to_nobody_is_a_fault(facts: list[str], number: int) -> None:
    rules = RuleSet(load(), RULES, 2)
    with pytest.raises(EngineFault, match=f"with code {number}; expected 0"):
        rules.run(facts, lambda _: ())
    assert firings(rules, [FIRST]) == ["0"]


def test_a_closed_chain_says_so() -> None:
    chain = DurableRules().compile(Program("one", (Rule("r", check("w"), CITE, "right"),)))
    chain.close()
    chain.close()
    with pytest.raises(RuntimeError, match="one: the chain is closed"):
        chain.run({"w": 2})
