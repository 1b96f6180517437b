"""Whether anybody loses by a draft: one person under both texts, who has something under the base and less under the draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from engine.language.ir import Figure
from engine.proofs.asked import POSTING, Question
from engine.proofs.carried import carrying_rules
from engine.proofs.examples import PROVED, Asker, Fits, Search, Verdict, said
from engine.proofs.ground import Ground
from engine.proofs.logic import NO, NOT_COVERED, YES
from engine.proofs.monotonicity import share_of, shares
from engine.proofs.seen import Judge, Seen
from engine.proofs.solving import RLIMIT
from engine.proofs.terms import Term
from engine.proofs.values import Number


def no_one_worse_off(draft: Question, base: Question, judges: tuple[Judge, Judge], rlimit: int = RLIMIT) -> Iterator[dict[str, Any]]:
    """A finding on the outcome, one on payment in another State, one on each share of the amount."""
    ground = Ground(draft, base, rlimit)
    apart = "" if counted_alike(draft, base) else "base "
    before, after = ground.person("a", under_base=True, counted=apart), ground.person("a")
    askers: list[Asker] = [(base, judges[1]), (draft, judges[0])]
    note = {} if not apart else {"note": "the two texts credit periods differently, so the counts of a person are taken as free under each"}

    def looked_for(name: str, claims: list[Term], fits: Fits) -> dict[str, Any]:
        verdict = Search(ground, askers, [before, after], together=True).run(claims, fits)
        found = {"property": f"no_one_worse_off{name}", **said(verdict), **note}
        if verdict.seen:
            found["relevant"] = carrying_rules(verdict.seen[0], verdict.seen[1])
            found["persons"] = verdict.cases[:1]
        return found

    gone = ground.terms.any([after.outcome == NO, after.outcome == NOT_COVERED])
    if draft.kind == POSTING:
        yield looked_for("", [before.outcome >= 0, gone], _nowhere)
        return
    yield looked_for("", [before.outcome == YES, gone], _lost)
    paid = [logic.rules.conclusions.get("payable") for logic in (before, after)]
    if paid[0] is not None and paid[1] is not None:
        claims = [before.outcome == YES, after.outcome == YES, paid[0].certain, ground.terms.no(paid[1].possible)]
        yield looked_for(".payment abroad", claims, _not_paid)
    elif paid[0] is not None:
        yield {"property": "no_one_worse_off.payment abroad", **said(Verdict(PROVED, why="the draft says nothing of it"))}
    under_base = {node.name: node for node in shares(base.program)}
    for node in shares(draft.program):
        if node.name in under_base:
            one, other = before.person.value(under_base[node.name]), after.person.value(node)
            assert isinstance(one, Number) and isinstance(other, Number) and one.bottom is not None and other.bottom is not None
            amounts = [logic.rules.conclusions["amount"].certain for logic in (before, after)]
            claims = [before.outcome == YES, after.outcome == YES, *amounts, other.top * one.bottom < one.top * other.bottom]
            nodes = (under_base[node.name], node)
            yield looked_for(f".{node.name}", claims, partial(_less, nodes))


def counted_alike(draft: Question, base: Question) -> bool:
    """Whether both texts bring the same periods into the same records."""
    one, other = draft.instance, base.instance
    if not one.scope.roles.get("deciding"):
        return True
    return (one.credits, one.period_bars, one.records) == (other.credits, other.period_bars, other.records)


def _lost(seen: Sequence[Seen]) -> bool:
    return seen[0].outcome == "yes" and seen[1].outcome in ("no", "not_covered")


def _not_paid(seen: Sequence[Seen]) -> bool:
    return [s.portable for s in seen] == ["yes", "no"]


def _nowhere(seen: Sequence[Seen]) -> bool:
    return len(seen[0].outcome) == 2 and seen[0].outcome.isupper() and seen[1].outcome in ("no", "not_covered")


def _less(nodes: tuple[Figure, Figure], seen: Sequence[Seen]) -> bool:
    before, after = (share_of(s, node) for s, node in zip(seen, nodes, strict=True))
    return all(s.outcome == "yes" for s in seen) and before is not None and after is not None and after < before
