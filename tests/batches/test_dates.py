"""Dates as people write them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.batches.dates import AMBIGUOUS, read_local
from engine.batches.sheet import Fault


@pytest.mark.parametrize(
    ("text", "order", "read"),
    [
        ("2021-04-03", None, "2021-04-03"),
        ("2021-4-3", None, "2021-04-03"),
        ("2021/04/03", None, "2021-04-03"),
        ("2021-04", None, "2021-04"),
        ("2021", None, "2021"),
        ("2021-04-03T00:00:00Z", None, "2021-04-03"),
        ("25/04/2021", None, "2021-04-25"),
        ("04/25/2021", None, "2021-04-25"),
        ("4.4.2021", None, "2021-04-04"),
        ("03.04.2021", "dmy", "2021-04-03"),
        ("03/04/2021", "mdy", "2021-03-04"),
        ("04/2021", None, "2021-04"),
    ],
)
def test_read(text: str, order: str | None, read: str) -> None:
    assert read_local(text, order) == read


@pytest.mark.parametrize("text", ["03/04/21", "3 April 2021", "44289", "2021-13-01", "13/13/2021", "2021-04-03T10:00:00", "٢٠٢١-٠٤-٠٣", "0000-01-01"])
def test_refused(text: str) -> None:
    assert isinstance(read_local(text, None), Fault)


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)))
def test_a_local_date_is_read_rightly_or_told_to_be_ambiguous(day: datetime.date) -> None:
    for order, form in (("dmy", "%d/%m/%Y"), ("mdy", "%m/%d/%Y")):
        assert read_local(day.strftime(form), order) == day.isoformat()
        found = read_local(day.strftime(form), None)
        assert found == (AMBIGUOUS if day.day <= 12 and day.day != day.month else day.isoformat())
