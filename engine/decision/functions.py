"""The counting functions that figures name: bounded arguments in, bounded value out.

Each reads its arguments by the names of the language and leaves the arithmetic to `engine.counting`. Functions that ask other
States stand in `peers`, those that read tables and lists in `listing`.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.counting.calendar import add_months, age_months, months_between, slot
from engine.decision import listing, peers
from engine.decision.bounds import DOMAINS, MOST, Bounded, Pair, known, pair, scaled, unknown
from engine.language.ir import DURATIONS, Figure, Value
from engine.language.naming import PARTNER

if TYPE_CHECKING:
    from engine.decision.evaluation import Evaluation

Function = Callable[["Evaluation", Figure], Bounded]


class Arguments:
    """The arguments of one figure, by name."""

    def __init__(self, e: Evaluation, node: Figure) -> None:
        self.e, self.node, self.given = e, node, dict(node.arguments)

    def node_of(self, name: str) -> Value:
        found = self.given[name]
        assert not isinstance(found, (str, tuple)), name
        return found

    def pair(self, name: str) -> Pair:
        return pair(self.e.value(self.node_of(name)))

    def word(self, name: str, default: str = "") -> str:
        found = self.given.get(name, default)
        return found if isinstance(found, str) else default

    def words(self, name: str) -> tuple[str, ...]:
        told = self.word(name)
        return tuple(told.split(",")) if told else ()

    def terms(self) -> list[tuple[Value, Pair]]:
        found = self.given["terms"]
        assert isinstance(found, tuple)
        return [(t, pair(self.e.value(t))) for t in found]


def _in_unit(value: Pair, have: str, want: str) -> Pair:
    if have == "calendar_years" and want == "months":
        return scaled(value, 12)
    if have == "months" and want == "calendar_years":
        return (value[0] // 12, -(-value[1] // 12))
    return value


def ratio(e: Evaluation, node: Figure) -> Bounded:
    """Part over whole, exact, never above a limit; a whole that may be nothing gives the limit as its upper bound."""
    a = Arguments(e, node)
    part, whole = a.pair("part"), a.pair("whole")
    units = {a.node_of("part").kind, a.node_of("whole").kind}
    if units == {"months", "calendar_years"}:
        part, whole = (_in_unit(v, a.node_of(n).kind, "months") for v, n in ((part, "part"), (whole, "whole")))
    if a.word("part_rounded") == "down_to_year":
        step = 1 if a.node_of("part").kind == "calendar_years" and units == {"calendar_years"} else 12
        part = (part[0] // step * step, part[1] // step * step)
    top = pair(e.value(a.node_of("never_above")))[1] if "never_above" in a.given else None
    low = _quotient(part[0], whole[1], top)
    high = _quotient(part[1], whole[0], top)
    return (low, high)


def _quotient(part: int | Fraction, whole: int | Fraction, top: int | Fraction | None) -> Fraction:
    if not whole:
        return Fraction(top) if top is not None and part else Fraction(DOMAINS["fraction"][1] if part else 0)
    found = Fraction(part) / Fraction(whole)
    return min(found, Fraction(top)) if top is not None else found


def product(e: Evaluation, node: Figure) -> Bounded:
    terms = [v for _, v in Arguments(e, node).terms()]
    low, high = Fraction(1), Fraction(1)
    for term in terms:
        low, high = low * Fraction(term[0]), high * Fraction(term[1])
    top = DOMAINS.get(node.kind, (0, MOST))[1]
    if node.kind in ("amount", *DURATIONS):
        return (_half_up(low), min(_half_up(high), top))
    return (low, high)


def _half_up(value: Fraction) -> int:
    """Cents: half a cent rounds up."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def total(e: Evaluation, node: Figure) -> Bounded:
    terms = [_in_unit(v, t.kind, node.kind) for t, v in Arguments(e, node).terms()]
    return (sum(t[0] for t in terms), min(sum(t[1] for t in terms), DOMAINS.get(node.kind, (0, MOST))[1]))


def extreme(pick: Callable[..., int | Fraction]) -> Function:
    def function(e: Evaluation, node: Figure) -> Bounded:
        terms = [_in_unit(v, t.kind, node.kind) for t, v in Arguments(e, node).terms()]
        return (pick(t[0] for t in terms), pick(t[1] for t in terms))

    return function


def shortfall(e: Evaluation, node: Figure) -> Bounded:
    a = Arguments(e, node)
    has, needs = a.pair("has"), a.pair("needs")
    needs = _in_unit(needs, a.node_of("needs").kind, a.node_of("has").kind)
    return (max(0, needs[0] - has[1]), max(0, needs[1] - has[0]))


def length(e: Evaluation, node: Figure) -> Bounded:
    """Months from one date to another, the last day included; `rounded: up` counts a month begun (a limit is passed by a day)."""
    a = Arguments(e, node)
    part = 1 if a.word("rounded") == "up" else 0
    start, end = a.pair("start"), a.pair("end")
    if not (known(start) or known(end)) and start == DOMAINS["date"]:
        return unknown("months")
    return (_months(int(start[1]), int(end[0]), part), _months(int(start[0]), int(end[1]), part))


