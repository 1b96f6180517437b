"""One person as formulas: a variable for each fact and for each count that the rules read, and values worked out from them.

Two persons with the same tag share every variable of the same name: so one person can be read under two texts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from engine.language.instance import Instance
from engine.language.ir import Dated, Given, Literal, Measure
from engine.language.ir import Value as Node
from engine.language.vocabulary import CASE_FACTS
from engine.proofs import figures
from engine.proofs.codes import Codebook
from engine.proofs.counted import counted_by_rules, counted_from
from engine.proofs.days import LAST_DAY_OF_MONTH, LONG_MONTHS, MONTH, SHORTEST, YEAR, to_slot
from engine.proofs.relevant import Relevant
from engine.proofs.terms import Term, Terms
from engine.proofs.values import PERCENT, Code, Members, Number, Value, bounds_of

_AGE = re.compile(r"(person|claimant)\.date_of_age_(\d+)")
_NEVER_TOLD = ("law.", "not_encoded.")
_SURVIVORS = ("survivors", "orphans", "death-grant")


@dataclass(frozen=True)
class Variable:
    """A fact of the case (`fact`), or a count that the counting gives; `node` is what the rules read."""

    name: str
    kind: str
    node: Node
    value: Value
    fact: bool

    @property
    def terms(self) -> tuple[Term, ...]:
        """What the solver gives a value to."""
        if isinstance(self.value, Members):
            return tuple(self.value.of.values())
        return (self.value.top,) if isinstance(self.value, Number) else (self.value.term,)


class Person:
    """Read by one instance. `axioms` hold for every person: the domain of each variable."""

    def __init__(self, terms: Terms, book: Codebook, relevant: Relevant, instance: Instance, tag: str, counted: str = "") -> None:
        self.terms, self.book, self.relevant, self.instance = terms, book, relevant, instance
        self.tag, self.counted = tag, counted
        self.variables: dict[str, Variable] = {}
        self.axioms: list[Term] = []
        self._values: dict[Node, Value] = {}

    # --- values

    def value(self, node: Node) -> Value:
        if node not in self._values:
            self._values[node] = self._work_out(node)
        return self._values[node]

    def number(self, node: Node) -> Number:
        """The value of a node that is a number."""
        found = self.value(node)
        assert isinstance(found, Number), node
        return found

    def known(self, n: int) -> Number:
        return Number(self.terms.number(n), self.terms.false)

    def _work_out(self, node: Node) -> Value:
        if isinstance(node, Literal):
            return self._literal(node)
        if isinstance(node, Given):
            return self._given(node)
        if isinstance(node, Measure):
            return self.free(f"{node.record}.coverage", node.kind, node, fact=False)
        return self._selected(node) if isinstance(node, Dated) else figures.figure(self, node)

    def _literal(self, node: Literal) -> Value:
        if isinstance(node.value, frozenset):
            return Members(dict.fromkeys(sorted(node.value), self.terms.true), self.terms.false)
        if isinstance(node.value, str):
            return Code(self.terms.number(self.book.number(node.value)), self.terms.false, (node.value,))
        if isinstance(node.value, Fraction):
            return Number(self.terms.number(node.value.numerator), self.terms.false, self.terms.number(node.value.denominator))
        return self.known(to_slot(node.value) if node.kind == "date" else int(node.value))

    def _selected(self, node: Dated) -> Number:
        """The row that a date selects; before the first row, and where a row is empty, the law says nothing."""
        by = self.number(node.by)
        found = Number(self.terms.number(0), self.terms.true)
        for since, row in node.rows:
            value = Number(self.terms.number(0), self.terms.true) if row is None else self.number(row)
            begun = by.top >= self.terms.number(to_slot(max(since, 1)))
            found = Number(self.terms.choose(begun, value.top, found.top), self.terms.choose(begun, value.unknown, found.unknown), value.bottom)
        return Number(found.top, self.terms.any([found.unknown, by.unknown]), found.bottom)

    # --- facts

    def _given(self, node: Given) -> Value:
        path = node.path
        age = _AGE.fullmatch(path)
        if age:
            birth = self.number(Given("date", f"{age.group(1)}.birth_date"))
            return Number(birth.top + self.terms.number(YEAR * int(age.group(2))), birth.unknown)
        if path in ("person.age", "claimant.age"):
            birth = self.number(Given("date", f"{path.partition('.')[0]}.birth_date"))
            today = self.terms.number(to_slot(self.instance.day))
            return Number(self.terms.greatest([self.terms.number(0), (today - birth.top) / MONTH]), birth.unknown)
        if path == "as_of":
            return self.known(to_slot(self.instance.day))
        if path == "person.has_died" or (path == "derives_rights_from_such_a_person" and self.instance.scope.branch in _SURVIVORS):
            return self.known(1)
        if path == "beneficiary.residence":
            return self.value(Given("code", "claimant.residence" if self.instance.scope.branch in _SURVIVORS else "person.residence"))
        if path.startswith(_NEVER_TOLD):
            return Number(self.terms.number(0), self.terms.true)
        return self.free(path, node.kind, node, fact=True)

    def free(self, name: str, kind: str, node: Node, fact: bool) -> Value:
        """The variable of a fact, or of a count: the same for the same name. Its domain is an axiom."""
        if name in self.variables and self.variables[name].kind == kind:
            return self.variables[name].value
        label = f"{self.tag}|{name}" if fact else f"{self.tag}|{self.counted}{name}"
        value = (
            self._codes(label, name, fact)
            if kind == "codes"
            else self._code(label, name, fact)
            if kind == "code"
            else self._number(label, name, kind)
        )
        self.variables[name] = Variable(name, kind, node, value, fact)
        for part in counted_from(node) if not fact else ():
            self.value(part)
        return value

    def counting_reads(self) -> None:
        """Gives a variable to every fact that is read while periods are counted, so that an example tells it."""
        if self.instance.scope.roles.get("deciding"):
            for node in counted_by_rules(self.instance):
                if node.path in CASE_FACTS or _AGE.fullmatch(node.path):
                    self.value(node)

    def _domain(self, name: str, fact: bool) -> tuple[str, ...]:
        return self.relevant.domain(name) if fact else (*self.relevant.states, "-")

    def _codes(self, label: str, name: str, fact: bool) -> Members:
        return Members({c: self.terms.truth(f"{label}|{c}") for c in self._domain(name, fact)}, self.terms.false)

    def _code(self, label: str, name: str, fact: bool) -> Code:
        term, domain = self.terms.integer(label), self._domain(name, fact)
        self.axioms.append(self.terms.any(term == self.book.number(c) for c in domain))
        return Code(term, self.terms.false, domain)

    def _number(self, label: str, name: str, kind: str) -> Number:
        term = self.terms.integer(label)
        low, high = bounds_of(kind, name)
        self.axioms += [term >= low, term <= high]
        if kind == "date":
            self.axioms.append(self._is_day(term) if name in self.relevant.plain_days else term % MONTH < LAST_DAY_OF_MONTH)
        return Number(term, self.terms.false, self.terms.number(PERCENT) if kind == "fraction" else None)

    def _is_day(self, term: Term) -> Term:
        """Any day of the calendar but a 29 February: for a fact from which no months are counted."""
        day, month = term % MONTH, term / MONTH % 12
        long = self.terms.any(month == m for m in LONG_MONTHS)
        return self.terms.any([day < SHORTEST, self.terms.all([day < SHORTEST + 2, month != 1]), long])

    @property
    def facts(self) -> Mapping[str, Variable]:
        return {n: v for n, v in self.variables.items() if v.fact}

    @property
    def counts(self) -> Mapping[str, Variable]:
        return {n: v for n, v in self.variables.items() if not v.fact}
