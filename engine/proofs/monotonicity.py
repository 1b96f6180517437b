"""Whether more can be less: one more unit of coverage, here or in the other State, that costs a right or lowers the share that is paid."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from engine.decision.amounts import walk
from engine.language.ir import YES as HOLDS
from engine.language.ir import Figure, Program
from engine.proofs.asked import BENEFIT
from engine.proofs.contracts import OVER_PRACTICE, holds_record, of_records, record_of, top
from engine.proofs.examples import NOT_PROVED, PROVED, Asker, Search, Verdict, said
from engine.proofs.ground import Ground, alike
from engine.proofs.logic import NO, NOT_COVERED, YES, Logic
from engine.proofs.person import Variable
from engine.proofs.seen import Seen
from engine.proofs.terms import Term
from engine.proofs.values import Number

OWN, FOREIGN, PRACTICE = "own", "foreign", "practice"
PRO_RATA = (
    "the share falls because the whole grows; whether the amount falls too depends on the full amount, "
    "which grows with it where it is worked out on both records"
)
_LAID = {
    OWN: ((True, 0, False), (True, 60, False), (True, 0, True)),
    FOREIGN: ((False, 0, False), (False, 60, False), (False, 0, True)),
    PRACTICE: ((False, 0, False),),
}
#: Functions that ask what other States conclude (engine.decision.peers).
OF_OTHERS = frozenset({"partners_conclude", "states_where", "last_state_where", "longest_record"})
_COUNTED_FACTS = ("credential.training.years", "credential.training.hours", "credential.training.practical_hours", "posting.insured_at_home_months")


def monotonicity(ground: Ground, asker: Asker) -> Iterator[dict[str, Any]]:
    """A finding for each kind of coverage that the question reads, and one for each share of an amount."""
    more = (OWN, FOREIGN) if ground.question.kind == BENEFIT else (PRACTICE,)
    for kind in more:
        yield {"property": f"monotonicity.{kind}", **said(_outcome(ground, asker, kind))}
    for node in shares(ground.question.program):
        for kind in (OWN, FOREIGN):
            verdict = _share(ground, asker, kind, node)
            found = {"property": f"monotonicity.{kind}.{node.name}", **said(verdict)}
            if verdict.seen:
                found["shares"] = [str(share_of(s, node)) for s in verdict.seen]
                found["article"] = node.cite.pinpoint if node.cite else ""
            if verdict.seen and kind == FOREIGN:
                found["note"] = PRO_RATA
            yield found


def shares(program: Program) -> list[Figure]:
    """The shares by which amounts are worked out."""
    found: dict[str, Figure] = {}
    for rule_id in program.by_conclusion.get("amount", ()):
        value = program.rule[rule_id].value
        for part in walk(value) if value is not None else ():
            if isinstance(part, Figure) and part.function == "ratio":
                found.setdefault(part.name, part)
    return [found[name] for name in sorted(found)]


def share_of(seen: Seen, node: Figure) -> Fraction | None:
    """The share as the engine gives it; None where no amount is worked out by it, or it is not known."""
    if seen.reading.trace is None or seen.reading.trace.conclusions.get("amount") != HOLDS:
        return None
    value = seen.reading.e.value(node) if seen.reading.e is not None else None
    return Fraction(value[0]) if isinstance(value, tuple) and value[0] == value[1] else None


def _outcome(ground: Ground, asker: Asker, kind: str) -> Verdict:
    a, b = ground.person("a"), ground.person("b")
    grown = more_of(ground, a, b, kind)
    if grown is None:
        return Verdict(PROVED, why="nothing of the kind is counted here")
    worse = ground.terms.any([b.outcome == NO, b.outcome == NOT_COVERED])
    verdict = Search(ground, [asker, asker], [a, b], laid=_LAID[kind]).run([*grown, a.outcome == YES, worse], _lost)
    return _but_for_others(ground.question.program, verdict)


def _but_for_others(program: Program, verdict: Verdict) -> Verdict:
    """Other States conclude on the same record, so more of it may change what they conclude; a proof takes that as the same for both."""
    asks = {f.function for t in program.tests for v in (t.left, t.right) if not isinstance(v, tuple) for f in walk(v) if isinstance(f, Figure)}
    if verdict.result != PROVED or not asks & OF_OTHERS:
        return verdict
    return Verdict(
        NOT_PROVED, verdict.steps, "what other States conclude is taken as the same for both persons, and with more coverage it may change"
    )


def _lost(seen: Sequence[Seen]) -> bool:
    return seen[0].outcome == "yes" and seen[1].outcome in ("no", "not_covered")


def _share(ground: Ground, asker: Asker, kind: str, node: Figure) -> Verdict:
    a, b = ground.person("a"), ground.person("b")
    one, other = a.person.value(node), b.person.value(node)
    assert isinstance(one, Number) and isinstance(other, Number) and one.bottom is not None and other.bottom is not None
    grown = more_of(ground, a, b, kind)
    if grown is None:
        return Verdict(PROVED, why="nothing of the kind is counted here")
    paid = [p.rules.conclusions["amount"].certain for p in (a, b)]
    lower = other.top * one.bottom < one.top * other.bottom

    def fits(seen: Sequence[Seen]) -> bool:
        before, after = (share_of(s, node) for s in seen)
        return all(s.outcome == "yes" for s in seen) and before is not None and after is not None and after < before

    claims = [*grown, a.outcome == YES, b.outcome == YES, *paid, lower]
    return Search(ground, [asker, asker], [a, b], laid=_LAID[kind]).run(claims, fits)


def more_of(ground: Ground, a: Logic, b: Logic, kind: str) -> list[Term] | None:
    """That the second has one unit more and is alike in everything else; None where the question counts nothing of the kind."""
    if kind == PRACTICE:
        return _more_practice(ground, a, b)
    counts, other = of_records(a.person), b.person.counts
    found = alike(ground.terms, a, b, counts=False)
    grows = _grows(a, kind)
    if not any(grows(v) for v in counts.values()):
        return None
    for name, variable in a.person.counts.items():
        if name not in other:
            continue
        if name == "own.coverage" and kind == OWN:
            found.append(top(other[name]) == top(variable) + 1)
        elif name in counts and grows(variable):
            found += [top(other[name]) >= top(variable), top(other[name]) <= top(variable) + 1]
        else:
            found += [x == y for x, y in zip(variable.terms, other[name].terms, strict=True)]
    return found


def _grows(logic: Logic, kind: str) -> Callable[[Variable], bool]:
    """Which counts one more unit reaches: of one's own, every record that holds them; of the other State's, those that hold more."""

    def grows(variable: Variable) -> bool:
        record = record_of(variable)
        if kind == OWN:
            return record == "own" or holds_record(logic.person, record, "own")
        return record != "own"

    return grows


def _more_practice(ground: Ground, a: Logic, b: Logic) -> list[Term] | None:
    counted = {n for n, v in a.person.counts.items() if isinstance(v.node, Figure) and v.node.function in OVER_PRACTICE}
    counted |= {n for n in _COUNTED_FACTS if n in a.person.variables}
    if not counted:
        return None
    found = alike(ground.terms, a, b, but=sorted(counted))
    steps = [(top(a.person.variables[n]), top(b.person.variables[n])) for n in sorted(counted)]
    return [*found, *(one <= other for one, other in steps), *(other <= one + 1 for one, other in steps)]
