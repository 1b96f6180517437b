"""Whether a crediting rule admits a period: its condition and the exceptions to it, three-valued, with what must be asked.

Declared defaults: contributions were not refunded, the law of the place applied, and what the national file says a period without
scheme or kind is taken for. Each default that was used is told as an assumption.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.decision.bounds import Bounded
from engine.decision.given import bounded
from engine.decision.truth import truth
from engine.facts.facts_record import Earnings, Period
from engine.language.ir import NO, UNKNOWN, YES, All, AnyOf, Condition, Given, Not, Test
from engine.language.periods import Credit, PeriodBar

if TYPE_CHECKING:
    from engine.decision.evaluation import Evaluation

Item = Period | Earnings
#: What to ask where a fact of a year of earnings is derived.
_ASKED = {"earning.certified_elsewhere": "year"}


@dataclass(frozen=True, slots=True)
class Admitted:
    """One item that a rule may count: `truth` is yes or unknown; `barred` are the exceptions that hold or may hold."""

    index: int
    item: Item
    truth: int
    barred: tuple[PeriodBar, ...] = ()


class Admission:
    """Reads period rules on the items of a case. `asks` collects, for each rule, the facts that were missing."""

    def __init__(self, e: Evaluation) -> None:
        self.e = e
        self.asks: dict[str, set[str]] = {}
        self.barred: list[tuple[int, PeriodBar]] = []

    def admitted(self, credit: Credit) -> list[Admitted]:
        """The items that a rule counts certainly or possibly, in the order of the case."""
        items: tuple[Item, ...] = (self.e.case.earnings or ()) if credit.each == "earnings" else self.e.case.record
        found = []
        for index, item in enumerate(items):
            admitted = self._admit(credit, index, item)
            if admitted.truth != NO:
                found.append(admitted)
        return found

    def _admit(self, credit: Credit, index: int, item: Item) -> Admitted:
        asked: set[str] = set()
        found = self._truth(credit.when, index, item, asked)
        if found == NO:
            return Admitted(index, item, NO)
        holding = []
        for bar in self.e.instance.period_bars.get(credit.id, ()):
            exception = self._truth(bar.when, index, item, asked)
            if exception != NO:
                holding.append(bar)
                if exception == YES:
                    self.barred.append((index, bar))
            found = min(found, 2 - exception)
        if found == UNKNOWN:
            self.asks.setdefault(credit.record, set()).update(asked)
        return Admitted(index, item, found, tuple(holding))

    def _truth(self, node: Condition, index: int, item: Item, asked: set[str]) -> int:
        if isinstance(node, Not):
            return 2 - self._truth(node.part, index, item, asked)
        if isinstance(node, All):
            return min(self._truth(p, index, item, asked) for p in node.parts)
        if isinstance(node, AnyOf):
            return max(self._truth(p, index, item, asked) for p in node.parts)
        if not isinstance(node, Test):
            return UNKNOWN
        if not isinstance(node.left, Given) or node.left.path.partition(".")[0] not in ("period", "earning"):
            return self.e.truth(node)
        told = self._field(node.left.path, index, item)
        if told is None:
            items = "earnings" if isinstance(item, Earnings) else "record"
            asked.add(f"{items}.{index}.{_ASKED.get(node.left.path, node.left.path.partition('.')[2])}")
            return UNKNOWN
        value: Bounded = bounded(node.left.kind, told)
        right = node.right if isinstance(node.right, tuple) else self.e.value(node.right)
        return truth(node, value, right)

    def _field(self, path: str, index: int, item: Item) -> Any:
        name = path.partition(".")[2]
        if isinstance(item, Earnings):
            return self._of_earnings(name, item)
        if name == "refunded":
            if item.refunded is None:
                self.e.given.assumed.add("period.refunded")
            return item.was_refunded
        if name == "insured_under":
            if item.insured_under is None:
                self.e.given.assumed.add("insured-under-place")
            return item.law
        if name in ("scheme", "kind"):
            return self.presumed(name, item)
        return getattr(item, {"from": "start", "to": "end"}.get(name, name))

    def presumed(self, name: str, item: Period) -> str | None:
        """Scheme or kind of a period as told, or what the national file takes it for."""
        if name == "scheme" and item.kind == "residence":
            return "none"
        told: str | None = getattr(item, name)
        if told is not None or item.country is None:
            return told
        national = self.e.instance.corpus.national(item.country)
        presumed = (national.data.get("presumes") or {}).get(name) if national else None
        if presumed is not None:
            self.e.given.assumed.add(f"period.{name}:{item.country}:{presumed}")
        return presumed

    def _of_earnings(self, name: str, item: Earnings) -> Any:
        if name == "certified_elsewhere":
            covers = [_covers(p, item.year) for p in self.e.case.record if p.country == item.country and p.total is not None]
            return True if True in covers else None if None in covers else False
        if name == "year":
            return None if item.year is None else first_day(item.year)
        return getattr(item, name)


def first_day(year: int) -> tuple[int, int]:
    """The first of January of a year, as bounds."""
    day = datetime.date(year, 1, 1).toordinal()
    return (day, day)


def _covers(period: Period, year: int | None) -> bool | None:
    """Whether a certified span reaches into a year; None where its dates leave that open."""
    if year is None:
        return None
    first, last = first_day(year)[0], first_day(year + 1)[0] - 1
    start, end = period.start, period.end
    if (start is not None and start.lo > last) or (end is not None and end.hi < first):
        return False
    return True if start is not None and end is not None and start.hi <= last and end.lo >= first else None
