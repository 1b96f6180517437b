"""The intermediate representation: one instance of an instrument, with every name resolved.

An instance is (instrument, deciding State, national benefit), or an ordered pair of States for applicable legislation and for
credentials. All readings of the rules (decision, population, proofs, words) start from the nodes below.

Truth is 0 no, 1 unknown, 2 yes. A value is a pair of bounds (lo, hi): known where they are equal. Unknown is the whole domain.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from engine.problems import Place, Problem, RuleFileRefused

NO, UNKNOWN, YES = 0, 1, 2

#: Kinds of value. Durations are kinds of their own: days, weeks, months, quarters, calendar_years.
DURATIONS = ("days", "weeks", "months", "quarters", "calendar_years")
KINDS = ("truth", "code", "codes", "date", "count", "fraction", "amount", *DURATIONS)


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule stands in the law: source id, pinpoint as text, and the address of the source."""

    source: str
    pinpoint: str
    title: str = ""
    url: str = ""


# --- values -------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Origin:
    """Which declared value a literal is: its name, where it stands in the law, and how sure that is."""

    name: str
    cite: Citation | None = None
    confidence: str = "confirmed"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written in the text. Dates are ordinals, truths 0/1, codes strings, sets of codes frozensets, amounts cents."""

    kind: str
    value: int | str | Fraction | frozenset[str]
    currency: str = ""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """A fact of the case by its path (`person.residence`, `own.amount`, `substantial_difference`, `period.country`)."""

    kind: str
    path: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A value selected by another date than the date of law (birth cohort): rows (first day, value), oldest first."""

    kind: str
    name: str
    by: Value
    rows: tuple[tuple[int, Value | None], ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """The length of a record, in the unit of the deciding scheme."""

    kind: str
    record: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A derived value: a counting function over named arguments."""

    kind: str
    name: str
    function: str
    arguments: tuple[tuple[str, Value | str | tuple[Value, ...]], ...]
    cite: Citation | None = None


Value = Literal | Given | Dated | Measure | Figure


# --- conditions ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Test:
    """One line of a `when`. `verb` is the verb of the text; `right` is a value, or a tuple of codes for is / in / listed_in."""

    address: str
    left: Value
    verb: str
    right: Value | tuple[str, ...]
    name: str = ""  # the fact as the text names it


@dataclass(frozen=True, slots=True)
class Said:
    """A test on what rules conclude."""

    address: str
    conclusion: str


@dataclass(frozen=True, slots=True)
class Held:
    """A test on whether a rule holds, after its exceptions."""

    address: str
    rule: str


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition


Condition = Test | Said | Held | All | AnyOf | Not
Leaf = Test | Said | Held


def leaves(node: Condition, negated: bool = False) -> Iterator[tuple[Leaf, bool]]:
    """Every test under a condition, with whether it stands under an odd number of `none`."""
    if isinstance(node, (Test, Said, Held)):
        yield node, negated
    elif isinstance(node, Not):
        yield from leaves(node.part, not negated)
    else:
        for part in node.parts:
            yield from leaves(part, negated)


# --- rules --------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Explain:
    holds: str = ""
    fails: str = ""
    unknown: str = ""


UNEXPLAINED = Explain()


@dataclass(frozen=True, slots=True)
class Rule:
    """`id` is the address without State (`art-7.opens`, `national.DE.regular-old-age.combined`). `value` names what is concluded.

    `bars` and `replaces` hold ids of rules of the same program. `awaits` does not decide the outcome: it moves `payable_from`.
    """

    id: str
    when: Condition
    cite: Citation
    concludes: str = ""
    value: Value | None = None
    label: str = ""
    bars: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    awaits: Condition | None = None
    explain: Explain = UNEXPLAINED
    confidence: str = "confirmed"
    note: str = ""


@dataclass(frozen=True)
class Program:
    """The rules of one instance in an order in which each reads only what stands before it.

    Raises RuleFileRefused where rules go in a circle (the ring is shown), bar or test what does not exist, or where two tests
    share an address.
    """

    name: str
    rules: tuple[Rule, ...]
    place: Place = field(default=Place())

    @cached_property
    def rule(self) -> dict[str, Rule]:
        return {r.id: r for r in self.rules}

    @cached_property
    def tests_of(self) -> dict[str, tuple[Test, ...]]:
        """The tests of each rule, by its id."""
        return {r.id: tuple(leaf for leaf, _ in leaves(r.when) if isinstance(leaf, Test)) for r in self.rules}

    @cached_property
    def tests(self) -> tuple[Test, ...]:
        """Every test of the program."""
        return tuple(test for tests in self.tests_of.values() for test in tests)

    @cached_property
    def by_conclusion(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for r in self.rules:
            if r.concludes:
                found.setdefault(r.concludes, []).append(r.id)
        return {c: tuple(ids) for c, ids in found.items()}

    @cached_property
    def barred_by(self) -> dict[str, tuple[str, ...]]:
        return self._targets("bars")

    @cached_property
    def replaced_by(self) -> dict[str, tuple[str, ...]]:
        return self._targets("replaces")

    def _targets(self, word: str) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {r.id: [] for r in self.rules}
        for r in self.rules:
            for target in getattr(r, word):
                if target not in found:
                    raise self._refuse("unknown-target", f"{r.id} {word} a rule that is not there", target)
                found[target].append(r.id)
        return {k: tuple(v) for k, v in found.items()}

    @cached_property
    def graph(self) -> dict[str, frozenset[str]]:
        """What each rule (`r:id`) and conclusion (`c:name`) reads."""
        graph: dict[str, set[str]] = {}
        seen: set[str] = set()
        for r in self.rules:
            need = graph.setdefault("r:" + r.id, set())
            for leaf, _ in leaves(r.when):
                if leaf.address in seen and isinstance(leaf, Test):
                    raise self._refuse("address-twice", "two tests share an address; give one of them `named:`", leaf.address)
                seen.add(leaf.address)
                if isinstance(leaf, Said):
                    if leaf.conclusion not in self.by_conclusion:
                        raise self._refuse("nothing-concludes", f"{r.id} tests what no rule concludes", leaf.conclusion)
                    need.add("c:" + leaf.conclusion)
                elif isinstance(leaf, Held):
                    if leaf.rule not in self.rule:
                        raise self._refuse("unknown-rule", f"{r.id} tests a rule that is not there", leaf.rule)
                    need.add("r:" + leaf.rule)
            need |= {"r:" + x for x in (*self.barred_by[r.id], *self.replaced_by[r.id])}
        for conclusion, ids in self.by_conclusion.items():
            graph["c:" + conclusion] = {"r:" + x for x in ids}
        return {k: frozenset(v) for k, v in graph.items()}

    @cached_property
    def order(self) -> tuple[str, ...]:
        try:
            return tuple(TopologicalSorter({k: sorted(v) for k, v in sorted(self.graph.items())}).static_order())
        except CycleError as ring:
            raise self._refuse("cycle", "rules go in a circle", " <- ".join(ring.args[1])) from None

    def _refuse(self, code: str, message: str, found: str) -> RuleFileRefused:
        return RuleFileRefused([Problem(place=self.place, code=code, message=message, found=found, address=self.name)])
