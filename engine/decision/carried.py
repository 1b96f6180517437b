"""Why: the rules that carried a conclusion, down to the national conditions they rest on, and the exceptions that held."""

from __future__ import annotations

from engine.chaining.port import Trace
from engine.language.ir import YES, All, AnyOf, Condition, Held, Not, Program, Said


def carrying(program: Program, trace: Trace, conclusion: str) -> list[str]:
    """Ids of the rules with which a conclusion holds: those that hold for it, and under each those it rests on. Each once."""
    found: dict[str, None] = {}

    def down(node: Condition, wanted: int) -> None:
        if isinstance(node, Not):
            down(node.part, 2 - wanted)
        elif isinstance(node, (All, AnyOf)):
            for part in node.parts:
                down(part, wanted)
        elif isinstance(node, Said) and wanted == YES and trace.conclusions[node.conclusion] == YES:
            of_conclusion(node.conclusion)
        elif isinstance(node, Held) and wanted == YES and trace.holds[node.rule] == YES:
            of_rule(node.rule)

    def of_rule(rule_id: str) -> None:
        if rule_id not in found:
            found[rule_id] = None
            down(program.rule[rule_id].when, YES)

    def of_conclusion(name: str) -> None:
        for rule_id in program.by_conclusion.get(name, ()):
            if trace.holds[rule_id] == YES:
                of_rule(rule_id)

    of_conclusion(conclusion)
    return list(found)


def exceptions_that_held(program: Program, trace: Trace, conclusion: str) -> list[str]:
    """Rules that hold and bar or replace a rule for the conclusion that would have held without them."""
    found: dict[str, None] = {}
    for rule_id in program.by_conclusion.get(conclusion, ()):
        for other in (*program.barred_by[rule_id], *program.replaced_by[rule_id]):
            if trace.holds[other] == YES and program.rule[other].concludes != conclusion:
                found[other] = None
    return list(found)
