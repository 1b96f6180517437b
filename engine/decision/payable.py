"""From when: the day on which every awaited test of the rules that carried the answer is met.

The latest of all awaited tests of one way, the earliest of the ways. What is not met on the day of the question is outstanding.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.chaining.port import Trace
from engine.counting.calendar import add_months
from engine.decision.bounds import DOMAINS, Pair, known, pair
from engine.decision.evaluation import Evaluation
from engine.language.ir import YES, All, Condition, Given, Held, Program, Said, Test, leaves


@dataclass(frozen=True, slots=True)
class Awaited:
    """One test that only time or a claim can meet, and the day (ordinal) on which it is met, None where a fact is missing."""

    test: Test
    met_on: int | None
    rule: str


class Payable:
    """`first_day` is the day from which the benefit can be paid, None where it is not known; `awaited` are all that were read."""

    def __init__(self, e: Evaluation, program: Program, trace: Trace) -> None:
        self.e, self.program, self.trace = e, program, trace
        self.awaited: dict[str, Awaited] = {}

    def of_conclusion(self, name: str, seen: frozenset[str] = frozenset()) -> int | None:
        ways = [r for r in self.program.by_conclusion.get(name, ()) if self.trace.holds[r] == YES and r not in seen]
        days = [self.of_rule(r, seen) for r in ways]
        told = [d for d in days if d is not None]
        return min(told) if told else None

    def of_rule(self, rule_id: str, seen: frozenset[str]) -> int | None:
        rule = self.program.rule[rule_id]
        days: list[int | None] = [0]
        for leaf, negated in leaves(rule.when):
            if isinstance(leaf, Said) and not negated and self.trace.conclusions[leaf.conclusion] == YES:
                days.append(self.of_conclusion(leaf.conclusion, seen | {rule_id}))
            elif isinstance(leaf, Held) and not negated and self.trace.holds[leaf.rule] == YES:
                days.append(self.of_rule(leaf.rule, seen | {rule_id}))
        for test in tests_of(rule.awaits):
            met = self.met_on(test)
            self.awaited[test.address] = Awaited(test, met, rule_id)
            days.append(met)
        return None if None in days else max(d for d in days if d is not None)

    def met_on(self, test: Test) -> int | None:
        """The first day on which an awaited test holds: an age, or a date that comes."""
        if isinstance(test.right, tuple):
            return None
        right: Pair = pair(self.e.value(test.right))
        if isinstance(test.left, Given) and test.left.path in ("person.age", "claimant.age"):
            birth = pair(self.e.given.value("date", f"{test.left.path.partition('.')[0]}.birth_date"))
            if not known(birth) or not known(right) or birth == DOMAINS["date"]:
                return None
            return add_months(int(birth[0]), int(right[0]))
        if isinstance(test.left, Given) and test.left.path in ("as_of", "claim.date") and known(right):
            return int(right[0])
        return 0 if self.e.truth(test) == YES else None


def tests_of(node: Condition | None) -> list[Test]:
    """The awaited tests of a rule: one, or all of a list."""
    if node is None:
        return []
    parts = node.parts if isinstance(node, All) else (node,)
    return [p for p in parts if isinstance(p, Test)]
