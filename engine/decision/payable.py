"""From when: the day on which every awaited test of the rules that carried the answer is met.

The latest of all awaited tests of one way, the earliest of the ways. What is not met on the day of the question is outstanding.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.chaining.port import Trace
from engine.counting.calendar import add_months
from engine.decision.bounds import DOMAINS, Pair, known, pair
from engine.decision.evaluation import Evaluation
from engine.language.ir import NO, YES, All, AnyOf, Condition, Given, Held, Program, Said, Test, leaves

#: A day that does not come: a way that is not open to this person.
NEVER = 10**7


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
        first = min(told) if told else None
        return None if first == NEVER else first

    def of_rule(self, rule_id: str, seen: frozenset[str]) -> int | None:
        rule = self.program.rule[rule_id]
        days: list[int | None] = [0]
        for leaf, negated in leaves(rule.when):
            if isinstance(leaf, Said) and not negated and self.trace.conclusions[leaf.conclusion] == YES:
                days.append(self.of_conclusion(leaf.conclusion, seen | {rule_id}))
            elif isinstance(leaf, Held) and not negated and self.trace.holds[leaf.rule] == YES:
                days.append(self.of_rule(leaf.rule, seen | {rule_id}))
        if rule.awaits is not None:
            days.append(self.met(rule.awaits, rule_id))
        return None if None in days else max(d for d in days if d is not None)

    def met(self, node: Condition, rule_id: str) -> int | None:
        """The day on which an awaited condition is met: of `all` the latest, of `any` the earliest way that is open to the person."""
        if isinstance(node, All):
            days = [self.met(part, rule_id) for part in node.parts]
            return NEVER if NEVER in days else None if None in days else max((d for d in days if d is not None), default=0)
        if isinstance(node, AnyOf):
            days = [self.met(part, rule_id) for part in node.parts]
            return None if None in days else min((d for d in days if d is not None), default=NEVER)
        if not isinstance(node, Test):
            return 0 if self.e.truth_of(node) == YES else None
        met = self.met_on(node)
        if met != NEVER:
            self.awaited[node.address] = Awaited(node, met, rule_id)
        return met

    def met_on(self, test: Test) -> int | None:
        """The first day on which an awaited test holds: an age, or a date that comes."""
        if isinstance(test.right, tuple):
            return {YES: 0, NO: NEVER}.get(self.e.truth(test))
        right: Pair = pair(self.e.value(test.right))
        if isinstance(test.left, Given) and test.left.path in ("person.age", "claimant.age"):
            birth = pair(self.e.given.value("date", f"{test.left.path.partition('.')[0]}.birth_date"))
            if not known(birth) or not known(right) or birth == DOMAINS["date"]:
                return None
            return add_months(int(birth[0]), int(right[0]))
        if isinstance(test.left, Given) and test.left.path in ("as_of", "claim.date") and known(right):
            return int(right[0])
        return {YES: 0, NO: NEVER}.get(self.e.truth(test))
