"""What one crediting rule brings into one record: spans and totals of the case as pieces, and a ledger line for each item.

Dated periods are counted on the union of all that the rule admits; a certified total is counted as certified. Limits in time,
slots that are taken, and whatever is in doubt are handed to `engine.counting` as bounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from engine.counting.calendar import day_span, touched, year_mask, years_of
from engine.counting.certified import credit_total
from engine.counting.conversion import ConversionMissing, converted
from engine.counting.crediting import Bounds, Credited, Terms, credit_groups
from engine.counting.pieces import Piece, from_days, possible, slots_of, total
from engine.decision.admitting import Admission, Admitted
from engine.decision.bounds import FIRST_DAY, pair
from engine.decision.conversions import conversion_table
from engine.decision.earning import from_earnings
from engine.decision.entries import Entry, Span, joined, one_year, open_facts, unblocked
from engine.decision.ledger import lines_of
from engine.facts.facts_record import Period
from engine.language.ir import YES, Value
from engine.language.periods import Amount, Credit, Record

if TYPE_CHECKING:
    from engine.decision.evaluation import Evaluation


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
            entries = from_earnings(credit, admitted, self.slots, blocked, self.e.case.as_of)
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
            sure, maybe = joined(group)
            piece = from_days(0 if credit.certified_only else sure, maybe, self.slots, self.e.instance.part_unit)
            entries.append(self._entry(credit, group, unblocked(piece, blocked)))
        return entries

    def _told_total(self, credit: Credit, s: Span, blocked: tuple[int, int]) -> Piece:
        """A certified total lies somewhere in its span; limits in time take from it what they may."""
        room = touched(s.maybe, self.slots)
        told = self._in_own_unit(s.period)
        if told is None:
            return possible(from_days(0, s.maybe, self.slots, "counts"))
        whole = touched(self._whole_span(s.period), self.slots)
        number = slots_of(told, self.unit)
        if credit.at_most_a_year is not None and credit.at_most_a_year.unit == self.unit:
            years = touched(s.maybe, "calendar_years").bit_count()
            number = min(number, slots_of(credit.at_most_a_year.n, self.unit) * years)
        outside = (whole & ~room).bit_count()
        if credit.placed == "most_useful" and number > room.bit_count():
            room = self._quarters_anywhere(s.maybe)
        chosen = credit.placed == "most_useful" and one_year(s.period)
        piece = total(max(0, number - outside), number, room, chosen)
        return unblocked(possible(piece) if s.admitted.truth != YES else piece, blocked)

    def _quarters_anywhere(self, days: int) -> int:
        """Every slot of the calendar years that are touched: the quarters of a year may be assigned anywhere in it (20 CFR 404.144-146)."""
        room = 0
        for year in years_of(days, "days"):
            room |= year_mask(year, self.slots)
        return room

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
        if (have, self.unit) == ("months", "calendar_years") and item.total % 12 == 0:
            return item.total // 12  # told in years, or as so many times twelve months
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
        terms = self._terms(credit, spans)
        room = self._room(credit, spans)
        entries = []
        dated = []
        for s in spans:
            if s.period.total is None and credit.certified_only:
                most = credit_groups(0, s.maybe, terms, *blocked, room)
                entries += self._entries(credit, [s], Credited(tuple(possible(p) for p in most.pieces), ()))
            elif s.period.total is None and terms.within != "span":
                dated.append(s)
            elif s.period.total is None:
                entries += self._entries(credit, [s], credit_groups(s.sure, s.maybe, terms, *blocked, room))
            else:
                entries += self._entries(credit, [s], self._certified(s, terms, blocked, room))
        if dated:
            entries += self._entries(credit, dated, credit_groups(*joined(dated), terms, *blocked, room))
        return entries

    def _certified(self, s: Span, terms: Terms, blocked: tuple[int, int], room: Mapping[int, Bounds] | None) -> Credited:
        told, unit = s.period.total or 0, s.period.unit or ""
        own = self._in_own_unit(s.period) if unit != terms.unit and terms.every is None else None
        if own is not None:  # certified in the unit that is credited: it counts as it is
            piece = total(own, own, touched(s.maybe, self.slots))
            return Credited((piece if s.admitted.truth == YES else possible(piece),), ())
        if unit != terms.unit:
            most = credit_groups(0, s.maybe, terms, *blocked, room)
            return Credited(tuple(possible(p) for p in most.pieces), ())
        least = told if s.admitted.truth == YES else 0
        cut = (self._whole_span(s.period) & ~s.maybe).bit_count()
        if cut:
            least = max(0, least - touched(self._whole_span(s.period) & ~s.maybe, terms.unit).bit_count())
        return credit_total((least, told), s.first, s.last, terms, *blocked, room)

    def _part_unit(self, period: Period) -> str | None:
        """Whether a part of a unit counts in the scheme of a period; None where its law was not found."""
        national = self.e.instance.corpus.national(period.country) if period.country else None
        scheme = self.admission.presumed("scheme", period)
        told = (national.data.get("schemes") or {}).get(scheme) if national else None
        return str(told["part_unit"]) if told and "part_unit" in told else None

    def _room(self, credit: Credit, spans: list[Span]) -> dict[int, Bounds] | None:
        """The most slots of each calendar year that the rule may credit; None where it says none, or what a year holds anyway."""
        cap = credit.at_most_a_year
        if cap is None or cap.unit != self.unit:
            return None
        most = slots_of(cap.n, self.unit)
        years = {year for s in spans for year in years_of(s.maybe, "days")}
        room = {year: (most, most) for year in years if most < year_mask(year, self.slots).bit_count()}
        return room or None

    def _terms(self, credit: Credit, spans: list[Span]) -> Terms:
        """What the rule says; a unit that is only touched counts as the law of the State says under which the time was completed."""
        parts = {self._part_unit(s.period) for s in spans}
        part = parts.pop() if len(parts) == 1 else None
        worth = credit.worth or Amount(1, self.unit)
        number = worth.n * 12 if (worth.unit, self.unit) == ("calendar_years", "months") else worth.n
        assert isinstance(credit.every, Amount)
        if credit.every.unit == "calendar_years":
            holding = credit.holding or Amount(1, "days")
            return Terms(holding.unit, self.unit, number, None, holding.n, credit.remainder, credit.within, credit.placed, part)
        return Terms(credit.every.unit, self.unit, number, credit.every.n, 1, credit.remainder, credit.within, credit.placed, part)

    # --- entries

    def _entries(self, credit: Credit, spans: list[Span], credited: Credited) -> list[Entry]:
        return [self._entry(credit, spans, piece) for piece in credited.pieces]

    def _entry(self, credit: Credit, spans: list[Span], piece: Piece) -> Entry:
        p = spans[0].period
        asks = frozenset(a for s in spans for a in open_facts(s, credit, piece))
        kind = self.admission.presumed("kind", p) or ""
        return Entry(piece, credit.id, tuple(s.admitted.index for s in spans), p.country or "", kind, p.activity or "", asks)

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
