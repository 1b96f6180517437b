"""What is missing: the facts under tests that are open, in branches that are open themselves, the most useful first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.chaining.port import Trace
from engine.language.ir import UNKNOWN, All, AnyOf, Condition, Held, Not, Program, Said, Test
from engine.language.naming import LAW


@dataclass(frozen=True, slots=True)
class Missing:
    """One fact to ask for, and the addresses of the tests that wait for it."""

    fact: str
    because_of: tuple[str, ...]


def missing(
    program: Program, trace: Trace, conclusions: tuple[str, ...], asks: Callable[[Test], set[str]], left_open: Mapping[str, object]
) -> list[Missing]:
    """Own facts first, by how many open tests they settle and then by name; then what an authority or a choice must say; last what
    the rule files do not tell for the day."""
    walk = _Walk(program, trace, asks)
    for conclusion in conclusions:
        walk.conclusion(conclusion)
    order = sorted(walk.facts, key=lambda f: (f.startswith(LAW), f in left_open, -len(walk.facts[f]), f))
    return [Missing(f, tuple(sorted(walk.facts[f]))) for f in order]


class _Walk:
    def __init__(self, program: Program, trace: Trace, asks: Callable[[Test], set[str]]) -> None:
        self.program, self.trace, self.asks = program, trace, asks
        self.facts: dict[str, set[str]] = {}
        self.seen: set[str] = set()

    def conclusion(self, name: str) -> None:
        if f"c:{name}" not in self.seen:
            self.seen.add(f"c:{name}")
            for rule_id in self.program.by_conclusion.get(name, ()):
                self.rule(rule_id)

    def rule(self, rule_id: str) -> None:
        if f"r:{rule_id}" in self.seen or self.trace.holds[rule_id] != UNKNOWN:
            return
        self.seen.add(f"r:{rule_id}")
        self.down(self.program.rule[rule_id].when)
        for exception in (*self.program.barred_by[rule_id], *self.program.replaced_by[rule_id]):
            self.rule(exception)

    def truth(self, node: Condition) -> int:
        if isinstance(node, Not):
            return 2 - self.truth(node.part)
        if isinstance(node, All):
            return min(self.truth(p) for p in node.parts)
        if isinstance(node, AnyOf):
            return max(self.truth(p) for p in node.parts)
        if isinstance(node, Said):
            return self.trace.conclusions[node.conclusion]
        if isinstance(node, Held):
            return self.trace.holds[node.rule]
        return self.trace.tests[node.address]

    def down(self, node: Condition) -> None:
        if self.truth(node) != UNKNOWN:
            return
        if isinstance(node, Not):
            self.down(node.part)
        elif isinstance(node, (All, AnyOf)):
            for part in node.parts:
                self.down(part)
        elif isinstance(node, Said):
            self.conclusion(node.conclusion)
        elif isinstance(node, Held):
            self.rule(node.rule)
        else:
            for fact in self.asks(node):
                self.facts.setdefault(fact, set()).add(node.address)
