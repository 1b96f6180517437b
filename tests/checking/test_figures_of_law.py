"""Which figures of a file are shifted, and how."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from engine.checking.figures_of_law import changed, mutants, shift
from engine.language.reading import read
from tests.checking.world import AGREEMENT, NATIONAL_PATH, corpus_at


@pytest.mark.parametrize(
    ("written", "shifted"),
    [
        ("18 months", "19 months"),
        ("0 months", "1 month"),
        ("65 years 2 months", "783 months"),
        ("40 quarters", "41 quarters"),
        ("1 calendar_year", "2 calendar years"),
        ("25/100", "13/50"),
        ("250.00 USD", "251.00 USD"),
        (3, 4),
        (datetime.date(2000, 2, 28), datetime.date(2000, 2, 29)),
        ("own.coverage", None),
        (True, None),
        (None, None),
        (["same"], None),
    ],
)
def test_one_unit_up(written: Any, shifted: Any) -> None:
    assert shift(written) == shifted


@pytest.mark.parametrize(
    ("written", "shifted"),
    [
        ("calendar_year", "2 calendar_years"),
        ("1 month", "2 months"),
        ("4 quarters each calendar_year", "5 quarters each calendar_year"),
        (datetime.date(1937, 1, 1), datetime.date(1937, 1, 2)),
        ("quarter_amount", None),
    ],
)
def test_one_unit_up_in_a_credit(written: Any, shifted: Any) -> None:
    assert shift(written, credit=True) == shifted


def test_every_figure_of_an_agreement_once() -> None:
    found = {".".join(map(str, m.path)): m.shifted for m in mutants(read(AGREEMENT, "x").data)}
    assert found == {
        "provisions.0.fill.longest_posting": "25 months",
        "provisions.1.fill.least_own_coverage.0.value": "13 months",
        "provisions.1.fill.least_own_coverage.1.value": "53 weeks",
        "provisions.1.parameters.bonus.values.0.value": "4 months",
        "provisions.1.parameters.bonus.values.1.value": "7 months",
        "provisions.1.figures.shared.from.never_above": "101/100",
        "provisions.1.rules.0.credits.every": "5 weeks",
        "provisions.1.rules.0.credits.worth": "2 months",
        "provisions.1.rules.1.credits.every": "2 months",
        "provisions.1.rules.1.credits.worth": "3 weeks",
        "provisions.1.rules.2.when.all.1.own.coverage.less_than": "13 months",
    }


def test_a_row_by_birth_year_is_a_figure_like_any_other(tmp_path: Any) -> None:
    file = corpus_at(tmp_path).national("AD")
    assert file is not None and file.path == NATIONAL_PATH
    assert [m.value for m in mutants(file.data) if "pension_age" in m.path] == ["60 years", "62 years"]


def test_only_the_path_is_changed() -> None:
    data: dict[str, Any] = {"a": [{"b": 1}, {"b": 2}], "c": {"d": 3}}
    new = changed(data, ("a", 1, "b"), 9)
    assert new == {"a": [{"b": 1}, {"b": 9}], "c": {"d": 3}}
    assert data["a"][1] == {"b": 2}
    assert new["c"] is data["c"]
