"""What a proof takes for granted of counts: the contract of each counting function, in words and as formulas.

A proof speaks of judgement; counting is tested where it stands (`tests/counting`), and these contracts in `tests/proofs`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.language.ir import Figure, Literal, Measure
from engine.proofs.figures import EXACT, name_of
from engine.proofs.person import Person, Variable
from engine.proofs.terms import Term
from engine.proofs.values import Members, Number

#: Functions over records: what they count grows with the record, and is never more than the record holds.
OVER_RECORDS = ("coverage_in_window", "coverage_of", "longest_unbroken_of")
#: Functions over lists of practice: they grow with practice.
OVER_PRACTICE = ("longest_unbroken_in_window", "total_in_window")
SAID: dict[str, str] = {
    "record": "the length of a record is a whole number of its unit, at most eighty years; a record that holds another is at least as long",
    "days": "days from which months are counted are the 1st to the 27th of a month, so that adding months is exact",
    "coverage_in_window": "what lies in a window is at most the window and at most the record; on a longer record it is not less",
    "coverage_of": "a part of a record is at most the record; on a longer record it is not less",
    "longest_unbroken_of": "the longest unbroken part is at most the record, and nothing only where the record is empty",
    "longest_unbroken_in_window": "practice in a window is at most the window",
    "total_in_window": "practice in a window is at most the window",
    "has_been_insured_in": "who has coverage of the deciding State has been insured there",
}


def contracts(p: Person) -> list[Term]:
    """What holds between the variables of one person."""
    found = [*_records(p), *_parts(p), *_dates(p)]
    insured = p.variables.get("has_been_insured_in")
    own, deciding = p.variables.get("own.coverage"), p.instance.scope.roles.get("deciding")
    if insured is not None and isinstance(insured.value, Members) and own is not None and deciding in insured.value.of:
        found.append(p.terms.any([top(own) == 0, insured.value.of[str(deciding)]]))
    return found


def top(variable: Variable) -> Term:
    """The number of a count."""
    assert isinstance(variable.value, Number)
    return variable.value.top


def of_records(p: Person) -> Mapping[str, Variable]:
    """Counts that grow with the record of the person."""
    return {n: v for n, v in p.counts.items() if isinstance(v.node, Measure) or (isinstance(v.node, Figure) and v.node.function in OVER_RECORDS)}


def record_of(variable: Variable) -> str:
    """The record that a count is taken over."""
    if isinstance(variable.node, Measure):
        return variable.node.record
    assert isinstance(variable.node, Figure)
    return str(dict(variable.node.arguments).get("of", ""))


def holds_record(p: Person, whole: str, part: str) -> bool:
    """Whether one record holds all of another, by its declaration."""
    record = p.instance.records.get(whole)
    if record is None or record.not_before is not None or record.not_after is not None or record.without_countries is not None:
        return False
    return part in record.of or any(holds_record(p, source, part) for source in record.of if source in p.instance.records)


def _records(p: Person) -> Iterator[Term]:
    counts = of_records(p)
    for variable in counts.values():
        for other in counts.values():
            if variable.kind == other.kind and _alike(variable, other) and holds_record(p, record_of(variable), record_of(other)):
                yield top(variable) >= top(other)


def _alike(one: Variable, other: Variable) -> bool:
    """Whether two counts differ in the record alone."""
    if isinstance(one.node, Measure) or isinstance(other.node, Measure):
        return isinstance(one.node, Measure) and isinstance(other.node, Measure)
    assert isinstance(one.node, Figure) and isinstance(other.node, Figure)
    same = [{n: a for n, a in v.arguments if n != "of"} for v in (one.node, other.node)]
    return one.node.function == other.node.function and same[0] == same[1]


def _parts(p: Person) -> Iterator[Term]:
    for variable in p.counts.values():
        node = variable.node
        if not isinstance(node, Figure):
            continue
        length = dict(node.arguments).get("length")
        if isinstance(length, Literal) and length.kind == node.kind and isinstance(length.value, int):
            yield top(variable) <= length.value
        whole = p.variables.get(f"{record_of(variable)}.coverage") if node.function in OVER_RECORDS else None
        if whole is not None and whole.kind == variable.kind:
            yield top(variable) <= top(whole)
            if node.function == "longest_unbroken_of":
                yield p.terms.any([top(whole) == 0, top(variable) > 0])


#: Of these pairs of days the first is never after the second: a case that says otherwise is refused or has no meaning.
IN_ORDER = (
    ("person.birth_date", "person.died"),
    ("person.birth_date", "person.incapacity_from"),
    ("person.birth_date", "claim.contingency"),
    ("person.birth_date", "credential.training_started"),
    ("claimant.birth_date", "claimant.married"),
    ("credential.training_started", "credential.awarded"),
    ("posting.from", "posting.to"),
)


def _dates(p: Person) -> Iterator[Term]:
    for first, last in IN_ORDER:
        if first in p.variables and last in p.variables:
            yield top(p.variables[first]) <= top(p.variables[last])


def said(p: Person) -> list[str]:
    """The contracts on which a proof about this person rests, in words, and what was taken as free."""
    functions = {v.node.function for v in p.counts.values() if isinstance(v.node, Figure)}
    told = [SAID["days"], *([SAID["record"]] if any(isinstance(v.node, Measure) for v in p.counts.values()) else [])]
    told += [SAID[f] for f in sorted(functions) if f in SAID]
    free = sorted({name_of(v.node) for v in p.counts.values() if isinstance(v.node, Figure) and v.node.function not in SAID})
    return told + ([f"any value in their domain, the same for both persons: {', '.join(free)}"] if free else [])


__all__ = ["EXACT", "contracts", "holds_record", "of_records", "record_of", "said", "top"]
