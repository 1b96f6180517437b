"""The ledger: what became of every period, in every record, and under which rule.

A line credits an item with the slots that it alone, in the order of the record, brought in; what of it was there already, or could not
be credited, is dropped. Together the lines of a record add up to its length, in whole units.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.counting.calendar import day_span, touched, year_mask
from engine.facts.facts_record import Earnings
from engine.language.ir import YES, Citation
from engine.language.periods import Credit

if TYPE_CHECKING:
    from engine.decision.admitting import Admitted
    from engine.decision.entries import Entry
    from engine.decision.evaluation import Evaluation


@dataclass(frozen=True, slots=True)
class Line:
    """One item read by one rule. Counts are bounds in slots of the record (days, where it is kept in weeks)."""

    item: int
    earnings: bool
    into: str
    credited: tuple[int, int]
    dropped: tuple[int, int]
    rule: str
    cite: Citation
    explain: str
    certain: bool


def lines_of(
    e: Evaluation, credit: Credit, admitted: Sequence[Admitted], entries: Sequence[Entry], before: Iterable[Entry], unit: str, slots: str
) -> list[Line]:
    """A line for each item a rule admitted, in the order of the record."""
    taken_sure = taken_maybe = 0
    for entry in before:
        taken_sure, taken_maybe = taken_sure | entry.piece.sure, taken_maybe | entry.piece.maybe
    lines = []
    for a in admitted:
        own = [x for x in entries if a.index in x.items]
        shared = any(len(x.items) > 1 for x in own)
        around = _around(a, slots) if shared else -1
        least = most = lost_least = lost_most = 0
        for x in own:
            sure, maybe = x.piece.sure & around, x.piece.maybe & around
            if x.piece.is_exact or shared:
                new_sure, new_maybe = sure & ~taken_maybe, maybe & ~taken_sure
                least, most = least + new_sure.bit_count(), most + new_maybe.bit_count()
                lost_least, lost_most = lost_least + (sure & taken_sure).bit_count(), lost_most + (maybe & taken_maybe).bit_count()
            else:
                over = (x.piece.maybe & taken_maybe).bit_count()
                least, most = least + max(0, x.piece.least - over), most + x.piece.most
                lost_most += min(over, x.piece.most)
            taken_sure, taken_maybe = taken_sure | sure, taken_maybe | maybe
        explain = credit.explain.holds if a.truth == YES else credit.explain.unknown
        earned = isinstance(a.item, Earnings)
        lines.append(Line(a.index, earned, credit.record, (least, most), (lost_least, lost_most), credit.id, credit.cite, explain, a.truth == YES))
    return lines


def _around(a: Admitted, slots: str) -> int:
    """The slots among which the credits of an item stand: those it touches."""
    if isinstance(a.item, Earnings):
        return year_mask(a.item.year or 1, slots)
    if a.item.start is None or a.item.end is None:
        return -1
    return touched(day_span(a.item.start.lo, a.item.end.hi), slots)


__all__ = ["Line", "lines_of"]
