"""Clauses as rule sets of durable-rules: one for each stratum, of atoms only, and refused where C could not hold them.

Negation is a test of a lower stratum, so a rule set holds positive patterns alone. An atom reaches C as two integers, its bucket
and its number. No joins, strings, dates or negation are compiled; of the traps in the C code only its limits of size remain, and
those are counted here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import isqrt

from engine.chaining.port import Step
from engine.language.ir import Program
from engine.problems import Problem, RuleFileRefused

#: Limits of the compiler, each well under the size at which the C code fails: 16 patterns in a rule, 255 rules sharing a pattern,
#: 4,096 rules in a rule set.
WIDE, SHARED, RULES = 8, 120, 1500

PRIME = -1  # the bucket of the fact that primes a rule set


@dataclass(frozen=True)
class Fired:
    """What the firing of one compiled rule says: atoms that hold, and the derivations to report."""

    body: tuple[str, ...]
    heads: tuple[str, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Stratum:
    """One rule set: what it reads from outside, what it concludes (all of it closed here), and its rules."""

    inputs: tuple[str, ...]
    heads: tuple[str, ...]
    rules: tuple[Fired, ...]
    number: dict[str, int]

    @property
    def width(self) -> int:
        """Atoms in a bucket: as many as there are buckets. C walks every branch under a node for every fact, and hangs where a
        node has 511; with 12,000 atoms, the most that the limits let through, neither level is wider than 110."""
        return isqrt(len(self.number)) + 1

    def rule_set(self) -> dict[str, object]:
        """The rules as durable-rules reads them, named by their index."""
        rules: dict[str, object] = {"_prime": {"all": [{"m": {"b": PRIME}}]}}
        width = self.width
        for index, rule in enumerate(self.rules):
            numbers = [self.number[atom] for atom in rule.body]
            rules[str(index)] = {"all": [{f"m{place}": {"$and": [{"b": n // width}, {"t": n}]}} for place, n in enumerate(numbers)]}
        return rules

    def fact(self, atom: str) -> str:
        """The atom as the text that is asserted."""
        n = self.number[atom]
        return f'{{"sid":"x","id":"{n}","b":{n // self.width},"t":{n}}}'


def stratify(steps: Sequence[Step]) -> list[list[Step]]:
    """The clauses by stratum. A head stands over what it reads, and strictly over what it reads as `no`; its clauses share one."""
    level: dict[str, int] = {}
    for step in steps:
        below = [level.get(a, 0) if not a.startswith("!") else level[a[1:]] + 1 for a in step.body if a.lstrip("!") in level]
        level[step.head] = max([level.get(step.head, 0), *below])
    found: list[list[Step]] = [[] for _ in range(max(level.values(), default=-1) + 1)]
    for step in steps:
        found[level[step.head]].append(step)
    return found


def compile_strata(program: Program, steps: Sequence[Step]) -> tuple[Stratum, ...]:
    """Every rule set of a program, lowest first. Raises RuleFileRefused (`too-large-for-engine`) before any reaches C."""
    if len(program.rules) > RULES:
        raise _too_large(program, "the program has too many rules", len(program.rules), RULES)
    found = []
    for layer in stratify(steps):
        rules = _Layer(layer).rules()
        if len(rules) > RULES:
            raise _too_large(program, "a stratum of the program has too many clauses", len(rules), RULES)
        uses = Counter(atom for rule in rules for atom in rule.body)
        atom, most = max(uses.items(), key=lambda use: use[1])
        if most > SHARED:
            raise _too_large(program, f"too many rules share {atom}", most, SHARED)
        concluded = tuple(dict.fromkeys(head for rule in rules for head in rule.heads))
        inputs = tuple(atom for atom in uses if atom not in set(concluded))
        found.append(Stratum(inputs, concluded, rules, {atom: n for n, atom in enumerate(uses)}))
    return tuple(found)


def _too_large(program: Program, what: str, found: int, limit: int) -> RuleFileRefused:
    return RuleFileRefused(
        [
            Problem(
                place=program.place,
                code="too-large-for-engine",
                message=what,
                found=str(found),
                expected=f"at most {limit}",
                mend="split the instrument into programs of one question each, or run it with the pure-python engine",
                address=program.name,
            )
        ]
    )


@dataclass
class _Layer:
    """The clauses of one stratum: chained where they are long, merged where their bodies are equal."""

    steps: list[Step]
    merged: dict[frozenset[str], tuple[tuple[str, ...], dict[str, None], list[Step]]] = field(default_factory=dict)
    links: int = 0

    def rules(self) -> tuple[Fired, ...]:
        count = Counter(step.head for step in self.steps)
        only = {step.head: step.body for step in self.steps if count[step.head] == 1}
        for step in self.steps:
            body = step.body
            # A head that merely repeats another (a rule without exceptions, a conclusion of one rule) fires together with it.
            while len(body) == 1 and body[0] in only:
                body = only[body[0]]
            self._add(body, step)
        return tuple(Fired(body, tuple(heads), tuple(said)) for body, heads, said in self.merged.values())

    def _add(self, body: tuple[str, ...], step: Step) -> None:
        while len(body) > WIDE:
            first, rest = body[:WIDE], body[WIDE:]
            _, heads, _ = self._merge(first)
            link = next((head for head in heads if head.startswith("~")), "")
            if not link:
                self.links += 1
                link = f"~{self.links}"
                heads[link] = None
            body = (link, *rest)
        _, heads, said = self._merge(body)
        heads[step.head] = None
        said.append(step)

    def _merge(self, body: tuple[str, ...]) -> tuple[tuple[str, ...], dict[str, None], list[Step]]:
        return self.merged.setdefault(frozenset(body), (body, {}, []))
