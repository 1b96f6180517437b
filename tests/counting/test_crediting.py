"""Crediting: the worked examples of SSA's manual, and what holds for every record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.counting.calendar import bits, day_span, first_day_of_slot, touched, wholly, year_mask
from engine.counting.certified import credit_total, fewest_over_years, most_over_years
from engine.counting.crediting import Credited, Terms, credit_groups
from engine.counting.masks import count, highest, lowest
from engine.counting.pieces import exact, total
from engine.counting.union import union_bounds
from engine.counting.windows import window

QUICK = settings(max_examples=100, deadline=None)
ITALY = Terms("weeks", "quarters", worth=1, every=13, remainder=1, within="span")
GERMANY = Terms("months", "quarters", worth=1, every=3, remainder=1)
CANADA = Terms("days", "quarters", worth=4, every=None, holding=1)


def day(year: int, month: int, number: int) -> int:
    return date(year, month, number).toordinal()


def days(first: tuple[int, int, int], last: tuple[int, int, int]) -> int:
    return day_span(day(*first), day(*last))


def quarters(*names: str) -> int:
    return sum(1 << int(name[:4]) * 4 + int(name[5]) - 1 for name in names)


def named(credited: Credited) -> list[str]:
    assert all(piece.is_exact for piece in credited.pieces)
    return [f"{n // 4}Q{n % 4 + 1}" for piece in credited.pieces for n in bits(piece.sure)]


def test_gn_01706_026_the_last_weeks_find_no_quarter() -> None:
    """https://secure.ssa.gov/apps10/poms.nsf/lnx/0201706026: 95 weeks, three quarters of 1952 are American already."""
    own = quarters("1952Q1", "1952Q2", "1952Q3")
    result = credit_total((95, 95), day(1950, 6, 15), day(1952, 9, 21), ITALY, own, own)
    assert len(named(result)) == 7
    (line,) = result.groups
    assert (line.found, line.credited, line.not_creditable) == ((95, 95), (7, 7), (1, 1))


def test_gn_01706_026_two_periods_meet_in_a_quarter() -> None:
    """Same page: each period is counted by itself; the quarter in which they meet counts once."""
    first = credit_total((122, 122), day(1966, 1, 1), day(1968, 4, 30), ITALY)
    second = credit_total((35, 35), day(1968, 5, 1), day(1968, 12, 31), ITALY)
    assert len(named(first)) == 10 and named(first)[-1] == "1968Q2"
    assert named(second) == ["1968Q2", "1968Q3", "1968Q4"]
    assert union_bounds([*first.pieces, *second.pieces]) == (12, 12)


def test_gn_01706_031_backward_where_recency_decides() -> None:
    """https://secure.ssa.gov/apps10/poms.nsf/lnx/0201706031: 6 of the 13 quarters that end with that of death."""
    period = (95, 95), day(1950, 6, 15), day(1952, 9, 21)
    forward, backward = credit_total(*period, ITALY), credit_total(*period, replace(ITALY, placed="backward"))
    assert named(forward) == ["1950Q2", "1950Q3", "1950Q4", "1951Q1", "1951Q2", "1951Q3", "1951Q4", "1952Q1"]
    assert named(backward) == ["1950Q4", "1951Q1", "1951Q2", "1951Q3", "1951Q4", "1952Q1", "1952Q2", "1952Q3"]
    recent = window(1954 * 4, 13)
    assert union_bounds(forward.pieces, recent) == (5, 5)
    assert union_bounds(backward.pieces, recent) == (7, 7)


def test_gn_01706_035_work_and_unemployment_of_one_agricultural_year() -> None:
    """https://secure.ssa.gov/poms.NSF/lnx/0201706035: mechanically both halves fall on the first two quarters."""
    each = credit_total((26, 26), day(1965, 1, 1), day(1965, 12, 31), ITALY)
    assert named(each) == ["1965Q1", "1965Q2"]
    assert union_bounds([*each.pieces, *each.pieces]) == (2, 2)


@pytest.mark.parametrize(("last_month", "expected"), [(1, 1), (3, 1), (4, 2), (6, 2), (7, 3), (10, 4), (12, 4)])
def test_gn_01708_115_german_months_of_a_year(last_month: int, expected: int) -> None:
    """Three months are a quarter, a remainder is one more; from the first quarter with German coverage on."""
    result = credit_groups(*(days((1980, 1, 1), (1980, last_month, 5)),) * 2, GERMANY)
    assert named(result) == ["1980Q1", "1980Q2", "1980Q3", "1980Q4"][:expected]


def test_gn_01708_115_each_year_has_its_own_remainder() -> None:
    november_to_february = days((1980, 11, 1), (1981, 2, 28))
    result = credit_groups(november_to_february, november_to_february, GERMANY)
    assert named(result) == ["1980Q4", "1981Q1"]
    assert [line.found for line in result.groups] == [(2, 2), (2, 2)]


