"""Bounds of a union against every record the pieces allow."""

from __future__ import annotations

from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.counting.calendar import day_span, slot, span_mask, year_mask
from engine.counting.masks import count, hull, span
from engine.counting.pieces import Piece, between, exact, possible, slots_of, to_unit, total
from engine.counting.union import length_bounds, union_bounds
from engine.counting.windows import longest_unbroken, longest_unbroken_bounds
from tests.counting.worlds import subsets, union, values

QUICK = settings(max_examples=100, deadline=None)
SLOTS = 6
BASE = 2000 * 4  # quarters, so that calendar years mean something
masks = st.integers(0, 2**SLOTS - 1).map(lambda m: m << BASE)


@st.composite
def a_piece(draw: st.DrawFn, chosen: bool = True) -> Piece:
    maybe = draw(masks)
    sure = maybe & draw(masks)
    least = draw(st.integers(count(sure), count(maybe)))
    most = draw(st.integers(least, count(maybe)))
    return Piece(sure, maybe, least, most, chosen and draw(st.booleans()))


@st.composite
def a_total(draw: st.DrawFn) -> Piece:
    room = hull(draw(masks))
    least = draw(st.integers(0, count(room)))
    return total(least, draw(st.integers(least, count(room))), room)


some_pieces = st.lists(a_piece(), max_size=3)
some_totals = st.lists(a_total() | masks.map(exact), max_size=3)


@QUICK
@given(some_pieces, masks | st.none())
def test_bounds_hold_every_record(pieces: list[Piece], window: int | None) -> None:
    low, high = union_bounds(pieces, window)
    least, most = values(pieces, lambda u: count(u if window is None else u & window))
    assert low <= least <= most <= high


@QUICK
@given(some_totals, masks | st.none())
def test_bounds_of_totals_in_unbroken_spans_are_exact(pieces: list[Piece], window: int | None) -> None:
    assert union_bounds(pieces, window) == values(pieces, lambda u: count(u if window is None else u & window))


@QUICK
@given(some_totals, st.integers(1, 4), masks | st.none())
def test_bounds_under_a_yearly_cap(pieces: list[Piece], cap: int, window: int | None) -> None:
    def capped(mask: int) -> int:
        return sum(min(cap, count(mask & year_mask(year, "quarters"))) for year in (2000, 2001))

    # a total keeps the cap by itself, as far as its span allows
    allowed = [[x for x in subsets(p) if p.is_exact or all(count(x & year_mask(y, "quarters")) <= cap for y in (2000, 2001))] for p in pieces]
    records: list[list[int]] = [[]]
    for sets in allowed:
        records = [[*r, x] for r in records for x in sets]
    found = [capped(u if window is None else u & window) for u in map(union, records)]
    if found:
        low, high = union_bounds(pieces, window, unit="quarters", yearly_cap=cap)
        assert low <= min(found) <= max(found) <= high


@QUICK
@given(some_totals)
def test_totals_without_dates_are_presumed_apart(pieces: list[Piece]) -> None:
    fewest = [Piece(p.sure, p.maybe, p.least, p.least) for p in pieces]
    low, high = union_bounds(pieces, disjoint_totals=True)
    assert low == values(fewest, count)[1]
    assert high == union_bounds(pieces)[1]


@QUICK
@given(some_totals, masks)
def test_presumed_apart_says_nothing_of_when(pieces: list[Piece], window: int) -> None:
    """In a window only as much is certain as cannot lie outside it."""
    apart = values([Piece(p.sure, p.maybe, p.least, p.least) for p in pieces], count)[1]
    records: list[list[int]] = [[]]
    for p in pieces:
        records = [[*r, x] for r in records for x in subsets(p)]
    inside = [count(union(r) & window) for r in records if count(union(r)) >= apart]
    assert union_bounds(pieces, window, disjoint_totals=True)[0] <= min(inside)


