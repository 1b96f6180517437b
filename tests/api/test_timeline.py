"""The drawn career: where a period stands, what is sure and what is only possible, two countries at once, from the right too, and on paper."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import pytest

from api.pages.speaking import LANGUAGE
from api.pages.spells import spells
from api.pages.timeline import overlap, timeline

Case = dict[str, Any]
_SVG = "{http://www.w3.org/2000/svg}"


def case(*record: dict[str, Any]) -> Case:
    return {"question": "contribution-record", "benefit": "old-age", "record": list(record)}


DE = {"country": "DE", "from": "1980-01-01", "to": "1989-12-31"}
US = {"country": "US", "from": "1985-01-01", "to": "1999-12-31"}


def drawn(told: Case, width: int = 0) -> list[ElementTree.Element]:
    """The pictures of a career, one for each country and one for the years."""
    whole = ElementTree.fromstring(str(timeline(told, width)))
    return whole.findall(f"{_SVG}svg")


def bars(picture: ElementTree.Element) -> list[tuple[float, float, bool]]:
    """Left edge and right edge in shares, and whether it is dashed; shades of overlaps are left out."""
    found = [r for r in picture.findall(f"{_SVG}rect") if r.get("y") != "0"]
    return [(_number(r, "x"), _number(r, "x") + _number(r, "width"), "stroke-dasharray" in r.attrib) for r in found]


def _number(element: ElementTree.Element, name: str) -> float:
    return float(str(element.get(name)).removesuffix("%"))


def test_a_period_stands_where_it_was() -> None:
    german, american, years = drawn(case(DE, US))
    assert bars(german) == [pytest.approx((0.0, 50.0, False), abs=0.1)]
    assert bars(american) == [pytest.approx((25.0, 100.0, False), abs=0.1)]
    assert [t.text for t in years.findall(f"{_SVG}text")] == ["1980", "1985", "1990", "1995", "2000"]
    assert str(timeline(case(DE, US))).index("Germany") < str(timeline(case(DE, US))).index("United States")


def test_a_date_that_is_not_known_to_the_day_is_dashed() -> None:
    picture = drawn(case({"country": "DE", "from": "1980", "to": "1983"}))[0]
    possible, sure = bars(picture)
    assert possible == pytest.approx((0.0, 100.0, True), abs=0.1)
    assert sure == pytest.approx((25.0, 75.0, False), abs=0.2)
    only_possible = bars(drawn(case({"country": "DE", "from": "1980", "to": "1980"}))[0])
    assert [dashed for *_, dashed in only_possible] == [True]


def test_two_countries_at_once_are_shaded_in_every_lane() -> None:
    pictures = drawn(case(DE, US))
    shades = [[r for r in p.findall(f"{_SVG}rect") if r.get("y") == "0"] for p in pictures]
    assert [len(s) for s in shades] == [1, 1, 0]
    assert _number(shades[0][0], "x") == pytest.approx(25.0, abs=0.1)
    assert overlap(spells(case(DE, US)))
    assert not overlap(spells(case(DE, {**US, "from": "1990-01-01"})))
    assert not overlap(spells(case(DE, {**DE, "from": "1985-01-01"})))
    assert not overlap(spells(case({**DE, "to": "1989"}, {**US, "from": "1989-06-01"})))  # the one may have ended before


def test_it_runs_from_the_right_where_the_script_does() -> None:
    token = LANGUAGE.set("ar")
    try:
        german, american, years = drawn(case(DE, US))
    finally:
        LANGUAGE.reset(token)
    assert bars(german) == [pytest.approx((50.0, 100.0, False), abs=0.1)]
    assert bars(american) == [pytest.approx((0.0, 75.0, False), abs=0.1)]
    assert _number(years.findall(f"{_SVG}text")[0], "x") == pytest.approx(100.0)


def test_it_is_read_out() -> None:
    titles = [str(p.findtext(f"{_SVG}title")) for p in drawn(case(DE, US))]
    assert titles[0] == "Germany: 1 January 1980 to 31 December 1989"
    assert all(p.get("role") == "img" for p in drawn(case(DE, US)))


def test_on_paper_it_has_a_width() -> None:
    picture = drawn(case(DE, US), width=600)[0]
    assert picture.get("width") == "600"
    assert bars(picture) == [pytest.approx((0.0, 300.0, False), abs=0.5)]


@pytest.mark.parametrize("told", [case({"country": "DE", "months": 30}), case(), {"question": "nothing"}, case({"from": "1980", "to": "1981"})])
def test_without_dates_nothing_is_drawn(told: Case) -> None:
    assert timeline(told) == ""


def test_practice_of_a_profession_is_drawn_for_a_credential() -> None:
    told = {"question": "credential", "home": "CZ", "host": "DE", "practice": [{"country": "CZ", "from": "2010-01-01", "to": "2014-12-31"}]}
    assert len(drawn(told)) == 2


@pytest.mark.parametrize("years", [1, 2, 5, 11, 40, 90, 230])
def test_few_years_are_written(years: int) -> None:
    told = case({"country": "DE", "from": "1881-01-01", "to": f"{1880 + years}-12-31"})
    assert 1 <= len(drawn(told)[-1].findall(f"{_SVG}text")) <= 7


def test_nothing_in_it_is_a_style_or_a_script() -> None:
    assert not re.search(r"style=|<script|on\w+=|href", str(timeline(case(DE, US))))
