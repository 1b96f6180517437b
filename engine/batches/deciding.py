"""From a case to the result of its row: the decision, what is old, what ends, and what stands beside it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from engine.batches import codes
from engine.batches.result import of_decisions, unknown_profession
from engine.batches.validity import GOOD_STANDING, LANGUAGE_TEST, Limit, age_in_days, expiries, good_standing, limit_of
from engine.decision.answer import answer
from engine.decision.decide import Decider
from engine.facts.canonical import canonical_bytes
from engine.facts.case import Case
from engine.facts.dates import read_date
from engine.problems import InputRefused

#: Decisions kept: rows that ask the same are decided once.
MOST_KEPT = 2_000
Decided = tuple[dict[str, Any], Limit | None, Limit | None]


@dataclass(frozen=True)
class Asked:
    """A row that can be decided: what preparing found, the values of the batch itself, and the case."""

    base: dict[str, Any]
    own: dict[str, Any]
    case: Case


class Deciding:
    """Decides the cases of one batch. Equal cases share their decision; nothing else passes from one row to another."""

    def __init__(self, decider: Decider) -> None:
        self.decider = decider
        self._kept: OrderedDict[bytes, Decided] = OrderedDict()

    def results(self, rows: Sequence[Asked]) -> list[dict[str, Any]]:
        """The whole results of rows, in their order. Raises nothing: a row that the program fails at says so and costs only itself."""
        return [self._result_or_failure(row) for row in rows]

    def _result_or_failure(self, row: Asked) -> dict[str, Any]:
        try:
            return self._result(row.base, row.own, row.case)
        except Exception as error:  # rules that contradict each other, or a fault of the program: the other rows must not pay for it
            told = [p.code for p in error.problems] if isinstance(error, InputRefused) else [type(error).__name__]
            return {**row.base, "code": codes.FAILED, "failure": ", ".join(dict.fromkeys(told))}

    def _result(self, base: Mapping[str, Any], own: Mapping[str, Any], case: Case) -> dict[str, Any]:
        found, standing, test = self._decided(case)
        told = good_standing(case, standing)
        notes = [*base["notes"], *found["notes"], *unknown_profession(case.credential.profession, self._professions)]
        if told and told["stale"]:
            notes.append({"code": codes.STALE, "column": "good_standing_issued"})
        ends = expiries(case, own, standing, test, base["verification"].get("valid_until"))
        return {
            **base,
            **found,
            "notes": notes,
            "profession": case.credential.profession if case.credential.profession in self._professions else None,
            "as_of": date.fromordinal(case.as_of).isoformat(),
            "good_standing": told,
            "primary_source": _primary_source(own, case.as_of),
            "expires": ends,
            "next_expiry": ends[0] if ends else None,
        }

    def _decided(self, case: Case) -> Decided:
        key = canonical_bytes(case)
        found = self._kept.pop(key, None)
        if found is None:
            readings = self.decider.readings(case)
            found = (of_decisions([answer(r) for r in readings]), limit_of(readings, GOOD_STANDING), limit_of(readings, LANGUAGE_TEST))
        self._kept[key] = found
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return found

    @cached_property
    def _professions(self) -> list[str]:
        corpus = self.decider.corpus
        return sorted(set[str]().union(*(corpus.credential_head(name).professions for name in corpus.credentials)))


def _primary_source(own: Mapping[str, Any], day: int) -> dict[str, Any] | None:
    """When the primary source was asked, how long ago that is, and whether the row tells by whom; without that, it counts for nothing."""
    if own.get("primary_source_checked") is None:
        return None
    checked = read_date(own["primary_source_checked"])
    return {"checked": str(checked), "age_days": age_in_days(checked, day), "told_by_whom": own.get("primary_source_by") is not None}
