"""What an example had better be like, so that a reader sees one thing differ: short records, ordinary days, no fact that plays no part."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

import z3

from engine.proofs.codes import Codebook
from engine.proofs.contracts import of_records, record_of, top
from engine.proofs.days import to_slot
from engine.proofs.person import Person, Variable
from engine.proofs.terms import Term
from engine.proofs.values import Code, Members, Number

_SHORT = (480, 360, 240, 180, 120, 60, 24, 12, 6, 1, 0)
_ORDINARY_DAYS = {
    "person.birth_date": "1960-01-01",
    "claimant.birth_date": "1962-01-01",
    "claimant.married": "1985-01-01",
    "children.youngest_birth_date": "2015-01-01",
    "credential.training_started": "2012-09-01",
    "credential.awarded": "2015-06-15",
    "posting.from": "2024-01-01",
    "posting.to": "2024-12-01",
}
_ORDINARY_WORDS = {
    "claimant.relation": "spouse",
    "person.sex": "female",
    "posting.activity": "employed",
    "posting.employer_there": "same",
    "standing.sanctions": "none",
}
#: What another had better be, where it cannot be the same.
_SECOND = {"person.sex": "male", "person.status": "third-country-national"}


def wishes(persons: Sequence[Person]) -> Iterator[Term]:
    """In the order in which they are tried: counts of every person, then words, then days; one that cannot be granted is left out."""
    for rank in (_counts, _words, _days):
        for p in persons:
            yield from rank(p, sorted(p.variables.values(), key=lambda v: v.name))


def _counts(p: Person, variables: Sequence[Variable]) -> Iterator[Term]:
    yield from _two_states_alone(p)
    for variable in variables:
        if not variable.fact and isinstance(variable.value, Number):
            yield from _number(p, variable)


def _words(p: Person, variables: Sequence[Variable]) -> Iterator[Term]:
    for variable in variables:
        if isinstance(variable.value, Code):
            yield from _code(p, variable, variable.value, p.book)
        elif isinstance(variable.value, Members):
            yield from _members(p, variable.value)


def _days(p: Person, variables: Sequence[Variable]) -> Iterator[Term]:
    for variable in variables:
        if variable.fact and isinstance(variable.value, Number):
            yield from _number(p, variable)


def _two_states_alone(p: Person) -> Iterator[Term]:
    """No periods in third States, so that a record that would hold them is as the record it is built on; and where the other State has
    no coverage, nothing of it is added."""
    for name, variable in of_records(p).items():
        record = p.instance.records.get(record_of(variable))
        for source in record.of if record is not None and record.third_states is not None else ():
            other = p.variables.get(name.replace(record_of(variable), source))
            if other is not None and other is not variable:
                yield top(variable) == top(other)
    own, combined, there = (p.variables.get(f"{n}.coverage") for n in ("own", "combined", "partner"))
    if own is not None and combined is not None and there is not None:
        yield (top(own) == top(combined)) == (top(there) == 0)


def _members(p: Person, value: Members) -> Iterator[Term]:
    """No member; else one alone, that of the State that is asked; else the last alone; else few."""
    roles = p.instance.scope.roles
    alone = [str(roles.get(side)) for side in ("deciding", "sending", "home", "partner")]
    yield p.terms.all(p.terms.no(term) for term in value.of.values())
    for code in [*(c for c in alone if c in value.of), *list(value.of)[-1:]]:
        yield p.terms.all(term if c == code else p.terms.no(term) for c, term in value.of.items())
    if len(value.of) > 1:
        yield z3.AtMost(*value.of.values(), 1)


def _number(p: Person, variable: Variable) -> Iterator[Term]:
    term = variable.terms[0]
    if variable.kind == "truth":
        yield term == 0
    elif variable.kind == "date":
        day = (
            datetime.date.fromisoformat(_ORDINARY_DAYS[variable.name])
            if variable.name in _ORDINARY_DAYS
            else datetime.date.fromordinal(p.instance.day).replace(day=1)
        )
        yield term == to_slot(day.toordinal())
    elif variable.kind != "fraction":
        yield from (term <= short for short in _SHORT)


def _code(p: Person, variable: Variable, value: Code, book: Codebook) -> Iterator[Term]:
    roles = p.instance.scope.roles
    wanted = _ORDINARY_WORDS.get(variable.name) or roles.get("deciding") or roles.get("sending") or roles.get("home")
    if wanted in value.domain:
        yield value.term == book.number(str(wanted))
    second = _SECOND.get(variable.name, value.domain[-1])
    yield value.term == book.number(second)
