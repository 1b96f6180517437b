"""A program as clauses: the canonical form of its derivations, which every engine reports as proofs.

A clause says that its head holds where every atom of its body does. Signs are pushed down to the atoms, an `any` becomes an atom
with a clause for each alternative, and several clauses with one head are alternatives. Clauses stand in an order in which each
body reads only heads that are complete by then.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.chaining.port import Step
from engine.language.ir import AnyOf, Condition, Held, Not, Program, Said, Test, leaves

TRUE = "true"
"""The atom that always holds: the body of a condition without parts."""


def step_into(path: str, index: int) -> str:
    """The path of a part of a condition."""
    return f"{path}/{index}"


def test_addresses(program: Program) -> tuple[str, ...]:
    """The addresses of the tests that decide, in the order of the text."""
    found = (leaf.address for rule in program.rules for leaf, _ in leaves(rule.when) if isinstance(leaf, Test))
    return tuple(dict.fromkeys(found))


def clauses(program: Program) -> tuple[Step, ...]:
    """Every derivation that the program allows, in reading order."""
    found = _Lowering()
    for entry in program.order:
        name = entry[2:]
        if entry.startswith("r:"):
            found.rule(program, name)
        else:
            found.conclusion(program, name)
    return tuple(dict.fromkeys(found.steps))


@dataclass
class _Lowering:
    steps: list[Step] = field(default_factory=list)

    def add(self, head: str, body: list[str]) -> None:
        self.steps.append(Step(head, tuple(dict.fromkeys(body)) or (TRUE,)))

    def rule(self, program: Program, name: str) -> None:
        condition = list(self.conjunction(program.rule[name].when, False, name))
        self.add("b:" + name, condition + ["!e:" + b for b in program.barred_by[name]])
        self.add("e:" + name, ["b:" + name, *("!e:" + e for e in program.replaced_by[name])])

    def conclusion(self, program: Program, name: str) -> None:
        for rule in program.by_conclusion[name]:
            others = [e for e in program.replaced_by[rule] if program.rule[e].concludes != name]
            self.add("c:" + name, ["b:" + rule, *("!e:" + e for e in others)])

    def conjunction(self, node: Condition, negated: bool, path: str) -> Iterator[str]:
        sign = "!" if negated else ""
        if isinstance(node, Not):
            yield from self.conjunction(node.part, not negated, path)
        elif isinstance(node, Test):
            yield f"{sign}t:{node.address}"
        elif isinstance(node, Said):
            yield f"{sign}c:{node.conclusion}"
        elif isinstance(node, Held):
            yield f"{sign}e:{node.rule}"
        elif isinstance(node, AnyOf) == negated:
            for index, part in enumerate(node.parts):
                yield from self.conjunction(part, negated, step_into(path, index))
        elif node.parts:
            for index, part in enumerate(node.parts):
                self.add("a:" + path, list(self.conjunction(part, negated, step_into(path, index))))
            yield "a:" + path
        else:
            yield "!" + TRUE
