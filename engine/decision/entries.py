"""Entries of a record, and the spans of a case that they are made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.counting.calendar import day_span, touched
from engine.counting.pieces import NOTHING, Piece
from engine.decision.admitting import Admitted
from engine.facts.facts_record import Period
from engine.language.periods import Credit


@dataclass(frozen=True, slots=True)
class Entry:
    """A piece of a record and where it came from. `asks` are the facts that would make it exact."""

    piece: Piece
    rule: str
    items: tuple[int, ...]
    country: str
    kind: str
    activity: str
    asks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Span:
    """An admitted period in days: surely covered, possibly covered; bounds of its total, in its own unit, where one is told."""

    admitted: Admitted
    sure: int
    maybe: int
    first: tuple[int, int]
    last: tuple[int, int]

    @property
    def period(self) -> Period:
        assert isinstance(self.admitted.item, Period)
        return self.admitted.item


def joined(spans: Iterable[Span]) -> tuple[int, int]:
    """The union of spans in days: sure, and possible."""
    sure = maybe = 0
    for s in spans:
        sure, maybe = sure | s.sure, maybe | s.maybe
    return sure, maybe


def unblocked(piece: Piece, blocked: tuple[int, int]) -> Piece:
    """A piece without slots that are taken (surely, possibly)."""
    sure, maybe = blocked
    if not maybe or piece is NOTHING:
        return piece
    open_slots = piece.maybe & ~sure
    kept = piece.sure & ~maybe
    lost = (piece.maybe & maybe).bit_count()
    most = min(piece.most, open_slots.bit_count())
    return Piece(kept, open_slots, max(kept.bit_count(), min(most, piece.least - lost)), most, piece.chosen)


def one_year(item: Period) -> bool:
    """Whether a span lies in one calendar year after 1977, so that its quarters may stand anywhere in it (20 CFR 404.144-146)."""
    if item.start is None or item.end is None:
        return False
    return touched(day_span(item.start.lo, item.end.hi), "calendar_years").bit_count() == 1


def open_facts(s: Span, credit: Credit, piece: Piece) -> list[str]:
    """The facts of a period that would make its piece exact."""
    if piece.is_exact:
        return []
    at = f"record.{s.admitted.index}"
    p = s.period
    found = [f"{at}.{name}" for name, told in (("from", p.start), ("to", p.end)) if told is None or not told.exact]
    if credit.certified_only and p.total is None:
        found = [f"{at}.quarters"]
    return found or ([at] if p.total is not None else [])
