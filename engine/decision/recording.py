"""The records of one case: what each crediting rule brings into each record, counted as bounds, with the ledger as its log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.counting.calendar import add_months, first_day_of_slot, slot, span_mask
from engine.counting.masks import span
from engine.counting.pieces import Piece, between, possible, to_unit
from engine.counting.union import length_bounds
from engine.counting.windows import longest_unbroken_bounds
from engine.decision.admitting import Admission
from engine.decision.bounds import DOMAINS, MOST, Pair, pair
from engine.decision.crediting import Crediting
from engine.decision.entries import Entry
from engine.decision.ledger import Line
from engine.language.ir import Value
from engine.language.periods import Credit, Record

if TYPE_CHECKING:
    from engine.decision.evaluation import Evaluation

#: Weeks in a calendar year where a conversion of Regulation 987/2009 is in force stand in the table as `year_at_most` days.
_PRESUMED_APART = "undated_do_not_overlap"


class Records:
    """Entries of each record, worked out when a value needs them, once."""

    def __init__(self, e: Evaluation) -> None:
        self.e = e
        self.admission = Admission(e)
        self._entries: dict[str, tuple[Entry, ...]] = {}
        self._coverage: dict[str, Pair] = {}
        self.lines: list[Line] = []

    @property
    def unit(self) -> str:
        return self.e.instance.unit

    # --- entries

    def entries(self, name: str) -> tuple[Entry, ...]:
        if name not in self._entries:
            self._entries[name] = ()
            self._entries[name] = tuple(self._fill(name))
        return self._entries[name]

    def _fill(self, name: str) -> list[Entry]:
        record = self.e.instance.records.get(name) or Record(name)
        found: list[Entry] = []
        for source in record.of:
            found += self.entries(source)
            self.admission.asks.setdefault(name, set()).update(self.admission.asks.get(source, set()))
        if record.third_states is not None:
            found += self._of_third_states(record.third_states)
        found = self._without(self._limited(found, record), record)
        crediting = Crediting(self.e, self.admission, record)
        for credit in self._ordered(self.e.instance.credits.get(name, [])):
            found += crediting.of(credit, found)
        return found

    @staticmethod
    def _ordered(credits: list[Credit]) -> list[Credit]:
        """Rules that yield to others come after them."""
        ids = {c.id for c in credits}
        return sorted(credits, key=lambda c: (any(n in ids for n in c.never_on), c.id))

    def by_rule(self, rule_id: str) -> list[Entry]:
        """What one rule brought in, as far as its record has been filled."""
        return [entry for entries in self._entries.values() for entry in entries if entry.rule == rule_id]

    def _limited(self, entries: list[Entry], record: Record) -> list[Entry]:
        if record.not_before is None and record.not_after is None:
            return entries
        sure, maybe = self.admitted_slots(record.not_before, record.not_after)
        return [replace(x, piece=clipped(x.piece, sure, maybe)) for x in entries]

    def admitted_slots(self, not_before: Value | None, not_after: Value | None) -> tuple[int, int]:
        """Slots inside two limits in time: surely, and possibly."""
        first = pair(self.e.value(not_before)) if not_before is not None else DOMAINS["date"][:1] * 2
        last = pair(self.e.value(not_after)) if not_after is not None else DOMAINS["date"][1:] * 2
        unit = "days" if self.unit == "weeks" else self.unit
        return span_mask(int(first[1]), int(last[0]), unit), span_mask(int(first[0]), int(last[1]), unit)

    def _without(self, entries: list[Entry], record: Record) -> list[Entry]:
        if record.without_countries is None:
            return entries
        gone = self.e.value(record.without_countries)
        if gone is None:
            return [replace(x, piece=possible(x.piece)) for x in entries]
        return [x for x in entries if x.country not in gone]

    def _of_third_states(self, states: Value) -> list[Entry]:
        """Periods of third States, each as the agreement with that State credits them."""
        third = self.e.value(states)
        found: list[Entry] = []
        for state in sorted(third) if isinstance(third, frozenset) else ():
            other = self.e.third(state)
            if other is not None and other.instance.unit == self.unit:
                self.e.also_read |= other.instance.hashes
                own = set(other.records.entries("own"))
                found += [x for x in other.records.entries("combined") if x not in own]
        return found

    # --- measures

    def coverage(self, name: str) -> Pair:
        if name not in self._coverage:
            self._coverage[name] = self._measured(name, list(self.entries(name)), None)
        return self._coverage[name]

    def _measured(self, name: str, entries: list[Entry], window: int | None, room: int = MOST) -> Pair:
        record = self.e.instance.records.get(name) or Record(name)
        if not self.e.case.has_record and not entries:
            return (0, room)
        table = dict(record.conversion)
        cap = self._yearly_cap(dict(table.get(self.e.instance.scope.days_in_week or 7, ())))
        low, high = length_bounds([x.piece for x in entries], self.unit, self.e.instance.part_unit, window, _PRESUMED_APART in record.overlap, cap)
        if not self.e.case.record_complete or not self.e.case.has_record:
            high = room
        return (low, max(low, high))

    def _yearly_cap(self, table: Mapping[str, int]) -> int | None:
        """The most units of a calendar year, from the conversion in force (Regulation 987/2009 Art. 13(2)-(3))."""
        most = table.get("year_at_most")
        if most is None or self.unit not in ("weeks", "days"):
            return None
        return most // table["week"] if self.unit == "weeks" else most

    def in_window(self, name: str, day: Pair, length: int, unit: str, before: bool, kinds: tuple[str, ...]) -> Pair:
        """What a record covers in the `length` units that end with the unit of a day, or before it. A day within bounds gives bounds."""
        entries = of_kinds(self.entries(name), kinds)
        room = length if unit == self.unit else MOST
        windows = {self._window(int(d), length, unit, before) for d in day}
        if len(windows) > 1:  # the day is known only within bounds: anything from nothing to the whole record may lie inside
            return (0, min(self._measured(name, entries, None)[1], room))
        return self._measured(name, entries, windows.pop(), room)

    def _window(self, day: int, length: int, unit: str, before: bool) -> int:
        """The slots of the record inside a window of so many units that ends with the unit of a day, or before it."""
        slots = "days" if self.unit == "weeks" else self.unit
        if unit == slots:
            last = slot(day, slots) - int(before)
            return span(max(0, last - length + 1), last)
        if unit == "months":
            return span_mask(add_months(day, -length), day - 1, slots)
        if unit == "calendar_years":
            return span_mask(add_months(first_day_of_slot(slot(day, unit) + 1 - int(before), unit), -12 * length), day, slots)
        last_day = day - int(before)
        return span_mask(last_day - length * 7 + 1, last_day, slots) if unit == "weeks" else span_mask(day - length, last_day, slots)

    def longest_unbroken(self, name: str) -> Pair:
        """The longest stretch of a record without a gap, in its unit."""
        if not self.e.case.has_record:
            return (0, MOST)
        low, high = to_unit(*longest_unbroken_bounds(x.piece for x in self.entries(name)), self.unit, self.e.instance.part_unit)
        return (low, high if self.e.case.record_complete else MOST)

    def part(self, name: str, kinds: tuple[str, ...], countries: tuple[str, ...], limits: Mapping[str, Pair], activity: tuple[str, ...]) -> Pair:
        """The length of a part of a record: some kinds, States or activities, between two dates."""
        entries = [
            x for x in of_kinds(self.entries(name), kinds) if (not countries or x.country in countries) and (not activity or x.activity in activity)
        ]
        first, last = limits.get("not_before"), limits.get("not_after")
        unit = "days" if self.unit == "weeks" else self.unit
        low, high = DOMAINS["date"]
        sure = span_mask(int(first[1] if first else low), int(last[0] if last else high), unit)
        maybe = span_mask(int(first[0] if first else low), int(last[1] if last else high), unit)
        return self._measured(name, [replace(x, piece=clipped(x.piece, sure, maybe)) for x in entries], None)

    # --- questions

    def asks(self, name: str, where: bool = False) -> set[str]:
        """Facts that would make the length of a record certain (or `where` its time lies); the record itself where more may exist."""
        if not self.e.case.has_record or not self.e.case.record_complete:
            return {"record"}
        coverage = self.coverage(name)
        found = set(self.admission.asks.get(name, set()))
        if coverage[0] == coverage[1] and not where:
            return found
        for entry in self.entries(name):
            if not entry.piece.is_exact:
                found |= entry.asks
        return found or (set() if coverage[0] == coverage[1] else {"record"})


def of_kinds(entries: Iterable[Entry], kinds: tuple[str, ...]) -> list[Entry]:
    """Entries of some kinds of period; one whose kind is not known counts possibly."""
    if not kinds:
        return list(entries)
    return [x if x.kind else replace(x, piece=possible(x.piece)) for x in entries if not x.kind or x.kind in kinds]


def clipped(piece: Piece, sure: int, maybe: int) -> Piece:
    """A piece inside limits that may themselves be in doubt: what lies outside is lost, first from what was free to be elsewhere."""
    if piece.is_exact:
        return between(piece.sure & sure, piece.maybe & maybe)
    inside = piece.maybe & maybe
    outside = (piece.maybe & ~sure).bit_count()
    kept = piece.sure & sure
    most = min(piece.most, inside.bit_count())
    return Piece(kept, inside, max(kept.bit_count(), min(most, piece.least - outside)), most, piece.chosen)
