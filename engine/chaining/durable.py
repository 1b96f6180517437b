"""The chaining read by durable-rules: two positive forward chainings, one of what is possible and one of what is certain.

Fired certainly is yes; fired only possibly is unknown; not fired when its stratum is quiet is no. Strata run from the lowest; a
negation is then an input whose truth is turned. Each stratum is one rule set that is read twice: with the atoms that are not no,
then with those that are yes; where nothing it reads is unknown the two are the same, and once is enough. The log of certain
firings is the proof.
"""

from __future__ import annotations

import os
import weakref
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from threading import Lock

from engine.chaining.clauses import TRUE, clauses, test_addresses
from engine.chaining.compiled import Stratum, compile_strata
from engine.chaining.extension import Extension, load, release
from engine.chaining.port import Step, Trace, read_truths
from engine.chaining.session import RuleSet
from engine.chaining.twin import valued, valued_rules
from engine.language.ir import NO, UNKNOWN, YES, Program


class DurableRules:
    """The engine of record. Raises ImportError where the extension does not load."""

    def __init__(self, extension: Extension | None = None) -> None:
        self._extension = extension or load()
        self.name = f"durable-rules {release()}"

    def compile(self, program: Program) -> DurableChain:
        return DurableChain(program, self._extension)


class DurableChain:
    """One program as rule sets in C. One case runs at a time; other threads wait."""

    def __init__(self, program: Program, extension: Extension) -> None:
        self._name = program.name
        self._tests = test_addresses(program)
        self._rules = tuple(r.id for r in program.rules)
        self._conclusions = tuple(program.by_conclusion)
        self._valued = tuple((c, valued_rules(program, c)) for c in self._conclusions)
        steps = clauses(program)
        self._steps = tuple(sorted(steps))
        rank = {step: n for n, step in enumerate(self._steps)}
        self._layers = tuple(_Layer.of(stratum, rank, extension) for stratum in compile_strata(program, steps))
        self._open = True
        self._unlock()
        _chains.add(self)

    def _unlock(self) -> None:
        self._lock = Lock()

    def run(self, truths: Mapping[str, int]) -> Trace:
        """As the port says. Raises EngineFault where the C module reports an error; the next case starts clean."""
        given = read_truths(self._name, self._tests, truths)
        known = {"t:" + address: truth for address, truth in zip(self._tests, given, strict=True)}
        known[TRUE] = YES
        proofs: set[int] = set()
        with self._lock:
            if not self._open:
                raise RuntimeError(f"{self._name}: the chain is closed; compile the program again")
            for layer in self._layers:
                proofs |= layer.read(known)
        holds = {r: known["e:" + r] for r in self._rules}
        return Trace(
            before={r: known["b:" + r] for r in self._rules},
            holds=holds,
            conclusions={c: known["c:" + c] for c in self._conclusions},
            values={c: valued(rules, holds) for c, rules in self._valued},
            proofs=tuple(self._steps[n] for n in sorted(proofs)),
            tests=dict(truths),
        )

    def close(self) -> None:
        with self._lock:
            self._open = False
            for layer in self._layers:
                layer.rules.close()

    def after_fork(self) -> None:
        """In a child process: a thread of the parent may have been inside a case, which nobody here will end."""
        if self._lock.locked():
            self._unlock()
            if self._open:
                for layer in self._layers:
                    layer.rules.rebuild()


_chains: weakref.WeakSet[DurableChain] = weakref.WeakSet()


def _after_fork() -> None:
    for chain in list(_chains):
        chain.after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


@dataclass(frozen=True)
class _Layer:
    """A stratum in C, with the text of every fact prepared, and what the firing of each rule says: heads, and proofs by rank."""

    stratum: Stratum
    rules: RuleSet
    facts: dict[str, str]
    fired: dict[str, tuple[tuple[str, ...], tuple[int, ...]]]

    @classmethod
    def of(cls, stratum: Stratum, rank: dict[Step, int], extension: Extension) -> _Layer:
        fired = {str(i): (rule.heads, tuple(rank[s] for s in rule.steps)) for i, rule in enumerate(stratum.rules)}
        facts = {atom: stratum.fact(atom) for atom in stratum.number}
        return cls(stratum, RuleSet(extension, stratum.rule_set(), len(fired)), facts, fired)

    def read(self, known: dict[str, int]) -> set[int]:
        """Run the stratum, add the truth of all that it concludes to `known`, and give the proofs that certainly fired."""
        inputs = [(atom, YES - known[atom[1:]] if atom[0] == "!" else known[atom]) for atom in self.stratum.inputs]
        known.update(dict.fromkeys(self.stratum.heads, NO))
        proofs: set[int] = set()
        for least in (UNKNOWN, YES) if any(truth == UNKNOWN for _, truth in inputs) else (YES,):
            self.rules.run([self.facts[atom] for atom, truth in inputs if truth >= least], self._firing(least, known, proofs))
        return proofs

    def _firing(self, truth: int, known: dict[str, int], proofs: set[int]) -> Callable[[str], Iterator[str]]:
        def fire(name: str) -> Iterator[str]:
            heads, steps = self.fired[name]
            if truth == YES:
                proofs.update(steps)
            for head in heads:
                if known[head] < truth:
                    known[head] = truth
                    if head in self.facts:
                        yield self.facts[head]

        return fire