def test_gn_01708_115_no_quarter_without_a_german_month() -> None:
    scattered = days((1980, 1, 1), (1980, 1, 31)) | days((1980, 9, 1), (1980, 9, 30)) | days((1980, 7, 1), (1980, 8, 31))
    assert named(credit_groups(scattered, scattered, GERMANY)) == ["1980Q1", "1980Q3"]


def test_gn_01715_120_a_canadian_year_fills_blank_quarters_only() -> None:
    july = days((1990, 7, 1), (1990, 7, 31))
    own = quarters("1990Q2")
    result = credit_groups(july, july, CANADA, own, own)
    assert named(result) == ["1990Q1", "1990Q3", "1990Q4"]
    assert result.groups[0].not_creditable == (1, 1)


def test_a_us_quarter_is_three_german_months_never_one_that_is_german() -> None:
    """https://secure.ssa.gov/apps10/poms.nsf/lnx/0201707125"""
    terms = Terms("quarters", "months", worth=3, every=1, within="span")
    quarter, own = days((1990, 4, 1), (1990, 6, 30)), 1 << 1990 * 12 + 4
    (piece,) = credit_groups(quarter, quarter, terms, own, own).pieces
    assert list(bits(piece.sure)) == [1990 * 12 + 3, 1990 * 12 + 5]


def test_room_left_by_quarters_that_may_move_within_their_year() -> None:
    """GN 01706.020 B.4: two American quarters of 1980 leave two for Italian ones; the rest goes on into 1981."""
    result = credit_total((65, 65), day(1980, 1, 1), day(1981, 12, 31), ITALY, room={1980: (2, 2)})
    assert named(result) == ["1980Q1", "1980Q2", "1981Q1", "1981Q2", "1981Q3"]
    own = total(2, 2, year_mask(1980, "quarters"), chosen=True)
    assert union_bounds([own, *result.pieces]) == (7, 7)


def test_most_useful_leaves_the_place_within_the_year_open() -> None:
    source = days((1980, 1, 1), (1980, 12, 31))
    terms = Terms("months", "quarters", worth=1, every=6, placed="most_useful")
    (piece,) = credit_groups(source, source, terms).pieces
    assert piece.chosen and (piece.least, piece.most) == (2, 2)
    assert union_bounds([piece, exact(quarters("1980Q1", "1980Q2"))]) == (4, 4)


def test_a_total_over_several_years_has_bounds() -> None:
    result = credit_total((38, 38), day(1990, 1, 1), day(1993, 12, 31), GERMANY)
    assert union_bounds(result.pieces) == (13, 15)
    full = credit_total((48, 48), day(1990, 1, 1), day(1993, 12, 31), GERMANY)
    assert union_bounds(full.pieces) == (16, 16)


def test_weeks_as_target_of_a_year() -> None:
    """A Canadian contribution year as 52 Jamaican weeks (Agreement Canada - Jamaica, Art. VIII)."""
    june = days((1970, 6, 1), (1970, 6, 1))
    result = credit_groups(june, june, Terms("days", "weeks", worth=52, every=None, holding=1))
    assert union_bounds(result.pieces) == (364, 364)
    assert result.groups[0].credited == (52, 52)


def test_a_remainder_above_the_worth_is_refused() -> None:
    with pytest.raises(ValueError, match="remainder of at most the worth"):
        Terms("months", "quarters", worth=1, every=3, remainder=2)


some_terms = st.builds(
    lambda every, worth, rest, within, placed, part: Terms(
        "months", "quarters", worth, every, remainder=min(rest, worth), within=within, placed=placed, part_unit=part
    ),
    st.none() | st.integers(1, 5),
    st.integers(1, 3),
    st.integers(0, 3),
    st.sampled_from(["calendar_year", "span"]),
    st.sampled_from(["forward", "backward", "most_useful"]),
    st.sampled_from(["counts", "drops"]),
)
START = day(1999, 7, 1)


@st.composite
def a_source(draw: st.DrawFn) -> int:
    mask = 0
    for _ in range(draw(st.integers(0, 3))):
        first = draw(st.integers(0, 500))
        mask |= day_span(START + first, START + first + draw(st.integers(0, 200)))
    return mask


own_quarters = st.integers(0, 2**8 - 1).map(lambda m: m << 1999 * 4 + 2)
rooms = st.none() | st.dictionaries(st.sampled_from([1999, 2000]), st.integers(0, 4).map(lambda n: (n, n)), min_size=1)


