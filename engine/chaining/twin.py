"""The meaning of a program in plain Python: the oracle of the other engines, and the one that always loads.

Truths come from the conditions themselves, not from the clauses, so that an error in the lowering shows as a difference between
the engines. A program is prepared as a flat list of least / greatest over numbered slots. Each slot is followed by its negation,
so that slot ^ 1 is the other sign.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter

from engine.chaining.clauses import TRUE, clauses, step_into, test_addresses
from engine.chaining.port import Step, Trace, read_truths
from engine.language.ir import NO, UNKNOWN, YES, AnyOf, Condition, Held, Not, Program, Said, Test

Pick = Callable[[list[int]], tuple[int, ...]]
Operation = tuple[Callable[[tuple[int, ...]], int], Pick, int]

_TRUE, _FALSE, _FIRST = 0, 1, 2


class PurePython:
    """The engine without any dependency."""

    def __init__(self, name: str = "pure-python") -> None:
        self.name = name

    def compile(self, program: Program) -> Twin:
        return Twin(program)


class Twin:
    """One program, prepared."""

    def __init__(self, program: Program) -> None:
        self._name = program.name
        self._tests = test_addresses(program)
        slots = _Slots(self._tests)
        for entry in program.order:
            if entry.startswith("r:"):
                slots.rule(program, entry[2:])
            else:
                slots.conclusion(program, entry[2:])
        self._blank = [YES, NO] + [NO] * (slots.count - _FIRST)
        self._end = _FIRST + 2 * len(self._tests)
        self._operations = tuple(slots.operations)
        self._rules = tuple(r.id for r in program.rules)
        self._conclusions = tuple(program.by_conclusion)
        self._before = _pick(slots.atom["b:" + r] for r in self._rules)
        self._holds = _pick(slots.atom["e:" + r] for r in self._rules)
        self._concluded = _pick(slots.atom["c:" + c] for c in self._conclusions)
        self._valued = tuple((c, valued_rules(program, c)) for c in self._conclusions)
        self._proofs = tuple((step, _pick(map(slots.signed, step.body))) for step in sorted(clauses(program)))

    def run(self, truths: Mapping[str, int]) -> Trace:
        given = read_truths(self._name, self._tests, truths)
        v = self._blank.copy()
        v[_FIRST : self._end : 2] = given
        v[_FIRST + 1 : self._end : 2] = [YES - x for x in given]
        for function, pick, out in self._operations:
            v[out] = x = function(pick(v))
            v[out + 1] = YES - x
        holds = dict(zip(self._rules, self._holds(v)[1:], strict=True))
        proofs: list[Step] = [step for step, pick in self._proofs if min(pick(v)) == YES]
        return Trace(
            before=dict(zip(self._rules, self._before(v)[1:], strict=True)),
            holds=holds,
            conclusions=dict(zip(self._conclusions, self._concluded(v)[1:], strict=True)),
            values={c: valued(rules, holds) for c, rules in self._valued},
            proofs=tuple(proofs),
            tests=dict(truths),
        )

    def close(self) -> None:
        """Nothing is held outside Python."""


def valued_rules(program: Program, conclusion: str) -> tuple[str, ...]:
    """The rules that give the conclusion a value."""
    return tuple(r for r in program.by_conclusion[conclusion] if program.rule[r].value is not None)


def valued(rules: tuple[str, ...], holds: Mapping[str, int]) -> tuple[frozenset[str], frozenset[str]]:
    """Those that hold certainly, and those that hold possibly."""
    return frozenset(r for r in rules if holds[r] == YES), frozenset(r for r in rules if holds[r] == UNKNOWN)


def _pick(slots: Iterable[int]) -> Pick:
    # The slot of `true` leads every pick: itemgetter gives a tuple only for two and more, and the least is unchanged by it.
    found = list(slots)
    return itemgetter(_TRUE, *found) if found else lambda v: (v[_TRUE],)


class _Slots:
    def __init__(self, tests: tuple[str, ...]) -> None:
        self.atom = {TRUE: _TRUE, **{"t:" + t: _FIRST + 2 * i for i, t in enumerate(tests)}}
        self.count = _FIRST + 2 * len(tests)
        self.operations: list[Operation] = []

    def signed(self, atom: str) -> int:
        return self.atom[atom[1:]] ^ 1 if atom.startswith("!") else self.atom[atom]

    def least(self, parts: list[int]) -> int:
        return self._operation(min, parts, _TRUE)

    def greatest(self, parts: list[int]) -> int:
        return self._operation(max, parts, _FALSE)

    def _operation(self, function: Callable[[tuple[int, ...]], int], parts: list[int], empty: int) -> int:
        if len(parts) < 2:
            return parts[0] if parts else empty
        out, self.count = self.count, self.count + 2
        self.operations.append((function, itemgetter(*parts), out))
        return out

    def rule(self, program: Program, name: str) -> None:
        when = self.condition(program.rule[name].when, 0, name)
        before = self.least([when, *(self.atom["e:" + b] ^ 1 for b in program.barred_by[name])])
        self.atom["b:" + name] = before
        self.atom["e:" + name] = self.least([before, *(self.atom["e:" + e] ^ 1 for e in program.replaced_by[name])])

    def conclusion(self, program: Program, name: str) -> None:
        parts = []
        for rule in program.by_conclusion[name]:
            others = [e for e in program.replaced_by[rule] if program.rule[e].concludes != name]
            parts.append(self.least([self.atom["b:" + rule], *(self.atom["e:" + e] ^ 1 for e in others)]))
        self.atom["c:" + name] = self.greatest(parts)

    def condition(self, node: Condition, negated: int, path: str) -> int:
        """The slot of a condition. An alternative is also known by its path, with the sign that it has in the proofs."""
        if isinstance(node, Not):
            return self.condition(node.part, negated ^ 1, path) ^ 1
        if isinstance(node, Test):
            return self.atom["t:" + node.address]
        if isinstance(node, Said):
            return self.atom["c:" + node.conclusion]
        if isinstance(node, Held):
            return self.atom["e:" + node.rule]
        parts = [self.condition(part, negated, step_into(path, i)) for i, part in enumerate(node.parts)]
        slot = self.greatest(parts) if isinstance(node, AnyOf) else self.least(parts)
        if isinstance(node, AnyOf) != bool(negated):
            self.atom["a:" + path] = slot ^ negated
        return slot
