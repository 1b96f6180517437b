"""The rule by which a figure is shown, and the periods in which it is."""

from __future__ import annotations

import datetime
import random

import pytest

from api.statistics.control import figure
from api.statistics.periods import MONTH, QUARTER, latest_closed, period_of
from api.statistics.seen import AGE_BANDS, age_band


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ((), None),
        ((100,), None),
        ((50, 50), None),  # two givers
        ((50, 8, 1), None),  # without the greatest, nine
        ((50, 8, 2), 60),
        ((5, 5, 5), 15),
        ((5, 5, 4), None),
        ((6, 6, 5), 15),
        ((6, 6, 6), 20),
        ((0, 10, 10), None),
    ],
)
def test_a_figure(given: tuple[int, ...], shown: int | None) -> None:
    assert figure(given, 10, 3) == shown


def test_one_organisation_is_held_to_the_whole() -> None:
    assert figure((9,), 10, 1) is None
    assert figure((10,), 10, 1) == 10
    assert figure((13, 4), 10, 1) == 15


def test_a_figure_is_the_nearest_multiple_of_five_whoever_gave() -> None:
    chance = random.Random(5)
    for _ in range(500):
        given = [chance.randrange(60) for _ in range(chance.randrange(1, 6))]
        shown = figure(given, 10, 3)
        assert shown == figure(sorted(given), 10, 3)
        if shown is not None:
            assert shown % 5 == 0
            assert abs(shown - sum(given)) <= 2
            assert min(sum(given) - n for n in given) >= 10


def test_a_period_is_closed_from_the_second_day_after_its_end() -> None:
    day = datetime.date
    for today, month, quarter in (
        (day(2026, 9, 30), "2026-08", "2026-Q2"),
        (day(2026, 10, 1), "2026-08", "2026-Q2"),
        (day(2026, 10, 2), "2026-09", "2026-Q3"),
        (day(2027, 1, 1), "2026-11", "2026-Q3"),
        (day(2027, 1, 2), "2026-12", "2026-Q4"),
    ):
        assert (latest_closed(MONTH, today), latest_closed(QUARTER, today)) == (month, quarter)
    assert period_of(MONTH, day(2026, 3, 31)) == "2026-03"
    assert period_of(QUARTER, day(2026, 4, 1)) == "2026-Q2"


def test_periods_stand_in_the_order_of_time() -> None:
    days = [datetime.date(2025, 1, 1) + datetime.timedelta(n) for n in range(1000)]
    for every in (MONTH, QUARTER):
        periods = [period_of(every, day) for day in days]
        assert periods == sorted(periods)
        assert all(latest_closed(every, day) < period_of(every, day) for day in days)


@pytest.mark.parametrize(
    ("born", "band"),
    [("2002", "under-25"), ("2001-12-31", "25-34"), ("1962-05", "55-64"), ("1961", "65-74"), ("1951", "75-and-over"), ("1900", "75-and-over")],
)
def test_bands_of_ages(born: str, band: str) -> None:
    """By the age that is reached in the year."""
    assert age_band(born, "2026-07-01") == band
    assert len(AGE_BANDS) == 7
