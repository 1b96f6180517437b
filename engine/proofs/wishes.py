"""What an example had better be like, so that a reader sees one thing differ: short records, ordinary days, no fact that plays no part."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from engine.proofs.codes import Codebook
from engine.proofs.days import to_slot
from engine.proofs.person import Person, Variable
from engine.proofs.terms import Term
from engine.proofs.values import Code, Members, Number

_SHORT = (480, 360, 240, 180, 120, 60, 24, 12, 6, 1, 0)
_DAYS = {
    "person.birth_date": "1960-01-01",
    "claimant.birth_date": "1962-01-01",
    "claimant.married": "1985-01-01",
    "children.youngest_birth_date": "2015-01-01",
    "credential.training_started": "2012-09-01",
    "credential.awarded": "2015-06-15",
    "posting.from": "2024-01-01",
    "posting.to": "2024-12-01",
}
_WORDS = {
    "claimant.relation": "spouse",
    "person.sex": "female",
    "posting.activity": "employed",
    "posting.employer_there": "same",
    "standing.sanctions": "none",
}


def wishes(p: Person) -> Iterator[Term]:
    """In the order in which they are tried; one that cannot be granted is left out."""
    variables = sorted(p.variables.values(), key=lambda v: (v.fact, v.name))
    for variable in variables:
        if isinstance(variable.value, Number):
            yield from _number(p, variable)
    for variable in variables:
        if isinstance(variable.value, Code):
            yield from _code(p, variable, variable.value, p.book)
        elif isinstance(variable.value, Members):
            yield from (p.terms.no(term) for term in variable.value.of.values())


def _number(p: Person, variable: Variable) -> Iterator[Term]:
    term = variable.terms[0]
    if variable.kind == "truth":
        yield term == 0
    elif variable.kind == "date":
        day = (
            datetime.date.fromisoformat(_DAYS[variable.name]) if variable.name in _DAYS else datetime.date.fromordinal(p.instance.day).replace(day=1)
        )
        yield term == to_slot(day.toordinal())
    elif variable.kind != "fraction":
        yield from (term <= short for short in _SHORT)


def _code(p: Person, variable: Variable, value: Code, book: Codebook) -> Iterator[Term]:
    roles = p.instance.scope.roles
    wanted = _WORDS.get(variable.name) or roles.get("deciding") or roles.get("sending") or roles.get("home")
    if wanted in value.domain:
        yield value.term == book.number(str(wanted))
    yield value.term == book.number(value.domain[-1])
