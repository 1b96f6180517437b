"""One instance read on one case: values, records, truths, and the conclusions of other instances that it asks for.

Values are worked out when a test needs them, once. An instance may ask another State's instance of the same instrument for a
conclusion (`every_partner.x`, `states_where`); such questions run on a slice of its rules, and a ring between them is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from weakref import WeakKeyDictionary

from engine.chaining.port import Chain, Engine, Trace
from engine.decision import truth as truths
from engine.decision.bounds import Bounded, known, pair, unknown
from engine.decision.functions import FUNCTIONS
from engine.decision.given import GivenFacts
from engine.decision.recording import Records
from engine.facts.case import Case
from engine.language.instance import Instance
from engine.language.ir import YES, All, AnyOf, Condition, Dated, Figure, Given, Held, Literal, Measure, Not, Program, Said, Test, Value
from engine.language.naming import PARTNER
from engine.problems import Problem, RuleFileRefused


class Evaluation:
    """`peer` gives the evaluation of another State under the same instrument, or None where that State has no national file;
    `third` the agreement between the deciding State and a third one; `facts` are the canonical facts."""

    def __init__(
        self,
        instance: Instance,
        case: Case,
        engine: Engine,
        peer: Callable[[str], Evaluation | None],
        third: Callable[[str], Evaluation | None],
        facts: Mapping[str, object],
    ) -> None:
        self.instance, self.case, self.engine, self.peer, self.third, self.facts = instance, case, engine, peer, third, facts
        self.given = GivenFacts(case, instance.scope.branch, instance.scope.roles.get("deciding"))
        self.records = Records(self)
        self._values: dict[int, tuple[Value, Bounded]] = {}
        self._traces: dict[tuple[str, ...], tuple[Program, Trace]] = {}
        self._asked: list[str] = []
        self.also_read: dict[str, str] = {}  # hashes of rule files of other instruments that were asked

    # --- values

    def value(self, node: Value) -> Bounded:
        kept = self._values.get(id(node))
        if kept is None:
            kept = self._values[id(node)] = (node, self._work_out(node))
        return kept[1]

    def _work_out(self, node: Value) -> Bounded:
        if isinstance(node, Given):
            return self.given.value(node.kind, node.path)
        if isinstance(node, Literal):
            return literal(node)
        if isinstance(node, Measure):
            return self.records.coverage(node.record)
        return self._selected(node) if isinstance(node, Dated) else FUNCTIONS[node.function](self, node)

    def _selected(self, node: Dated) -> Bounded:
        """The value on a date that may be known only within bounds: the least and the most of all rows it may select."""
        day = pair(self.value(node.by))
        picked = [row for n, row in enumerate(node.rows) if row[0] <= day[1] and (n + 1 == len(node.rows) or node.rows[n + 1][0] > day[0])]
        values = [pair(self.value(v)) for _, v in picked if v is not None]
        if not values or any(v is None for _, v in picked) or node.rows[0][0] > day[0]:
            return unknown(node.kind)
        return (min(v[0] for v in values), max(v[1] for v in values))

    def asks(self, node: Value) -> set[str]:
        """Facts of the case that are not known and on which a value depends."""
        if isinstance(node, Given):
            return set() if known(self.value(node)) else {self.given.asks(node.path)}
        if isinstance(node, Measure):
            return self.records.asks(node.record)
        if isinstance(node, Dated):
            return self.asks(node.by)
        if isinstance(node, Figure):
            return set() if known(self.value(node)) else self._asks_of_figure(node)
        return set()

    def _asks_of_figure(self, node: Figure) -> set[str]:
        found: set[str] = set()
        for name, argument in node.arguments:
            if isinstance(argument, tuple):
                found |= {a for part in argument for a in self.asks(part)}
            elif not isinstance(argument, str):
                found |= self.asks(argument)
            elif name == "of" and argument in self.instance.records:
                found |= self.records.asks(argument, where=True)
            elif name == "of" and argument == PARTNER:
                found |= self._asks_of_peers("")
            elif name == "of" and argument != "every_party":
                found.add(argument)
            elif name == "holds":
                found |= self._asks_of_peers(argument)
            elif name == "table":
                found |= self._asks_of_table(argument)
        return found

    def _asks_of_peers(self, conclusion: str) -> set[str]:
        found: set[str] = set()
        for state in self.instance.scope.partners:
            other = self.peer(state)
            if other is not None:
                found |= other.records.asks("own") | other.records.asks("combined")
        return found

    def _asks_of_table(self, table: str) -> set[str]:
        match = self.instance.file.data["tables"][table]["match"]
        top = self.instance.blocks[0]
        return {a for name in match.values() for a in self.asks(self.instance.names.value(name, top))}

    # --- truth

    def truth(self, test: Test) -> int:
        right = test.right if isinstance(test.right, tuple) else self.value(test.right)
        return truths.truth(test, self.value(test.left), right)

    def truth_of(self, node: Condition) -> int:
        """The truth of a condition that stands outside the chained rules (of a notice, of what is awaited)."""
        if isinstance(node, Not):
            return 2 - self.truth_of(node.part)
        if isinstance(node, All):
            return min(self.truth_of(p) for p in node.parts)
        if isinstance(node, AnyOf):
            return max(self.truth_of(p) for p in node.parts)
        if isinstance(node, Said):
            return self.ask(node.conclusion)
        return self.ask(node.rule) if isinstance(node, Held) else self.truth(node)

    def run(self, wanted: Iterable[str]) -> tuple[Program, Trace]:
        """The rules that some conclusions need, chained."""
        key = tuple(sorted(set(wanted)))
        if key not in self._traces:
            program, chain = chain_of(self.instance, key, self.engine)
            atoms = {test.address: self.truth(test) for test in program.tests}
            self._traces[key] = (program, chain.run(atoms))
        return self._traces[key]

    def ask(self, name: str) -> int:
        """One conclusion, or one rule, of this instance. Raises RuleFileRefused where questions between States go in a circle."""
        conclusion = name if name in self.instance.conclusions else ""
        wanted = conclusion or self._rule_named(name)
        if not wanted:
            return 1 if self.instance.lacks_conditions else 0
        if wanted in self._asked:
            place = self.instance.file.place()
            raise RuleFileRefused([Problem(place, "cycle", "figures and rules go in a circle between States", " <- ".join([*self._asked, wanted]))])
        self._asked.append(wanted)
        try:
            _, trace = self.run([wanted])
        finally:
            self._asked.pop()
        return trace.conclusions[conclusion] if conclusion else trace.holds[wanted[5:]]

    def _rule_named(self, name: str) -> str:
        found = self.instance.book.rule_id(name, self.instance.blocks[0])
        return f"held:{found}" if found else ""

    def holds(self, name: str) -> bool:
        return self.ask(name) == YES


def literal(node: Literal) -> Bounded:
    value = node.value
    if isinstance(value, frozenset):
        return value
    if isinstance(value, str):
        return frozenset({value})
    return (value, value)


_CHAINS: WeakKeyDictionary[Instance, dict[tuple[str, tuple[str, ...]], tuple[Program, Chain]]] = WeakKeyDictionary()


def chain_of(instance: Instance, wanted: tuple[str, ...], engine: Engine) -> tuple[Program, Chain]:
    """The compiled form of a slice of an instance, kept as long as the instance is."""
    chains = _CHAINS.setdefault(instance, {})
    key = (engine.name, wanted)
    if key not in chains:
        program = instance.program(wanted)
        chains[key] = (program, engine.compile(program))
    return chains[key]