@QUICK
@given(a_source(), a_source(), some_terms, own_quarters, rooms)
def test_more_source_never_earns_less(source: int, more: int, terms: Terms, own: int, room: dict[int, tuple[int, int]] | None) -> None:
    before = union_bounds(credit_groups(source, source, terms, own, own, room).pieces)
    after = union_bounds(credit_groups(source | more, source | more, terms, own, own, room).pieces)
    assert before[0] == before[1] and after[0] == after[1] >= before[0]


@QUICK
@given(a_source(), a_source(), some_terms, own_quarters, own_quarters, rooms)
def test_bounds_hold_every_completion(
    source: int, doubt: int, terms: Terms, own: int, own_doubt: int, room: dict[int, tuple[int, int]] | None
) -> None:
    """Whatever part of the doubtful source and of the doubtful own quarters is true, its credits lie within the pieces."""
    bounded = credit_groups(source, source | doubt, terms, own, own | own_doubt, room).pieces
    low, high = union_bounds(bounded)
    sure, maybe = 0, 0
    for piece in bounded:
        sure, maybe = sure | piece.sure, maybe | piece.maybe
    halves = [doubt & year_mask(1999, "days"), doubt & ~year_mask(1999, "days")]
    for take, own_take in product(product((0, 1), repeat=2), (0, own_doubt & (0b1010101 << 1999 * 4), own_doubt)):
        known = source | (halves[0] if take[0] else 0) | (halves[1] if take[1] else 0)
        blocked = own | own_take
        pieces = credit_groups(known, known, terms, blocked, blocked, room).pieces
        least, most = union_bounds(pieces)
        assert low <= least <= most <= high
        for piece in pieces:
            assert not piece.maybe & blocked
            assert not piece.maybe & ~maybe
        if terms.placed != "most_useful":
            assert not sure & ~sum(p.sure for p in pieces)


@QUICK
@given(st.integers(0, 12), st.integers(0, 3), some_terms, own_quarters, st.integers(1, 500), rooms)
def test_a_total_holds_every_way_it_may_fall_on_the_years(
    months: int, more: int, terms: Terms, own: int, length: int, room: dict[int, tuple[int, int]] | None
) -> None:
    low, high = union_bounds(credit_total((months, months + more), START, START + length, terms, own, own, room).pieces)
    if terms.within == "span" and terms.every is not None:
        return
    parts = [day_span(START, START + length) & year_mask(year, "days") for year in (1999, 2000)]
    parts = [part for part in parts if part]
    holds = [count(touched(part, "months")) for part in parts]
    for spread in product(*(range(most + 1) for most in holds)):
        if min(months, sum(holds)) <= sum(spread) <= months + more:
            pieces = [
                piece
                for part, n in zip(parts, spread, strict=True)
                for piece in credit_total(
                    (n, n), first_day_of_slot(lowest(part), "days"), first_day_of_slot(highest(part), "days"), terms, own, own, room
                ).pieces
            ]
            least, most = union_bounds(pieces)
            assert low <= least <= most <= high


@QUICK
@given(
    st.tuples(st.integers(0, 200), st.integers(0, 90)),
    st.tuples(st.integers(0, 300), st.integers(0, 90)),
    some_terms,
    own_quarters,
)
def test_a_total_whose_days_are_not_known_holds_every_day(start: tuple[int, int], end: tuple[int, int], terms: Terms, own: int) -> None:
    first = START + start[0], START + start[0] + start[1]
    last = first[0] + end[0], first[0] + end[0] + end[1]
    low, high = union_bounds(credit_total((5, 7), first, last, terms, own, own).pieces)
    for one, other, months in product((first[0], sum(first) // 2, first[1]), (last[0], sum(last) // 2, last[1]), (5, 6, 7)):
        if one <= other:
            least, most = union_bounds(credit_total((months, months), one, other, terms, own, own).pieces)
            assert low <= least <= most <= high


@QUICK
@given(st.integers(0, 20), st.lists(st.integers(1, 7), min_size=1, max_size=4), some_terms)
def test_spread_over_years_holds_every_spread(units: int, holds: list[int], terms: Terms) -> None:
    units = min(units, sum(holds))
    spreads = [s for s in product(*(range(most + 1) for most in holds)) if sum(s) == units]
    earned = [sum(terms.number(n) if n else 0 for n in spread) for spread in spreads]
    assert fewest_over_years(units, holds, terms) <= min(earned) <= max(earned) <= most_over_years(units, holds, terms)


@QUICK
@given(a_source(), a_source(), st.sampled_from(["months", "quarters", "calendar_years"]))
def test_units_of_days_grow_with_them(days_covered: int, more: int, unit: str) -> None:
    assert not wholly(days_covered, unit) & ~touched(days_covered, unit)
    assert not touched(days_covered, unit) & ~touched(days_covered | more, unit)
    assert not wholly(days_covered, unit) & ~wholly(days_covered | more, unit)
