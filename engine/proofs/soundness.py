"""Whether the text holds together: no two rules that disagree, no person without an answer, no rule that never holds, no outcome out of reach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import combinations
from typing import Any

from engine.decision.amounts import walk
from engine.language.ir import YES as HOLDS
from engine.language.ir import All, Condition, Given, Literal, Program, Test, Value
from engine.proofs.asked import POSTING
from engine.proofs.examples import NOT_PROVED, PROVED, REFUTED, Asker, Search, Verdict, said
from engine.proofs.ground import Ground, alike
from engine.proofs.irrelevance import cited, reads
from engine.proofs.logic import NO, OPEN, YES
from engine.proofs.seen import Seen
from engine.proofs.solving import LimitReached
from engine.proofs.terms import Term
from engine.proofs.truths import truth_of

#: How far apart neighbours are at most, in the numbers of the proofs: across the end of a month, a day is up to four.
_BESIDE = 5
_OF_LAW = ("law.", "not_encoded.")


# --- contradiction


def no_contradiction(ground: Ground, asker: Asker) -> dict[str, Any]:
    """Two rules that conclude one thing with different values, both hold, and neither gives way."""
    a, program = ground.person("a"), ground.question.program
    both = [ground.terms.all([a.rules.holds[r].certain, a.rules.holds[s].certain, a.apart(r, s)]) for r, s in _rivals(program)]
    if not both:
        return {"property": "no_contradiction", **said(Verdict(PROVED))}
    verdict = Search(ground, [asker], [a]).run([ground.terms.any(both)], lambda seen: bool(disagreeing(program, seen[0])))
    found = {"property": "no_contradiction", **said(verdict)}
    if verdict.seen:
        rules = dict.fromkeys(r for pair in disagreeing(program, verdict.seen[0]) for r in pair)
        found["relevant"] = [cited(r, program.rule[r].cite) for r in rules]
    return found


def disagreeing(program: Program, seen: Seen) -> list[tuple[str, str]]:
    """Pairs of rules that hold for a person and conclude different values, as the engine gives them."""
    trace, e = seen.reading.trace, seen.reading.e
    if trace is None or e is None:
        return []
    holding = [(r, s) for r, s in _rivals(program) if trace.holds.get(r) == HOLDS and trace.holds.get(s) == HOLDS]
    values = {r: e.value(node) for pair in holding for r in pair if (node := program.rule[r].value) is not None}
    return [(r, s) for r, s in holding if values[r] != values[s]]


def _rivals(program: Program) -> list[tuple[str, str]]:
    """Pairs of rules with one conclusion and two values as they are written."""
    pairs = [pair for ids in program.by_conclusion.values() for pair in combinations(sorted(ids), 2)]
    return [(r, s) for r, s in pairs if _may_disagree(program.rule[r].value, program.rule[s].value)]


def _may_disagree(one: Value | None, other: Value | None) -> bool:
    return one is not None and other is not None and one != other


# --- gap


def no_gap(ground: Ground, asker: Asker) -> dict[str, Any]:
    """Every person of whom all is known gets an answer; for a posting, that is a State whose law insures."""
    a = ground.person("a")
    without = [a.outcome == OPEN, *([a.outcome == NO] if ground.question.kind == POSTING else [])]
    verdict = Search(ground, [asker], [a]).run([ground.terms.any(without)], lambda seen: unanswered(seen[0]))
    if verdict.result == PROVED:
        beside = _between_neighbours(ground, asker)
        verdict = Verdict(beside.result, verdict.steps + beside.steps, beside.why, beside.cases, beside.seen)
    found = {"property": "no_gap", **said(verdict)}
    if verdict.seen:
        found["open_in_law"] = sorted({m.fact for m in verdict.seen[0].reading.missing})
    return found


def unanswered(seen: Seen) -> bool:
    """Open although the person can tell nothing more, or insured nowhere."""
    reading = seen.reading
    if reading.question.kind == POSTING and seen.outcome == "no":
        return True
    return seen.outcome == "open" and all(m.fact.startswith(_OF_LAW) for m in reading.missing)


def _between_neighbours(ground: Ground, asker: Asker) -> Verdict:
    """Somebody refused at a figure of the law, on both sides of which, a day or a unit apart, everybody gets a yes."""
    a, b, c = (ground.person(tag) for tag in "abc")
    total = 0
    for path in _compared_twice(ground):
        if path not in a.person.facts:
            continue
        below, at, above = (p.person.facts[path].terms[0] for p in (a, b, c))
        claims: list[Term] = [*alike(ground.terms, a, b, but=[path]), *alike(ground.terms, b, c, but=[path])]
        claims += [claim for t in _read_otherwise(ground, path) for claim in _same_truth([truth_of(p.person, t).certain for p in (a, b, c)])]
        claims += [below < at, at <= below + _BESIDE, at < above, above <= at + _BESIDE, a.outcome == YES, b.outcome == NO, c.outcome == YES]
        verdict = Search(ground, [asker] * 3, [a, b, c]).run(claims, lambda seen: [s.outcome for s in seen] == ["yes", "no", "yes"])
        total += verdict.steps
        if verdict.result != PROVED:
            return Verdict(verdict.result, total, verdict.why or f"refused exactly at a figure, by {path}", verdict.cases, verdict.seen)
    return Verdict(PROVED, total)


def _read_otherwise(ground: Ground, path: str) -> Iterator[Test]:
    """Tests that rest on a fact but do not hold it against a written figure: an age at that day, a time since it."""
    for test in ground.question.program.tests:
        plain = isinstance(test.left, Given) and test.left.path == path and isinstance(test.right, Literal)
        if not plain and any(reads(node, path) for node in _sides(test)):
            yield test


def _same_truth(truths: Sequence[Term]) -> Iterator[Term]:
    first, *rest = truths
    return (first == other for other in rest)


def _compared_twice(ground: Ground) -> Iterator[str]:
    """Facts with an order that more than one test reads: one test alone never leaves a gap."""
    tests = [t for r in ground.question.program.rules for t in ground.question.program.tests_of[r.id]]
    paths = {p.path for t in tests for node in _sides(t) for p in walk(node) if isinstance(p, Given) and p.kind not in ("code", "codes", "truth")}
    for path in sorted(paths):
        if sum(any(reads(node, path) for node in _sides(t)) for t in tests) > 1:
            yield path


def _sides(test: Test) -> Sequence[Any]:
    return (test.left,) if isinstance(test.right, tuple) else (test.left, test.right)


# --- dead rules


def settled_by_the_text(when: Condition) -> bool:
    """Whether a rule is one of several ways of a model, and the article chose another: a part of it tests what was written in."""
    parts = when.parts if isinstance(when, All) else (when,)
    return any(isinstance(p, Test) and isinstance(p.left, Literal) for p in parts)


def living(ground: Ground) -> tuple[frozenset[str], bool, int]:
    """The rules whose conditions some person meets, whether all were looked at, and the steps."""
    a = ground.person("a")
    solver, alive = ground.solver(a), set[str]()
    rules = [r.id for r in ground.question.program.rules if not settled_by_the_text(r.when)]
    while True:
        asleep = [r for r in rules if r not in alive]
        try:
            model = solver.look([ground.terms.any(a.rules.before[r].possible for r in asleep)]) if asleep else None
        except LimitReached:
            return frozenset(alive), False, solver.steps
        if model is None:
            return frozenset(alive), True, solver.steps
        alive |= {r for r in asleep if model.truth(a.rules.before[r].possible)}


# --- reach


def _is(outcome: str, seen: Sequence[Seen]) -> bool:
    return seen[0].outcome == outcome


def reachable(ground: Ground, asker: Asker) -> Iterator[dict[str, Any]]:
    """For each outcome a person who gets it; proved by that person, refuted where there can be none."""
    a, roles = ground.person("a"), ground.question.instance.scope.roles
    outcomes = {"yes": YES, "no": NO}
    if ground.question.kind == POSTING:
        outcomes = {str(roles[side]): ground.book.number(str(roles[side])) for side in ("sending", "receiving")}
    for name, number in outcomes.items():
        verdict = Search(ground, [asker], [a]).run([a.outcome == number], partial(_is, name))
        turned = {PROVED: REFUTED, REFUTED: PROVED}.get(verdict.result, NOT_PROVED)
        why = "no person gets this outcome" if turned == REFUTED else verdict.why
        shown = Verdict(turned, verdict.steps, why, verdict.cases, verdict.seen)
        yield {"property": f"outcome_reachable.{name}", **said(shown)}
