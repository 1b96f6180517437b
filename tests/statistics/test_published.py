"""What is published: as data, as a file that begins no formula, and as a page."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api import schemas
from api.pages.statistics_words import dimensions, occupations, titles
from api.statistics.periods import latest_closed
from api.statistics.tables import BY_ID, DIMENSIONS, PARTS, TABLES, drawn
from tests.api.test_decisions import as_described
from tests.api.test_pages import sound
from tests.statistics.conftest import Given
from tests.statistics.worlds import AFTER, figures, published

MONTH, QUARTER = "2026-12", "2026-Q4"
#: Three givers of ten each: enough to be shown.
ENOUGH = dict.fromkeys(("alder", "birch", "cedar"), 10)


def shown(given: Given, cells: dict[tuple[str, str, str], dict[str, int]]) -> TestClient:
    published(given.service, given.client, cells)
    return given.client


def cell(table: str, *values: str) -> tuple[str, str, str]:
    assert len(values) == len(BY_ID[table].dimensions)
    return table, MONTH if BY_ID[table].every == "month" else QUARTER, json.dumps(values, ensure_ascii=False)


def test_tables_have_few_dimensions_and_share_all_questions() -> None:
    corridor = {"from", "to"}, {"state", "other_state"}
    for table in TABLES:
        pair = any(both <= set(table.dimensions) for both in corridor)
        assert len(table.dimensions) - pair <= 3
    assert [drawn(n).id for n in range(PARTS)] == [table.id for table in TABLES for _ in range(table.parts)]
    with pytest.raises(ValueError, match="parts"):
        drawn(PARTS)
    assert titles() == {table.id: table.title for table in TABLES}
    assert set(dimensions()) == set(DIMENSIONS)


def test_the_document(thousand: Given) -> None:
    told = thousand.client.get("/v1/statistics", params={"period": "all"})
    as_described(told.json(), schemas.Statistics)
    assert (told.json()["threshold"], told.json()["rounding"], told.json()["givers"]) == (10, 5, 3)
    assert {table["id"]: table["latest"] for table in told.json()["tables"]}["outcomes"] == latest_closed("month", AFTER)
    one = thousand.client.get("/v1/statistics", params={"period": "all", "table": "corridors"})
    assert [table["id"] for table in one.json()["tables"]] == ["corridors"]
    assert figures(one.text) == {at: n for at, n in figures(told.text).items() if at[0] == "corridors"} != {}


@pytest.mark.parametrize("query", ["table=people", "period=2026", "period=2026-13", "period=2026-Q5", "period=soon", "format=xml", "table="])
def test_what_cannot_be_asked(thousand: Given, query: str) -> None:
    """Tables are fixed: no filter, no other breakdown, no finer time."""
    response = thousand.client.get(f"/v1/statistics?{query}")
    assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")
    assert query.partition("=")[2] not in response.text or query.endswith("=")


def test_a_file_holds_what_the_document_does(thousand: Given) -> None:
    client = thousand.client
    by_word = client.get("/v1/statistics?period=all&format=csv")
    by_header = client.get("/v1/statistics?period=all", headers={"Accept": "text/csv"})
    assert by_word.content == by_header.content
    assert by_word.headers["content-type"].startswith("text/csv")
    assert "statistics-all.csv" in by_word.headers["content-disposition"]
    assert client.get("/v1/statistics", headers={"Accept": "application/json, text/csv"}).headers["content-type"] == "application/json"
    rows = list(csv.DictReader(io.StringIO(by_word.text)))
    assert list(rows[0]) == ["table", "period", *DIMENSIONS, "figure"]
    told: dict[tuple[str, str, str], int] = figures(client.get("/v1/statistics?period=all").text)
    read: dict[tuple[str, str, str], int] = {}
    for row in rows:
        values = [row[name] for name in BY_ID[row["table"]].dimensions]
        read[row["table"], row["period"], json.dumps(values, ensure_ascii=False)] = int(row["figure"])
    assert read == told != {}


@pytest.mark.parametrize("first", "=+-@")
def test_no_cell_of_a_file_begins_a_formula(thousand: Given, first: str) -> None:
    client = shown(thousand, {cell("articles", "de-us", f"{first}1+1|cmd", "old-age"): ENOUGH})
    (row,) = csv.DictReader(io.StringIO(client.get("/v1/statistics?format=csv").text))
    assert row["article"] == f"'{first}1+1|cmd"


def test_the_page_tells_in_words(thousand: Given) -> None:
    cells: dict[Any, Any] = {
        cell("outcomes", "contribution-record", "old-age", "not_covered"): ENOUGH,
        cell("wanted", "contribution-record", "IN", "PH"): ENOUGH,
        cell("articles", "national.DE", "35, <b>235</b>", "old-age"): ENOUGH,
        cell("persons", "female", "55-64", "yes"): ENOUGH,
        cell("statuses", "refugee", "credential", "needs_authority"): ENOUGH,
        cell("occupations", "2", "not-told", "no"): dict.fromkeys(ENOUGH, 9) | {"doum": 2},
        cell("occupations", "3", "not-told", "no"): {"alder": 30, "birch": 5, "cedar": 4},
    }
    page = shown(thousand, cells).get("/statistics")
    assert page.headers["cache-control"] == "no-cache"
    html = page.text
    sound(html)
    for told in ("India", "Philippines", "Not covered", "Law of Germany", "Female", "Refugee", "Professionals", "Not told", "55-64"):
        assert told in html
    assert "Technicians" not in html
    assert "<b>235" not in html
    assert html.count("<caption>") == html.count("<svg") == 6
    assert html.count(">30<") == 12  # each figure and each sum
    assert 'href="/v1/statistics?table=wanted&amp;period=all&amp;format=csv"' in html
    assert len(html.encode()) < 100_000


def test_a_page_without_figures(thousand: Given) -> None:
    html = shown(thousand, {cell("persons", "other", "under-25", "no"): {"alder": 9}}).get("/statistics").text
    sound(html)
    assert html.count("No figure is shown for this period.") == len(TABLES)
    assert "<svg" not in html


def test_many_rows_stand_in_the_file(thousand: Given) -> None:
    """Two hundred corridors keep the page light."""
    cells = {cell("corridors", f"{a}{b}", "DE", "old-age", "yes"): ENOUGH for a in "ABCDEFGHIJKLMNOPQRST" for b in "ABCDEFGHIJ"}
    client = shown(thousand, cells)
    html = client.get("/statistics").text
    assert "160 more figures stand in the file." in html
    assert len(html.encode()) < 100_000
    assert len(client.get("/v1/statistics?table=corridors").json()["tables"][0]["figures"]) == 200


def test_every_code_of_an_occupation_has_a_name() -> None:
    assert "".join(occupations()) == "0123456789"
