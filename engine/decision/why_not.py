"""Why not: every test that keeps a rule from holding, through chained conclusions; and exceptions that hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.chaining.port import Trace
from engine.language.ir import NO, YES, All, AnyOf, Condition, Held, Literal, Not, Program, Rule, Said, Test, leaves


@dataclass(frozen=True, slots=True)
class Blocker:
    """A test that is decided the wrong way (`wanted` is what its rule needed), or an exception that holds."""

    rule: Rule
    test: Test | None = None
    wanted: int = YES
    barred: str = ""


def blockers(program: Program, trace: Trace, conclusion: str, truth_of: Callable[[Test], int]) -> list[Blocker]:
    """Everything that stands in the way of a conclusion, each once, in the order of the rules."""
    walk = _Walk(program, trace, truth_of)
    walk.conclusion(conclusion)
    return walk.found


class _Walk:
    def __init__(self, program: Program, trace: Trace, truth_of: Callable[[Test], int]) -> None:
        self.program, self.trace, self.truth_of = program, trace, truth_of
        self.found: list[Blocker] = []
        self.seen: set[str] = set()

    def add(self, key: str, blocker: Blocker) -> None:
        if key not in self.seen:
            self.seen.add(key)
            self.found.append(blocker)

    def conclusion(self, name: str) -> None:
        if f"c:{name}" in self.seen:
            return
        self.seen.add(f"c:{name}")
        for rule_id in self.program.by_conclusion.get(name, ()):
            self.rule(rule_id)

    def rule(self, rule_id: str) -> None:
        if f"r:{rule_id}" in self.seen or self.trace.holds[rule_id] == YES:
            return
        self.seen.add(f"r:{rule_id}")
        rule = self.program.rule[rule_id]
        if self.narrowed_away(rule.when):
            return
        self.down(rule, rule.when, YES)
        for exception in (*self.program.barred_by[rule_id], *self.program.replaced_by[rule_id]):
            if self.trace.holds[exception] == YES:
                other = self.program.rule[exception]
                if other.concludes == rule.concludes:
                    continue
                self.add(f"x:{exception}", Blocker(other, barred=rule_id))
                self.exception(other)

    def narrowed_away(self, node: Condition) -> bool:
        """Whether a rule is not for this question at all: a part of it tests what the text itself settled."""
        parts = node.parts if isinstance(node, All) else (node,)
        return any(isinstance(p, Test) and isinstance(p.left, Literal) and self.truth_of(p) != YES for p in parts)

    def exception(self, rule: Rule) -> None:
        """The tests that make an exception hold, which are what would lift it (one alone is told with it); what could have barred it."""
        if len(list(leaves(rule.when))) > 1:
            self.down(rule, rule.when, NO)
        for lifting in self.program.barred_by[rule.id]:
            self.down(self.program.rule[lifting], self.program.rule[lifting].when, YES)

    def down(self, rule: Rule, node: Condition, wanted: int) -> None:
        if isinstance(node, Not):
            self.down(rule, node.part, 2 - wanted)
        elif isinstance(node, (All, AnyOf)):
            for part in node.parts:
                self.down(rule, part, wanted)
        elif isinstance(node, Said):
            if self.trace.conclusions[node.conclusion] == 2 - wanted and wanted == YES:
                self.conclusion(node.conclusion)
        elif isinstance(node, Held):
            if self.trace.holds[node.rule] == 2 - wanted and wanted == YES:
                self.rule(node.rule)
        elif self.truth_of(node) == 2 - wanted:
            self.add(f"t:{node.address}", Blocker(rule, node, wanted))
