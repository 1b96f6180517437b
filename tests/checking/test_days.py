"""The calendar of a check: every day on which the law of the scope changes, and no other."""

from __future__ import annotations

import datetime

from engine.checking.days import changes, first_day, swept
from engine.language.blocks import Scope

D = datetime.date
INSTRUMENTS = {"base": {"in_force": D(1990, 1, 1)}, "second": {"in_force": D(2000, 1, 1)}, "signed": {"signed": D(2020, 1, 1)}}
SCOPE = Scope({"deciding": "AD", "partner": "SM"})


def test_days_of_the_scope() -> None:
    data = {
        "rules": [{"since": "second"}, {"for": {"deciding": "SM"}, "since": D(1995, 1, 1)}, {"until": D(2010, 6, 1)}],
        "parameters": {"by_birth": {"by": "person.birth_date", "values": [{"since": D(1950, 1, 1)}]}},
    }
    assert sorted(changes(data, SCOPE, INSTRUMENTS)) == [D(2000, 1, 1).toordinal(), D(2010, 6, 1).toordinal()]


def test_the_first_day_is_that_of_the_first_instrument_in_force() -> None:
    assert first_day({"instruments": INSTRUMENTS}) == D(1990, 1, 1).toordinal()
    assert first_day({}) is None


def test_many_days_are_thinned_and_the_ends_stay() -> None:
    start, today = D(1990, 1, 1).toordinal(), D(2024, 1, 1)
    days = swept(set(range(start, start + 5000)), start, today, most=10)
    assert len(days) == 10
    assert days[0] == start
    assert days[-1] == today.toordinal() + 366


def test_days_before_the_instrument_are_not_swept() -> None:
    start = D(1990, 1, 1).toordinal()
    assert swept({start - 100}, start, D(1990, 1, 1)) == [start, start + 366]
