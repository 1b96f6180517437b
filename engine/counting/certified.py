"""Crediting of certified totals: so many units between two days, without saying which.

Where the law counts each certified period as one (Italy: SSA, POMS GN 01706.020), or the period lies in one calendar year, the
result is as definite as for dates: the certified span, not the days behind it, is what the law places the credits in. Where each
calendar year is counted by itself and the total spans several, how it falls on the years is open, and the result is bounds.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from engine.counting.calendar import DAYS_OF_A_WEEK, day_span, touched, year_mask, years_of
from engine.counting.crediting import Bounds, Credited, Terms, credit_groups, ledger_line
from engine.counting.masks import count
from engine.counting.pieces import Piece, slots_of, total
from engine.counting.placing import Room, place


def credit_total(
    units: Bounds,
    first: int | Bounds,
    last: int | Bounds,
    terms: Terms,
    blocked_sure: int = 0,
    blocked_maybe: int = 0,
    room: Mapping[int, Room] | None = None,
    allowed: int | None = None,
) -> Credited:
    """Credits for `units` (fewest, most) of `terms.unit` certified between two days, both included; other arguments as for dates.

    A day that is not known exactly is given as bounds (earliest, latest). A total greater than its span can hold is cut to it.
    Raises ValueError where the period surely ends before it begins.
    """
    first, last = _as_bounds(first), _as_bounds(last)
    if last[1] < first[0]:
        raise ValueError("found a certified period that ends before it begins; expected its first day not after its last")
    sure_days, days = day_span(first[1], last[0]), day_span(first[0], last[1])
    units = min(units[0], _fits(sure_days, terms.unit)), min(units[1], _fits(days, terms.unit))
    if units[1] == 0:
        return Credited((), ())
    if sure_days == days and units[0] == _fits(days, terms.unit) and terms.unit != "weeks":
        return credit_groups(days, days, replace(terms, part_unit="counts"), blocked_sure, blocked_maybe, room, allowed)
    by_year = terms.within == "calendar_year" or terms.every is None
    reach = _whole_years if terms.every is None else touched
    free_sure, free_maybe = reach(sure_days, terms.target) & ~blocked_maybe, reach(days, terms.target)
    if allowed is not None:
        free_sure, free_maybe = free_sure & allowed, free_maybe & allowed
    free_sure, free_maybe = free_sure & ~blocked_sure, free_maybe & ~blocked_sure
    years = years_of(days, "days")
    if not by_year or len(years) == 1:
        earned = terms.number(units[0]), terms.number(units[1])
        number = slots_of(earned[0], terms.target), slots_of(earned[1], terms.target)
        piece = place(free_sure, free_maybe, number, terms.placed, terms.target, room)
    else:
        holds = _holds(days, terms.unit)
        earned = fewest_over_years(units[0], holds.values(), terms), most_over_years(units[1], holds.values(), terms)
        piece = _somewhere(earned, free_sure, free_maybe, holds, terms, room or {})
    return Credited((piece,) if piece.most else (), (ledger_line(first[0], last[1], units, earned, piece, terms.target),))


def _as_bounds(day: int | Bounds) -> Bounds:
    return (day, day) if isinstance(day, int) else day


def _fits(days: int, unit: str) -> int:
    """The most units that can lie in a stretch of days; a part of a week is a week."""
    return -(-count(days) // DAYS_OF_A_WEEK) if unit == "weeks" else count(touched(days, unit))


def _whole_years(days: int, unit: str) -> int:
    mask = 0
    for year in years_of(days, "days"):
        mask |= year_mask(year, unit)
    return mask


def _holds(days: int, unit: str) -> dict[int, int]:
    """For each calendar year of a stretch of days, the most source units it can hold."""
    return {year: _fits(days & year_mask(year, "days"), unit) for year in years_of(days, "days")}


def _somewhere(earned: Bounds, free_sure: int, free_maybe: int, held: Mapping[int, int], terms: Terms, room: Mapping[int, Room]) -> Piece:
    """Earned units on free slots of years that are not known: any of them may fall where no slot is free."""
    lost, most = 0, 0
    for year, holds in held.items():
        slots = year_mask(year, terms.target)
        low, high = room.get(year, (count(slots), count(slots)))
        at_best = slots_of(terms.number(holds), terms.target)
        lost += max(0, at_best - min(low, count(free_sure & slots)))
        most += min(at_best, high, count(free_maybe & slots))
    most = min(most, slots_of(earned[1], terms.target))
    return total(min(most, max(0, slots_of(earned[0], terms.target) - lost)), most, free_maybe)


def fewest_over_years(units: int, holds: Collection[int], terms: Terms) -> int:
    """Fewest target units over all ways in which `units` can fall on years that hold so many; never above the true number."""
    if terms.every is None:
        left = units - sum(min(most, terms.holding - 1) for most in holds)
        years = 0
        for most in sorted(holds, reverse=True):
            if left <= 0:
                break
            left -= max(0, most - (terms.holding - 1))
            years += 1
        return years * terms.worth
    found = []
    for rests in range(min(len(holds), units) + 1):  # years that end with a rest, each of at most `every` less one
        wholes = max(0, -(-(units - rests * (terms.every - 1)) // terms.every))
        if units - wholes * terms.every >= rests:
            found.append(wholes * terms.worth + rests * terms.remainder)
    return min(found, default=0)


def most_over_years(units: int, holds: Collection[int], terms: Terms) -> int:
    """Most target units over all ways in which `units` can fall on years that hold so many; never below the true number."""
    if terms.every is None:
        years = sum(1 for most in holds if most >= terms.holding)
        return min(years, units // terms.holding if terms.holding else years) * terms.worth
    wholes = sum(most // terms.every for most in holds)
    rests = range(min(len(holds), units) + 1)
    return max(min((units - rest) // terms.every, wholes) * terms.worth + rest * terms.remainder for rest in rests)
