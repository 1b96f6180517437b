"""Counting functions that ask other States of the same instrument what they conclude for the same branch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from engine.decision.bounds import Bounded, Number, unknown
from engine.language.ir import NO, UNKNOWN, YES, Figure, Literal

if TYPE_CHECKING:
    from engine.decision.evaluation import Evaluation


def _states(e: Evaluation) -> Iterator[tuple[str, Evaluation | None]]:
    """The deciding State and the others in which the person has periods, each with its own reading of the case."""
    deciding = e.instance.scope.roles.get("deciding")
    for state in sorted({*e.instance.scope.partners, *([deciding] if deciding else [])}):
        yield state, e.peer(state)


def _truth(other: Evaluation | None, name: str) -> int:
    return UNKNOWN if other is None else other.ask(name)


def states_where(e: Evaluation, node: Figure) -> Bounded:
    """The States for which something holds. Unknown for one of them makes the set unknown."""
    holds = _word(node, "holds")
    truths = {state: _truth(other, holds) for state, other in _states(e)}
    return None if UNKNOWN in truths.values() else frozenset(s for s, t in truths.items() if t == YES)


def last_state_where(e: Evaluation, node: Figure) -> Bounded:
    """The State, among those for which something holds, to whose law the person was subject last."""
    holds = _word(node, "holds")
    last: dict[str, int] = {}
    for period in e.case.record:
        if period.end is not None and period.country is not None:
            last[period.country] = max(last.get(period.country, 0), period.end.hi)
    order = sorted(last, key=lambda s: (-last[s], s))
    others = dict(_states(e))
    possible: set[str] = set()
    for state in order:
        truth = _truth(others.get(state), holds) if state in others else NO
        if truth != NO:
            possible.add(state)
        if truth == YES:
            return frozenset(possible)
    return frozenset(possible) or frozenset({"-"})


def longest_record(e: Evaluation, node: Figure) -> Bounded:
    """The State with the longest record of its own; open where bounds overlap or a State counts in another unit."""
    best: list[tuple[Number, Number, str]] = []
    for state, other in _states(e):
        if other is None or other.instance.unit != e.instance.unit:
            return None
        low, high = other.records.coverage("own")
        best.append((low, high, state))
    top = max(low for low, _, _ in best)
    return frozenset(state for _, high, state in best if high >= top)


def states_bound_to(e: Evaluation, node: Figure) -> Bounded:
    """Third States bound to both parties by an instrument in force that adds periods. Reads the register, not the person."""
    corpus, day = e.instance.corpus, e.instance.day
    parties = {s for s in (e.instance.scope.roles.get("deciding"), e.instance.scope.roles.get("partner")) if s}
    bound: dict[str, set[str]] = {p: set() for p in parties}
    wanted = {p.country for p in e.case.record if p.country} - parties
    for name in corpus.agreements:
        for party in parties:
            if any(corpus.may_bind(name, frozenset({party, state})) for state in wanted):
                data = corpus.agreement(name).data
                told = data.get("parties")
                start = (data.get("instruments") or {}).get("base", {}).get("in_force")
                adds = any(p.get("adopts") == "totalization" for p in data.get("provisions") or [])
                if isinstance(told, list) and party in told and adds and start is not None and start.toordinal() <= day:
                    bound[party] |= {str(s) for s in told} & wanted
    return frozenset(set.intersection(*bound.values())) if bound else frozenset()


def partners_conclude(e: Evaluation, node: Figure) -> Bounded:
    """Whether every one (or any one) of the other States concludes something. No other State: every holds, any does not."""
    name, every = _word(node, "holds"), _word(node, "quantifier") == "every_partner"
    truths = [_truth(e.peer(state), name) for state in e.instance.scope.partners]
    found = (min(truths, default=YES)) if every else (max(truths, default=NO))
    return {NO: (0, 0), YES: (1, 1)}.get(found, (0, 1))


def partner_coverage(e: Evaluation, node: Figure) -> Bounded:
    """What the other State counts as its own for the same branch, in its own unit."""
    partner = e.instance.scope.roles.get("partner")
    other = e.peer(partner) if partner else None
    return unknown(node.kind) if other is None else other.records.coverage("own")


def _word(node: Figure, name: str) -> str:
    found = dict(node.arguments)[name]
    if isinstance(found, Literal):
        return str(found.value)
    assert isinstance(found, str)
    return found
