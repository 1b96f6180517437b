"""Quarters from earnings: the units that the earnings of a calendar year buy, at the price of that year."""

from __future__ import annotations

from collections.abc import Sequence

from engine.counting.calendar import first_day_of_slot, slot, span_mask, year_mask
from engine.counting.pieces import NOTHING, possible, total
from engine.decision.admitting import Admitted
from engine.decision.bounds import FIRST_DAY
from engine.decision.entries import Entry, unblocked
from engine.facts.facts_record import Earnings
from engine.language.ir import YES, Dated, Literal, Value
from engine.language.periods import Amount, Credit


def from_earnings(credit: Credit, admitted: Sequence[Admitted], slots: str, blocked: tuple[int, int], today: int) -> list[Entry]:
    """An entry for each year; at most all units of the year, anywhere in it (42 USC 413(a)(2)(A)(ii); 20 CFR 404.144-146).

    Earnings of a year that is not told may have bought the units of any year up to `today`.
    """
    entries = []
    for a in admitted:
        item = a.item
        assert isinstance(item, Earnings)
        if item.year is None:
            anywhere = span_mask(FIRST_DAY, today, slots)
            most = year_mask(slot(today, "calendar_years"), slots).bit_count()
            piece = possible(total(0, most, anywhere))
            asks = frozenset({f"earnings.{a.index}.year"})
            entries.append(Entry(piece, credit.id, (a.index,), item.country or "", "compulsory", "", asks))
            continue
        price, room = price_of(credit.every, item.year), year_mask(item.year, slots)
        most = min(room.bit_count(), credit.at_most_a_year.n if credit.at_most_a_year else room.bit_count())
        if price is None or item.amount is None:
            piece = possible(total(0, most, room))
        else:
            bought = min(most, int(item.amount * 100) // price * (credit.worth.n if credit.worth else 1))
            piece = total(bought, bought, room, chosen=True) if bought > 0 else NOTHING
        piece = unblocked(piece if a.truth == YES else possible(piece), blocked)
        entries.append(Entry(piece, credit.id, (a.index,), item.country or "", "compulsory", ""))
    return entries


def price_of(every: Amount | Value | None, year: int) -> int | None:
    """What one unit costs in a year, in cents; None where the law of that year is not known."""
    if isinstance(every, Dated):
        rows = [value for since, value in every.rows if since <= first_day_of_slot(year, "calendar_years")]
        every = rows[-1] if rows else None
    return int(every.value) if isinstance(every, Literal) and isinstance(every.value, int) else None
