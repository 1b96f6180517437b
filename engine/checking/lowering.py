"""One instance lowered whole: its names, records, crediting rules, rules and rings, with everything that is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from engine.checking.locate import Steps, located
from engine.checking.scopes import BENEFIT, POSTING, Asked
from engine.language.blocks import Block
from engine.language.instance import Instance
from engine.language.ir import Condition, Figure, Rule, Test, leaves
from engine.problems import Place, Problem, RuleFileRefused, nearest

_POSTING = ("in_scope", "insured_in")


@dataclass
class Lowered:
    """What came of an instance: problems, the addresses that an answer can name, and the rules where all went well."""

    problems: list[Problem] = field(default_factory=list)
    addresses: set[str] = field(default_factory=set)
    rules: list[Rule] = field(default_factory=list)

    def attempt(self, what: Callable[[], Any], place: Place, address: str) -> Any:
        """The result, or None with the problem kept. Whatever else goes wrong in the reading is a fault of the text to be told too."""
        try:
            return what()
        except RuleFileRefused as refused:
            self.problems += [replace(p, address=p.address or address) for p in refused.problems]
        except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as fault:
            message = "this cannot be read as it stands"
            self.problems.append(
                Problem(place, "cannot-be-read", message, f"{type(fault).__name__}: {fault}", mend="check the words and shapes here", address=address)
            )
        return None


def lower(instance: Instance, asked: Asked) -> Lowered:
    """Lower everything that a question of this kind can need."""
    out = Lowered()
    if asked.kind == BENEFIT:
        for block in instance.blocks:
            _names(instance, block, out)
    wanted = [c for c in sorted(instance.conclusions) if asked.kind != POSTING or c in _POSTING]
    for rule_id in instance.rule_ids if asked.kind != POSTING else [i for c in wanted for i in instance.book.concluding.get(c, [])]:
        _rule(instance, rule_id, out)
    before = len(out.problems)
    credits = out.attempt(lambda: instance.credits, instance.file.place(), instance.instrument)
    if credits is None:
        for rule_id, (block, rule) in instance.book.period_rules.items():
            place = (*_rules_of(block), _number(block, rule))
            out.problems[before:] = [
                located(p, block, place, f"{instance.instrument}.{rule_id}") if p.address == block.id else p for p in out.problems[before:]
            ]
    for credit in [c for found in (credits or {}).values() for c in found]:
        _remember(out, instance, credit.id, credit.when)
    for bar in [b for found in instance.period_bars.values() for b in found] if credits is not None else []:
        _remember(out, instance, bar.id, bar.when)
    if not out.problems:
        out.attempt(lambda: instance.program(wanted).order, instance.file.place(), instance.instrument)
    return out


def _rules_of(block: Block) -> Steps:
    return ("rules",)


def _number(block: Block, rule: Any) -> int:
    return next(n for n, r in enumerate(block.data["rules"]) if r is rule)


def _names(instance: Instance, block: Block, out: Lowered) -> None:
    """Every figure, parameter and filled blank that fits the scope."""
    names, own = instance.names, f"{instance.instrument}.{block.id}".rstrip(".")
    told: list[tuple[Steps, str]] = []
    for figure, body in block.part("figures").items():
        if names.scope.fits(body.get("for")):
            read = sorted(names.records) if body.get("each") == "record" else [""]
            told += [(("figures", figure), f"{record}.{figure}" if record else figure) for record in read]
    told += [(("parameters", name), name) for name, body in block.part("parameters").items() if _is_value(body)]
    told += [(("blanks", name), name) for name in block.blanks if block.sources is not None]
    for path, name in told:
        problems = len(out.problems)
        node = out.attempt(lambda name=name: names.value(name, block), block.place(*path), own)  # type: ignore[misc]
        out.problems[problems:] = [located(p, block, path if path[0] != "blanks" else (), f"{own}.{path[-1]}") for p in out.problems[problems:]]
        if isinstance(node, Figure):
            _arguments(instance, block, path, node, out)


def _is_value(parameter: Any) -> bool:
    """Tables of a conversion are read by records, not as values."""
    return str(parameter.get("type")) != "conversion"


def _arguments(instance: Instance, block: Block, path: Steps, node: Figure, out: Lowered) -> None:
    """What a figure asks of others or of a table must be there."""
    given = dict(node.arguments)
    holds = given.get("holds")
    if (
        isinstance(holds, str)
        and holds not in instance.conclusions | instance.book.possible_conclusions(block)
        and not instance.book.is_known_rule(holds, block)
    ):
        known = sorted(instance.conclusions)
        out.problems.append(
            Problem(
                block.place(*path),
                "nothing-concludes",
                "no rule concludes what this figure asks for",
                holds,
                mend=nearest(holds, known),
                address=node.name,
            )
        )


def _rule(instance: Instance, rule_id: str, out: Lowered) -> None:
    problems = len(out.problems)
    address = _address(instance, rule_id)
    rule: Rule | None = out.attempt(lambda: instance.rule(rule_id), instance.file.place(), address)
    if rule is None:
        if rule_id in instance.book.in_scope:
            block, body, _ = instance.book.in_scope[rule_id]
            path: Steps = ("rules", _number(block, body))
        else:
            block, path = instance.blocks[0], ("scope", "persons")
        out.problems[problems:] = [located(p, block, path, address) for p in out.problems[problems:]]
        return
    out.rules.append(rule)
    _remember(out, instance, rule.id, rule.when)
    if rule.awaits is not None:
        _remember(out, instance, rule.id, rule.awaits)
    for test in _asking(rule):
        _partners(instance, rule_id, test, out)


def _asking(rule: Rule) -> Iterator[Test]:
    for leaf, _ in leaves(rule.when):
        if isinstance(leaf, Test) and isinstance(leaf.left, Figure) and leaf.left.function == "partners_conclude":
            yield leaf


def _partners(instance: Instance, rule_id: str, test: Test, out: Lowered) -> None:
    block, body, _ = instance.book.in_scope[rule_id]
    assert isinstance(test.left, Figure)
    problems = len(out.problems)
    _arguments(instance, block, ("rules", _number(block, body)), test.left, out)
    path: Steps = ("rules", _number(block, body))
    out.problems[problems:] = [located(replace(p, message=f"{test.name}: {p.message}"), block, path, test.address) for p in out.problems[problems:]]


def _address(instance: Instance, rule_id: str) -> str:
    return rule_id if rule_id.startswith("national.") else f"{instance.instrument}.{rule_id}"


def _remember(out: Lowered, instance: Instance, rule_id: str, when: Condition) -> None:
    out.addresses.add(_address(instance, rule_id))
    out.addresses.update(_address(instance, leaf.address) for leaf, _ in leaves(when))