def _months(first: int, last: int, part: int) -> int:
    whole = months_between(first, last)
    return whole + (part if last >= first and add_months(first, whole) <= last else 0)


def date_after(e: Evaluation, node: Figure) -> Bounded:
    a = Arguments(e, node)
    start, months = a.pair("start"), a.pair("length")
    if a.node_of("length").kind == "days":
        return (start[0] + months[0], start[1] + months[1])
    if not known(months):
        return unknown("date")
    return (add_months(int(start[0]), int(months[0])), add_months(int(start[1]), int(months[1])))


def age_on(e: Evaluation, node: Figure) -> Bounded:
    a = Arguments(e, node)
    birth, day = a.pair("birth"), a.pair("day")
    return (max(0, age_months(int(birth[1]), int(day[0]))), max(0, age_months(int(birth[0]), int(day[1]))))


def calendar_years_between(e: Evaluation, node: Figure) -> Bounded:
    """One unit for each calendar year after the year of one date and before the year of another (42 USC 414(a))."""
    a = Arguments(e, node)
    after, before, worth = a.pair("after"), a.pair("before"), a.pair("worth")
    least = a.pair("least")[0] if "least" in a.given else 0
    most = a.pair("most")[1] if "most" in a.given else MOST

    def clipped(years: int) -> int | Fraction:
        return min(most, max(least, max(0, years) * worth[0]))

    shortest = _year(before[0]) - _year(after[1]) - 1
    longest = _year(before[1]) - _year(after[0]) - 1
    return (clipped(shortest), clipped(longest))


def _year(day: int | Fraction) -> int:
    return slot(int(day), "calendar_years")


def coverage_in_window(e: Evaluation, node: Figure) -> Bounded:
    """The part of a record (of the other State's own, where it is `partner`) in a window of so many units ending with, or before, a date."""
    a = Arguments(e, node)
    day = a.pair("ending") if "ending" in a.given else a.pair("before")
    if a.word("of") == PARTNER:
        state = e.instance.scope.roles.get("partner")
        other = e.peer(state) if state else None
        if other is None:
            return unknown(node.kind)
        return other.records.in_window("own", day, int(a.pair("length")[0]), a.node_of("length").kind, "before" in a.given, a.words("kinds"))
    return e.records.in_window(a.word("of"), day, int(a.pair("length")[0]), a.node_of("length").kind, "before" in a.given, a.words("kinds"))


def coverage_of(e: Evaluation, node: Figure) -> Bounded:
    a = Arguments(e, node)
    limits: dict[str, Pair] = {n: a.pair(n) for n in ("not_before", "not_after") if n in a.given}
    return e.records.part(a.word("of"), a.words("kinds"), a.words("countries"), limits, a.words("activity"))


def longest_unbroken_of(e: Evaluation, node: Figure) -> Bounded:
    """The longest part of a record without a gap."""
    return e.records.longest_unbroken(Arguments(e, node).word("of"))


def part_of(e: Evaluation, node: Figure) -> Bounded:
    """A fraction of a duration in whole units: `rounded` up, down or (half up) to the nearest."""
    a = Arguments(e, node)
    whole, part = a.pair("whole"), a.pair("part")
    shift = {"up": Fraction(-1), "down": Fraction(0), "nearest": Fraction(1, 2)}[a.word("rounded", "down")]
    low, high = Fraction(whole[0]) * Fraction(part[0]), Fraction(whole[1]) * Fraction(part[1])
    if shift < 0:
        return (-(-low // 1), -(-high // 1))
    return ((low + shift) // 1, (high + shift) // 1)


def same(e: Evaluation, node: Figure) -> Bounded:
    found = Arguments(e, node).given["terms"]
    assert isinstance(found, tuple)
    return e.value(found[0])


FUNCTIONS: dict[str, Function] = {
    "ratio": ratio,
    "product": product,
    "sum": total,
    "shortfall": shortfall,
    "same": same,
    "least": extreme(min),
    "earliest": extreme(min),
    "greatest": extreme(max),
    "latest": extreme(max),
    "length": length,
    "date_after": date_after,
    "age_on": age_on,
    "calendar_years_between": calendar_years_between,
    "coverage_in_window": coverage_in_window,
    "coverage_of": coverage_of,
    "longest_unbroken_of": longest_unbroken_of,
    "part_of": part_of,
    "longest_unbroken_in_window": listing.longest_unbroken,
    "total_in_window": listing.total_in_window,
    "number_of": listing.number_of,
    "share_of": listing.share_of,
    "only_one_of": listing.only_one_of,
    "table_row_exists": listing.table_row_exists,
    "table_value": listing.table_value,
    "table_cell_among": listing.table_cell_among,
    "states_where": peers.states_where,
    "last_state_where": peers.last_state_where,
    "longest_record": peers.longest_record,
    "states_bound_to": peers.states_bound_to,
    "partners_conclude": peers.partners_conclude,
    "partner_coverage": peers.partner_coverage,
}

__all__ = ["FUNCTIONS", "Arguments"]
