"""One instance lowered whole: its names, records, crediting rules, rules and rings, with everything that is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

from engine.checking.locate import FAULTS, Steps, located, unreadable
from engine.checking.scopes import BENEFIT, POSTING
from engine.language.blocks import Block, in_force
from engine.language.conditions import Conditions
from engine.language.instance import Instance
from engine.language.ir import Condition, Figure, Rule, Test, leaves
from engine.problems import Problem, RuleFileRefused, nearest

T = TypeVar("T")

_POSTING = ("in_scope", "insured_in")


@dataclass
class Lowering:
    """What comes of an instance: problems, the addresses that an answer can name, and the rules that went well."""

    instance: Instance
    kind: str
    problems: list[Problem] = field(default_factory=list)
    addresses: set[str] = field(default_factory=set)
    rules: list[Rule] = field(default_factory=list)

    def run(self) -> Lowering:
        """Lower everything that a question of this kind can need."""
        instance = self.instance
        if self.kind == BENEFIT:  # the other viewpoints have no deciding State, for which figures and credits are written
            for block in instance.blocks:
                self._names(block)
            self._credits()
        wanted = [c for c in sorted(instance.conclusions) if self.kind != POSTING or c in _POSTING]
        for rule_id in instance.rule_ids if self.kind != POSTING else self._with_exceptions(wanted):
            self._rule(rule_id)
        self._notices()
        if not self.problems:
            self._try(lambda: instance.program(wanted).order, instance.blocks[0], (), instance.instrument)
            self.problems = [self._at_rule(p) for p in self.problems]
        return self

    def _at_rule(self, problem: Problem) -> Problem:
        """What is wrong with the rules together (a ring, two tests of one address) stands at the first rule that it names."""
        for rule_id, (block, rule, _) in sorted(self.instance.book.in_scope.items(), key=lambda x: (len(x[0]), x[0]), reverse=True):
            if f"r:{rule_id}" in problem.found or problem.found.startswith(f"{rule_id}."):
                return replace(problem, place=block.place(*_path(block, rule)), address=self._address(rule_id))
        return problem

    def _try(self, what: Callable[[], T], block: Block, path: Steps, address: str) -> T | None:
        """The result, or None with the problem placed at the word it speaks of."""
        try:
            return what()
        except RuleFileRefused as refused:
            self.problems += [located(p, block, path, address) for p in refused.problems]
        except FAULTS as fault:
            self.problems.append(unreadable(fault, block, path, address))
        return None

    def _address(self, rule_id: str) -> str:
        return rule_id if rule_id.startswith("national.") else f"{self.instance.instrument}.{rule_id}"

    def _with_exceptions(self, wanted: list[str]) -> list[str]:
        """The rules of some conclusions, and at any depth those that bar or replace them."""
        book = self.instance.book
        exceptions = self._try(lambda: book.exceptions, self.instance.blocks[0], (), self.instance.instrument) or {}
        todo = [i for c in wanted for i in (["scope.persons"] if c == "in_scope" else book.concluding.get(c, []))]
        found: dict[str, None] = {}
        while todo:
            rule_id = todo.pop(0)
            if rule_id not in found:
                found[rule_id] = None
                todo += exceptions.get(rule_id, [])
        return list(found)

    # --- names

    def _names(self, block: Block) -> None:
        """Every figure, parameter and blank that fits the scope."""
        names, own = self.instance.names, self._address(block.id).rstrip(".")
        told: list[tuple[Steps, str]] = []
        for figure, body in block.part("figures").items():
            if names.scope.fits(body.get("for")):
                read = sorted(names.records) if body.get("each") == "record" else [""]
                told += [(("figures", figure), f"{record}.{figure}" if record else figure) for record in read]
        told += [(("parameters", n), n) for n, body in block.part("parameters").items() if body.get("type") != "conversion"]
        told += [(("blanks", n), n) for n in block.blanks if block.sources is not None]
        for path, name in told:
            here: Steps = path if path[0] != "blanks" else ()
            node = self._try(partial(names.value, name, block), block, here, f"{own}.{path[-1]}")
            if isinstance(node, Figure):
                self._asks(node, block, here, f"{own}.{path[-1]}")

    def _asks(self, node: Figure, block: Block, path: Steps, address: str) -> None:
        """A figure that asks other States what they conclude must ask for what some rule concludes."""
        holds, book = dict(node.arguments).get("holds"), self.instance.book
        known = isinstance(holds, str) and holds.endswith(".qualifies") and holds.partition(".")[0] in self.instance.names.records
        if (
            known
            or not isinstance(holds, str)
            or holds in self.instance.conclusions | book.possible_conclusions(block)
            or book.is_known_rule(holds, block)
        ):
            return
        mend = nearest(holds, sorted(self.instance.conclusions)) or "ask for what a rule concludes"
        problem = Problem(block.place(*path), "nothing-concludes", "no rule concludes what is asked of other States here", holds, "", mend, address)
        self.problems.append(located(replace(problem, message=f"{node.name}: {problem.message}"), block, path, address))

    # --- rules

    def _rule(self, rule_id: str) -> None:
        block: Block = self.instance.blocks[0]
        path: Steps = ("scope", "persons")
        if rule_id in self.instance.book.in_scope:
            block, body, _ = self.instance.book.in_scope[rule_id]
            path = _path(block, body)
        rule = self._try(partial(self.instance.rule, rule_id), block, path, self._address(rule_id))
        if rule is None:
            return
        self.rules.append(rule)
        for condition in (rule.when, rule.awaits):
            if condition is not None:
                self._remember(rule.id, condition)
                for leaf, _ in leaves(condition):
                    if isinstance(leaf, Test) and isinstance(leaf.left, Figure) and leaf.left.function == "partners_conclude":
                        self._asks(leaf.left, block, path, self._address(leaf.address))

    def _credits(self) -> None:
        """Each crediting rule by itself, so that one that is refused does not hide another; then all together."""
        book, sound = self.instance.book, len(self.problems)
        ids = list(book.period_rules)
        for rule_id, (block, rule) in book.period_rules.items():
            path, address = _path(block, rule), self._address(rule_id)
            condition = self._try(partial(Conditions(book).lower, rule["when"], block, rule_id), block, path, address)
            self._try(partial(book.targets, rule.get("bars") or [], block, ids), block, path, address)
            if condition is not None:
                self._remember(rule_id, condition)
        if len(self.problems) == sound:
            self._try(lambda: self.instance.credits, self.instance.blocks[0], (), self.instance.instrument)

    def _notices(self) -> None:
        """Conditions of notices are read when an answer is told: they must lower too."""
        for block in self.instance.blocks:
            for n, notice in enumerate(block.data.get("notices") or [] if not block.path else []):
                address = f"{self._address(block.id)}.{notice['id']}".replace("..", ".")
                if "when" in notice and self._fits(notice, block):
                    self._try(partial(self.instance.condition, notice["when"], block, address), block, ("notices", n), address)

    def _fits(self, part: Mapping[str, Any], block: Block) -> bool:
        instruments = block.data.get("instruments") or self.instance.names.instruments
        return self.instance.scope.fits(part.get("for")) and in_force(part, instruments, self.instance.day)

    def _remember(self, rule_id: str, when: Condition) -> None:
        self.addresses.add(self._address(rule_id))
        self.addresses.update(self._address(leaf.address) for leaf, _ in leaves(when))


def _path(block: Block, rule: Mapping[str, Any]) -> Steps:
    return ("rules", next(n for n, r in enumerate(block.data["rules"]) if r is rule))
