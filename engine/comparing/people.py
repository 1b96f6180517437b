"""Person by person: the same case under two laws, what it gives under each, and by which article they part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from engine.chaining.twin import PurePython
from engine.comparing.law import Law
from engine.decision.answer import answer
from engine.decision.decide import Decider
from engine.decision.reading import Reading
from engine.decision.select import benefits_of
from engine.facts import parse_case
from engine.problems import InputRefused

GAINS, LOSES, CHANGES, SAME, NOT_READ = "gains", "loses", "changes", "same", "not_read"
_WORTH = {"yes": 2, "needs_authority": 1, "undetermined": 1, "no": 0, "not_covered": 0}
_PORTABLE = {"yes": 2, "undetermined": 1, "no": 0}
_NOTHING: Mapping[str, Any] = {"outcome": "not_covered", "because": [], "blocked_by": []}


@dataclass
class Side:
    """One law with its decider; deciders keep their instances, so one side serves all persons."""

    law: Law
    decider: Decider = field(init=False)

    def __post_init__(self) -> None:
        self.decider = Decider(self.law.corpus, PurePython())

    def told(self, case: Mapping[str, Any], day: int | None) -> tuple[dict[tuple[str, str], dict[str, Any]], list[str]]:
        """The answers of this instrument by (State, benefit), and what it refuses; where one benefit cannot be read, the others are."""
        written = dict(case) if day is None else {**case, "as_of": date.fromordinal(day)}
        try:
            return self._answers(written), []
        except InputRefused as refused:
            why = [str(refused.problems[0])]
        answers: dict[tuple[str, str], dict[str, Any]] = {}
        for state in written.get("deciding") or ():
            for benefit in benefits_of(self.law.corpus, self.law.file.data, state, str(written.get("benefit", "old-age"))):
                try:
                    answers |= self._answers({**written, "deciding": [state], "benefit": benefit})
                except InputRefused as refused:
                    why.append(f"{state}.{benefit}: {refused.problems[0]}")
        return answers, why[1:] if answers else why

    def _answers(self, case: Mapping[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
        readings = self.decider.readings(parse_case(case, today=date.fromordinal(self.law.day)), self.law.name)
        return {self._key(r): answer(r) for r in readings if r.question.instrument == self.law.name}

    def _key(self, reading: Reading) -> tuple[str, str]:
        return (reading.question.deciding, reading.question.scope.benefit or reading.question.kind)


def compared(before: Side, after: Side, case: Mapping[str, Any], *, own_days: bool, changed: frozenset[str]) -> Iterator[dict[str, Any]]:
    """What each State says under both laws; `own_days` asks each side on its own day, else on the day of the case.

    `changed` are the provisions in which the texts differ: where several rules part the answers, one of those is named. A case that one
    side cannot read is told as `not_read` with what it refuses.
    """
    told = [side.told(case, side.law.day if own_days else None) for side in (before, after)]
    refused = [f"{side.law.name}: {why}" for side, (_, all_why) in zip((before, after), told, strict=True) for why in all_why]
    yield from ({"change": NOT_READ, "why": why} for why in refused)
    sides = [answers for answers, _ in told]
    if refused:  # what one side cannot read is told as such, and not as a loss
        sides = [{k: v for k, v in answers.items() if k in sides[0] and k in sides[1]} for answers in sides]
    for key in sorted(sides[0].keys() | sides[1].keys()):
        had, has = sides[0].get(key, _NOTHING), sides[1].get(key, _NOTHING)
        left, right = _shown(had), _shown(has)
        change = direction(left, right)
        yield {
            "deciding": key[0],
            "benefit": key[1],
            "change": change,
            "before": left,
            "after": right,
            "by": _by(had, has, changed) if change != SAME else None,
        }


def _shown(told: Mapping[str, Any]) -> dict[str, Any]:
    amounts, portable = told.get("amounts") or {}, told.get("portable") or {}
    basis = told.get("basis") or told.get("route")
    return {
        "outcome": told["outcome"],
        "basis": sorted(basis) if isinstance(basis, list) else [basis] if basis else [],
        "payable_from": told.get("payable_from"),
        "fraction": amounts.get("fraction"),
        "portable": portable.get("outcome"),
        "insured_in": told.get("insured_in"),
    }


def direction(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Whether a person gains or loses: by the outcome first, then the share, the first month, payment abroad; `changes` is neither.

    Another basis, or another State of insurance, is a change of which nobody but the person can say whether it is better.
    """
    if before == after:
        return SAME
    steps = [_WORTH[after["outcome"]] - _WORTH[before["outcome"]]]
    if before["outcome"] == after["outcome"] == "yes":
        steps.append(_order(before["fraction"], after["fraction"]))
        steps.append(-_order_of_days(before["payable_from"], after["payable_from"]))
        steps.append(_PORTABLE.get(after["portable"] or "", 0) - _PORTABLE.get(before["portable"] or "", 0))
    moved = [s for s in steps if s]
    if moved and all(s > 0 for s in moved):
        return GAINS
    return LOSES if moved and all(s < 0 for s in moved) else CHANGES


def _order(before: str | None, after: str | None) -> int:
    if before is None or after is None:
        return 0
    (a, b), (c, d) = ([int(x) for x in told.split("/")] for told in (before, after))
    return (c * b > a * d) - (c * b < a * d) if b and d else 0


def _order_of_days(before: str | None, after: str | None) -> int:
    return (after > before) - (after < before) if before and after else 0


def _by(had: Mapping[str, Any], has: Mapping[str, Any], changed: frozenset[str]) -> dict[str, str]:
    """The first rule that one answer rests on and the other does not, or reads another figure in; else what gives the share, or the day."""
    found: list[Mapping[str, Any]] = []
    for one, other in ((has, had), (had, has)):
        known = {_bare(x["address"]): x for x in (*other["because"], *other["blocked_by"])}
        told = [*one["blocked_by"], *one["because"]]
        found += [x for x in told if _bare(x["address"]) not in known]
        found += [x for x in told if (twin := known.get(_bare(x["address"]))) and any(twin.get(w) != x.get(w) for w in ("found", "needed", "facts"))]
    chosen = next((x for x in found if _bare(x["address"]).partition(".")[0] in changed), found[0] if found else None)
    if chosen is not None:
        return {"address": str(chosen["address"]), "article": str(chosen.get("article") or ""), "url": str(chosen.get("url") or "")}
    amounts: Mapping[str, Any] = has.get("amounts") or had.get("amounts") or {}
    return {"address": "", "article": str(amounts.get("article") or ""), "url": str(amounts.get("url") or "")}


def _bare(address: str) -> str:
    """An address without its instrument."""
    return address.partition(".")[2]
