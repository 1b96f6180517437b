"""The recruiter's journey: a list of 200 rows is kept, checked by a job, looked at row by row, taken along and deleted."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from api.pages.recruiting.columns import labels
from api.service import Service
from tests.api.desks import ended, signed, working
from tests.api.test_pages import sound
from tests.api.test_recruiters import NOTHING, chosen
from tests.repository.tree import ROOT

ROWS = 200


@pytest.fixture
def service(archive_url: str, tmp_path: Path) -> Iterator[Service]:
    with working(archive_url, tmp_path) as service:
        yield service


def two_hundred() -> str:
    """The rows of the example again and again, each with a reference of its own."""
    first, *rows = (ROOT / "examples/candidates.csv").read_text(encoding="utf-8").splitlines()
    return "\n".join([first, *(re.sub(r"^[^;]*", f"Candidate-{n:03}", rows[n % 6]) for n in range(ROWS))])


def the_notice_is_told_once(client: TestClient, at: str, first: str) -> None:
    """On the first page alone, kindly, and for the whole list whatever is shown of it."""
    data = csv.DictReader(io.StringIO(client.get(f"{at}/results.csv").content.decode("utf-8-sig")))
    noticed = sum(bool(row["recruitment"]) for row in data)
    assert 20 < noticed < ROWS  # more than a page has of them
    for told in (first, client.get(f"{at}?code=needs_authority").text):
        assert told.count('id="ethics"') == 1 and f"For {noticed} candidates there is a word to you" in told and "everybody is free to apply" in told
    last = client.get(f"{at}?page=4").text
    sound(last)
    assert 'id="ethics"' not in last


def test_the_journey_of_a_recruiter(service: Service) -> None:
    client = signed(service)
    sent = client.post("/recruiters", files=NOTHING, data={"pasted": two_hundred(), "title": "Autumn", "keep": ""}, follow_redirects=False)
    assert sent.status_code == 303
    columns = sent.headers["location"]
    form = client.get(columns)
    sound(form.text)
    assert chosen(form.text)["column_0"] == labels()["candidate"]
    for box, field in (("", "file"), ("Horse", "column_0")):
        wrong = client.post(columns, data=chosen(form.text) | {"column_0": box})
        assert wrong.status_code == 422 and field in sound(wrong.text).anchors
    begun = client.post(columns, data=chosen(form.text), follow_redirects=False)
    at = begun.headers["location"]
    assert (begun.status_code, f"{at}/columns") == (303, columns)
    told = ended(client, at)
    sound(told)
    assert "Page 1 of 4" in told and "Autumn" in told
    assert "fraud" not in told.casefold()
    of_germany = client.get(f"{at}?host=DE&code=needs_authority").text
    count = int(re.search(r"(\d+) rows?\. Page", of_germany)[1])  # type: ignore[index]
    assert 0 < count < ROWS
    the_notice_is_told_once(client, at, told)
    row = client.get(f"{at}/rows/2")
    page = sound(row.text)
    assert "Candidate-000" in row.text and "Certificate of good standing" in row.text and "table" in page.tags
    assert [client.get(f"{at}/rows/{n}").status_code for n in (1, 201, 202, 2**40)] == [404, 200, 404, 404]
    rows = list(csv.DictReader(io.StringIO(client.get(f"{at}/results.csv").content.decode("utf-8-sig"))))
    assert [r["candidate"] for r in rows] == [f"Candidate-{n:03}" for n in range(ROWS)]
    book = load_workbook(io.BytesIO(client.get(f"{at}/results.xlsx?host=DE&code=needs_authority").content))
    assert book.worksheets[0].max_row == count + 1
    assert client.get(f"{at}/results.exe").status_code == 404
    assert client.get(f"{at}/columns").text.count(f'value="{labels()["candidate"]}" autocomplete') == 1
    assert signed(service, "birch").get(at).status_code == 404
    assert "Autumn" in client.get("/recruiters").text
    deleted = client.post(f"{at}/delete", follow_redirects=False)
    assert (deleted.status_code, client.get(at).status_code, "Autumn" in client.get("/recruiters").text) == (303, 404, False)


def test_a_filter_is_a_code_and_nothing_else(service: Service) -> None:
    client = signed(service)
    at = "/recruiters/lists/" + "0" * 32
    assert client.get(f"{at}?host=Maria%20Example").status_code == 422
    assert client.get(f"{at}?code={'x' * 50}").status_code == 422


def test_a_job_is_ended_and_done_once_more(service: Service) -> None:
    """Ended before its worker has it, it says so, and can be tried once more."""
    client = signed(service)
    sent = client.post("/recruiters", files=NOTHING, data={"pasted": two_hundred(), "title": "", "keep": "yes"}, follow_redirects=False)
    columns = sent.headers["location"]
    at = client.post(columns, data=chosen(client.get(columns).text), follow_redirects=False).headers["location"]
    client.post(f"{at}/cancel")
    told = ended(client, at)
    sound(told)
    assert "It was ended before it was done." in told or "Page 1 of 4" in told
    if "It was ended" in told:
        assert client.post(f"{at}/retry", follow_redirects=False).status_code == 303
        assert "Page 1 of 4" in ended(client, at)


def test_a_key_that_may_only_read_changes_nothing(service: Service) -> None:
    reading = signed(service, scopes=["batches:read", "jobs:read"])
    page = reading.get("/recruiters")
    assert "Your key may not keep lists" in page.text
    assert reading.post("/recruiters", files=NOTHING, data={"pasted": two_hundred()}).status_code == 422