@QUICK
@given(some_pieces, st.randoms())
def test_order_means_nothing(pieces: list[Piece], chance: Random) -> None:
    turned = list(pieces)
    chance.shuffle(turned)
    assert union_bounds(turned) == union_bounds(pieces)


@QUICK
@given(masks, masks, some_pieces)
def test_splitting_a_period_changes_nothing(whole: int, cut: int, others: list[Piece]) -> None:
    assert union_bounds([exact(whole & cut), exact(whole & ~cut), *others]) == union_bounds([exact(whole), *others])


@QUICK
@given(some_totals, masks)
def test_more_coverage_never_counts_less(pieces: list[Piece], more: int) -> None:
    before, after = union_bounds(pieces), union_bounds([*pieces, exact(more)])
    assert after[0] >= before[0] and after[1] >= before[1]


@QUICK
@given(some_totals, masks, masks)
def test_learning_the_dates_narrows_the_bounds(pieces: list[Piece], sure: int, maybe: int) -> None:
    low, high = union_bounds([*pieces, between(sure, maybe)])
    for known in (sure & maybe, maybe):
        learnt = union_bounds([*pieces, exact(known)])
        assert low <= learnt[0] and learnt[1] <= high


@QUICK
@given(st.lists(a_piece(chosen=False), max_size=3), masks | st.none())
def test_longest_stretch_holds_every_record(pieces: list[Piece], window: int | None) -> None:
    low, high = longest_unbroken_bounds(pieces, window)
    least, most = values(pieces, lambda u: longest_unbroken([u], window))
    assert low <= least <= most <= high


def test_a_nearly_full_total_has_an_unbroken_stretch() -> None:
    assert longest_unbroken_bounds([total(35, 35, span(1, 36))]) == (18, 35)


def test_two_undated_totals_may_overlap_or_not() -> None:
    pieces = [total(20, 20, span(1, 40)), total(12, 12, span(1, 40))]
    assert union_bounds(pieces) == (20, 32)
    assert union_bounds(pieces, disjoint_totals=True) == (32, 32)


def test_quarters_of_a_year_move_out_of_the_way() -> None:
    year, first_two = year_mask(1985, "quarters"), span(1985 * 4, 1985 * 4 + 1)
    assert union_bounds([exact(first_two), total(2, 2, year, chosen=True)]) == (4, 4)
    assert union_bounds([exact(first_two), total(3, 3, year, chosen=True)]) == (4, 4)
    assert union_bounds([exact(first_two), total(2, 2, year)]) == (2, 4)


def test_what_is_possible_counts_only_upwards() -> None:
    assert union_bounds([possible(exact(span(1, 5))), exact(span(4, 6))]) == (3, 6)


def test_weeks_of_full_years_under_the_cap_of_regulation_987_2009_art_13_2() -> None:
    days = span_mask(date(1990, 1, 1).toordinal(), date(1999, 12, 31).toordinal(), "weeks")
    assert length_bounds([exact(days)], "weeks") == (521, 522)
    assert length_bounds([exact(days)], "weeks", yearly_cap=52) == (520, 520)
    some = total(*(slots_of(95, "weeks"),) * 2, day_span(date(1950, 6, 15).toordinal(), date(1952, 9, 21).toordinal()))
    assert length_bounds([some], "weeks", yearly_cap=52) == (95, 95)
    assert length_bounds([some, exact(days)], "weeks", yearly_cap=52) == (615, 615)


def test_parts_of_weeks_follow_the_law_of_the_scheme() -> None:
    assert to_unit(15, 15, "weeks", "counts") == (3, 3)
    assert to_unit(15, 15, "weeks", "drops") == (2, 2)
    assert to_unit(15, 15, "weeks", None) == (2, 3)
    assert to_unit(15, 16, "months", None) == (15, 16)
    assert slot(date(1952, 9, 21).toordinal(), "quarters") == 1952 * 4 + 2
