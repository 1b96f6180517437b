"""The career of a case as spells: where and from when to when, as far as that is known."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.decision.shown import shown_as
from engine.facts import parse_case
from engine.facts.case import Case
from engine.facts.dates import PartialDate
from engine.problems import CaseRefused


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in one country. `start` and `end` may be known to the month or the year, or not at all; `total` of a `unit` may be told."""

    country: str | None
    start: PartialDate | None
    end: PartialDate | None
    total: int | None = None
    unit: str | None = None

    @property
    def measure(self) -> str:
        """The total with its unit; empty where none is told."""
        return "" if self.total is None or self.unit is None else shown_as(self.unit, (self.total, self.total))

    @property
    def possible(self) -> tuple[int, int] | None:
        """The first and the last day (ordinals) that it can touch; None where a date is missing."""
        return (self.start.lo, self.end.hi) if self.start and self.end else None

    @property
    def sure(self) -> tuple[int, int] | None:
        """The first and the last day that it surely touches; None where there is none."""
        if not self.start or not self.end or self.start.hi > self.end.lo:
            return None
        return (self.start.hi, self.end.lo)


def spells(case: Case | Mapping[str, Any]) -> list[Spell]:
    """The periods of a record; of a credential the practice of the profession. In the order of time; none for a case that cannot be read."""
    if not isinstance(case, Case):
        try:
            case = parse_case(case, today=datetime.date.today())
        except CaseRefused:
            return []
    if case.question == "credential":
        return [Spell(p.country, p.start, p.end) for p in case.practice or ()]
    return [Spell(p.country, p.start, p.end, p.total, p.unit) for p in case.record]
