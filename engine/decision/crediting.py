"""What one crediting rule brings into one record: spans and totals of the case as pieces, and a ledger line for each item.

Dated periods are counted on the union of all that the rule admits; a certified total is counted as certified. Limits in time,
slots that are taken, and whatever is in doubt are handed to `engine.counting` as bounds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.counting.calendar import day_span, first_day_of_slot, touched, year_mask
from engine.counting.certified import credit_total
from engine.counting.conversion import ConversionMissing, Table, converted
from engine.counting.crediting import Credited, Terms, credit_groups
from engine.counting.pieces import NOTHING, Piece, from_days, possible, slots_of, total
from engine.decision.admitting import Admission, Admitted
from engine.decision.bounds import FIRST_DAY, pair
from engine.decision.ledger import lines_of
from engine.facts.facts_record import Earnings, Period
from engine.language.ir import YES, Dated, Literal, Value
from engine.language.periods import Amount, Credit, Record

if TYPE_CHECKING:
    from engine.decision.evaluation import Evaluation


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


class Crediting:
    """Reads the crediting rules of one record."""

    def __init__(self, e: Evaluation, admission: Admission, record: Record) -> None:
        self.e, self.admission, self.record = e, admission, record
        self.unit = e.instance.unit
        self.slots = "days" if self.unit == "weeks" else self.unit

    def of(self, credit: Credit, before: Iterable[Entry]) -> list[Entry]:
        admitted = self.admission.admitted(credit)
        blocked = self._blocked(credit, before)
        if credit.each == "earnings":
            entries = self._of_earnings(credit, admitted, blocked)
        else:
            spans = [s for a in admitted for s in [self._span(credit, a)] if s.maybe]
            entries = self._by_groups(credit, spans, blocked) if credit.every else self._by_dates(credit, spans, blocked)
        entries = self._capped(credit, entries)
        self.e.records.lines += lines_of(self.e, credit, admitted, entries, before, self.unit, self.slots)
        return entries

    # --- what is taken, and limits in time

    def _blocked(self, credit: Credit, before: Iterable[Entry]) -> tuple[int, int]:
        sure = maybe = 0
        for name in credit.never_on:
            taken = self.e.records.entries(name) if name in self.e.instance.records else [x for x in before if x.rule == name]
            for entry in taken:
                if not entry.piece.chosen:
                    sure, maybe = sure | entry.piece.sure, maybe | entry.piece.maybe
        return sure, maybe

    def _limit(self, value: Value | None, default: int) -> tuple[int, int]:
        if value is None:
            return default, default
        low, high = pair(self.e.value(value))
        if low != high:
            self.admission.asks.setdefault(self.record.name, set()).update(self.e.asks(value))
        return int(low), int(high)

    def _span(self, credit: Credit, admitted: Admitted) -> Span:
        item = admitted.item
        assert isinstance(item, Period)
        birth = pair(self.e.given.value("date", "person.birth_date"))
        first = (item.start.lo, item.start.hi) if item.start else (max(FIRST_DAY, int(birth[0])), self.e.case.as_of + 1)
        last = (item.end.lo, item.end.hi) if item.end else (0, max(self.e.case.as_of, first[0]))
        after = self._limit(credit.not_before, FIRST_DAY)
        until = self._limit(credit.not_after, self.e.case.as_of if credit.not_after else 10**6)
        starts = max(first[0], after[0]), max(first[1], after[1])
        ends = min(last[0], until[0]), min(last[1], until[1])
        sure = day_span(starts[1], ends[0]) if admitted.truth == YES else 0
        return Span(admitted, sure, day_span(starts[0], ends[1]), starts, ends)

    # --- date for date, or the total as told

    def _by_dates(self, credit: Credit, spans: list[Span], blocked: tuple[int, int]) -> list[Entry]:
        entries = []
        dated: dict[tuple[str, str, str, str], list[Span]] = {}
        for s in spans:
            p = s.period
            if p.total is not None:
                entries.append(self._entry(credit, [s], self._told_total(credit, s, blocked)))
            else:
                dated.setdefault((p.country or "", p.scheme or "", p.kind or "", p.activity or ""), []).append(s)
        for group in dated.values():
            sure, maybe = _joined(group)
            piece = from_days(0 if credit.certified_only else sure, maybe, self.slots, self.e.instance.part_unit)
            entries.append(self._entry(credit, group, _unblocked(piece, blocked)))
        return entries

    def _told_total(self, credit: Credit, s: Span, blocked: tuple[int, int]) -> Piece:
        """A certified total lies somewhere in its span; limits in time take from it what they may."""
        room = touched(s.maybe, self.slots)
        told = self._in_own_unit(s.period)
        if told is None:
            return possible(from_days(0, s.maybe, self.slots, "counts"))
        whole = touched(self._whole_span(s.period), self.slots)
        number = slots_of(told, self.unit)
        outside = (whole & ~room).bit_count()
        chosen = credit.placed == "most_useful" and _one_year(s.period)
        piece = total(max(0, number - outside), number, room, chosen)
        return _unblocked(possible(piece) if s.admitted.truth != YES else piece, blocked)

    def _whole_span(self, item: Period) -> int:
        if item.start is None or item.end is None:
            return 0
        return day_span(item.start.lo, item.end.hi)

    def _in_own_unit(self, item: Period) -> int | None:
        """The total in the unit of this record; through the conversion in force where the unit is another; else None."""
        assert item.total is not None
        have = item.unit or ""
        if have == self.unit:
            return item.total
        if (have, self.unit) == ("months", "calendar_years"):
            return None
        table = conversion_table(self.record)
        if table is None:
            return None
        by_days = item.days_per_week if have == "days" else self.e.instance.scope.days_in_week or None
        years = touched(self._whole_span(item), "calendar_years").bit_count() or None
        try:
            return converted(item.total, have, self.unit, table, by_days, self.record.rounding, years)
        except ConversionMissing:
            return None

    # --- so many of one unit for so many of another

    def _by_groups(self, credit: Credit, spans: list[Span], blocked: tuple[int, int]) -> list[Entry]:
        terms = self._terms(credit)
        entries = []
        dated = []
        for s in spans:
            if s.period.total is None and credit.certified_only:
                most = credit_groups(0, s.maybe, terms, *blocked)
                entries += self._entries(credit, [s], Credited(tuple(possible(p) for p in most.pieces), ()))
            elif s.period.total is None and terms.within != "span":
                dated.append(s)
            elif s.period.total is None:
                entries += self._entries(credit, [s], credit_groups(s.sure, s.maybe, terms, *blocked))
            else:
                entries += self._entries(credit, [s], self._certified(s, terms, blocked))
        if dated:
            entries += self._entries(credit, dated, credit_groups(*_joined(dated), terms, *blocked))
        return entries

    def _certified(self, s: Span, terms: Terms, blocked: tuple[int, int]) -> Credited:
        told, unit = s.period.total or 0, s.period.unit or ""
        if unit != terms.unit:
            most = credit_groups(0, s.maybe, terms, *blocked)
            return Credited(tuple(possible(p) for p in most.pieces), ())
        least = told if s.admitted.truth == YES else 0
        cut = (self._whole_span(s.period) & ~s.maybe).bit_count()
        if cut:
            least = max(0, least - touched(self._whole_span(s.period) & ~s.maybe, terms.unit).bit_count())
        return credit_total((least, told), s.first, s.last, terms, *blocked)

    def _terms(self, credit: Credit) -> Terms:
        worth = credit.worth or Amount(1, self.unit)
        number = worth.n * 12 if (worth.unit, self.unit) == ("calendar_years", "months") else worth.n
        assert isinstance(credit.every, Amount)
        if credit.every.unit == "calendar_years":
            holding = credit.holding or Amount(1, "days")
            return Terms(holding.unit, self.unit, number, None, holding.n, credit.remainder, credit.within, credit.placed)
        return Terms(credit.every.unit, self.unit, number, credit.every.n, 1, credit.remainder, credit.within, credit.placed)

    # --- quarters from earnings

    def _of_earnings(self, credit: Credit, admitted: list[Admitted], blocked: tuple[int, int]) -> list[Entry]:
        """Units that a year's earnings buy, at the price of that year, at most all units of the year (42 USC 413(a)(2)(A)(ii))."""
        entries = []
        for a in admitted:
            item = a.item
            assert isinstance(item, Earnings) and item.year is not None
            price = self._price(credit.every, item.year)
            room = year_mask(item.year, self.slots)
            if price is None or item.amount is None:
                piece = possible(total(0, room.bit_count(), room))
            else:
                piece = total(0, 0, 0) if item.amount <= 0 else total(*(min(room.bit_count(), int(item.amount * 100) // price),) * 2, room, True)
            piece = _unblocked(piece if a.truth == YES else possible(piece), blocked)
            entries.append(Entry(piece, credit.id, (a.index,), item.country or "", "compulsory", ""))
        return entries

    def _price(self, every: Amount | Value | None, year: int) -> int | None:
        if isinstance(every, Dated):
            rows = [value for since, value in every.rows if since <= first_day_of_slot(year, "calendar_years")]
            every = rows[-1] if rows else None
        return int(every.value) if isinstance(every, Literal) and isinstance(every.value, int) else None

    # --- entries

    def _entries(self, credit: Credit, spans: list[Span], credited: Credited) -> list[Entry]:
        return [self._entry(credit, spans, piece) for piece in credited.pieces]

    def _entry(self, credit: Credit, spans: list[Span], piece: Piece) -> Entry:
        p = spans[0].period
        asks = frozenset(a for s in spans for a in _open_facts(s, credit, piece))
        return Entry(piece, credit.id, tuple(s.admitted.index for s in spans), p.country or "", p.kind or "", p.activity or "", asks)

    def _capped(self, credit: Credit, entries: list[Entry]) -> list[Entry]:
        if credit.at_most is None or credit.at_most.unit != self.unit:
            return entries
        cap = slots_of(credit.at_most.n, self.unit)
        if sum(x.piece.most for x in entries) <= cap:
            return entries
        maybe = 0
        for x in entries:
            maybe |= x.piece.maybe
        joined = total(min(cap, sum(x.piece.least for x in entries)), cap, maybe)
        items = tuple(sorted({i for x in entries for i in x.items}))
        return [Entry(joined, credit.id, items, entries[0].country, entries[0].kind, entries[0].activity)]


_PLURAL = {"week": "weeks", "month": "months", "quarter": "quarters", "year_at_most": "calendar_years"}


def conversion_table(record: Record) -> Table | None:
    """The conversion a record names: days of each unit by days a week, and what a year is in other units; None where it names none."""
    rows = {days: dict(row) for days, row in record.conversion}
    if not rows:
        return None
    year = rows.pop(0, {})
    by_days = {days: {_PLURAL.get(unit, unit): n for unit, n in row.items()} for days, row in rows.items()}
    return Table(by_days, {u: n for u, n in year.items() if u != "weeks_and_months_by"}, year.get("weeks_and_months_by"))


def _joined(spans: Iterable[Span]) -> tuple[int, int]:
    sure = maybe = 0
    for s in spans:
        sure, maybe = sure | s.sure, maybe | s.maybe
    return sure, maybe


def _unblocked(piece: Piece, blocked: tuple[int, int]) -> Piece:
    sure, maybe = blocked
    if not maybe or piece is NOTHING:
        return piece
    open_slots = piece.maybe & ~sure
    kept = piece.sure & ~maybe
    lost = (piece.maybe & maybe).bit_count()
    most = min(piece.most, open_slots.bit_count())
    return Piece(kept, open_slots, max(kept.bit_count(), min(most, piece.least - lost)), most, piece.chosen)


def _one_year(item: Period) -> bool:
    """Whether a span lies in one calendar year after 1977, so that its quarters may stand anywhere in it (20 CFR 404.144-146)."""
    if item.start is None or item.end is None:
        return False
    return touched(day_span(item.start.lo, item.end.hi), "calendar_years").bit_count() == 1


def _open_facts(s: Span, credit: Credit, piece: Piece) -> list[str]:
    if piece.is_exact:
        return []
    at = f"record.{s.admitted.index}"
    p = s.period
    found = [f"{at}.{name}" for name, told in (("from", p.start), ("to", p.end)) if told is None or not told.exact]
    if credit.certified_only and p.total is None:
        found = [f"{at}.quarters"]
    return found or ([at] if p.total is not None else [])
