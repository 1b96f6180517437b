"""The recruiter's page: a short table is read, its columns corrected, and each row answered; nothing of it is kept."""

from __future__ import annotations

import base64
import csv
import html
import io
import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from openpyxl import Workbook, load_workbook

from api.pages.recruiting.columns import TEMPLATE, labels
from api.pages.recruiting.tables import MOST_ROWS
from api.pages.speaking import LANGUAGE
from api.service import Service
from engine.batches.codes import CODES
from engine.batches.columns import known_columns
from engine.wording.languages import LANGUAGES
from tests.api.test_pages import sound
from tests.repository.tree import ROOT

EXAMPLE = (ROOT / "examples/candidates.csv").read_text(encoding="utf-8")
NOTHING = {"file": ("", b"", "application/octet-stream")}


@pytest.fixture
def browser(client: TestClient) -> Iterator[TestClient]:
    yield client


def hidden(text: str) -> dict[str, str]:
    return {n: html.unescape(v) for n, v in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text)}


def chosen(text: str) -> dict[str, str]:
    """What each select of a page has chosen, and what stands in the box of each column."""
    found = {name: html.unescape(value) for name, value in re.findall(r'<input[^>]* name="(column_\d+)"[^>]*? value="([^"]*)"', text)}
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', text, re.S):
        match = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = match[1] if match else ""
    return found


def columns(client: TestClient, table: str | bytes, path: str = "/recruiters") -> str:
    """The page on the columns of a table, pasted or sent."""
    files = NOTHING if isinstance(table, str) else {"file": ("anything", table, "text/plain")}
    response = client.post(path, files=files, data={"pasted": table if isinstance(table, str) else ""})
    assert response.status_code == 200, response.text
    sound(response.text)
    return response.text


def results(client: TestClient, table: str | bytes, **more: str) -> str:
    form = columns(client, table)
    response = client.post("/recruiters/results", data=hidden(form) | chosen(form) | more)
    assert response.status_code == 200, response.text
    return response.text


def test_a_pasted_table_is_decided(client: TestClient) -> None:
    told = results(client, EXAMPLE)
    page = sound(told)
    assert {f"row-{n}" for n in range(2, 9)} <= set(page.ids)
    for words in ("An authority decides", "Consent is missing", "The row needs mending", "Stands in the list already", "row-0001"):
        assert words in told
    assert told.count('id="ethics"') == 1
    assert "everybody is free to apply" in told
    assert "fraud" not in told.casefold()


def test_a_spreadsheet_pasted_by_its_cells_is_one_with_tabs(client: TestClient) -> None:
    assert "An authority decides" in results(client, EXAMPLE.replace(";", "\t"))


def test_a_workbook_is_read(client: TestClient) -> None:
    book = Workbook()
    for row in csv.reader(io.StringIO(EXAMPLE), delimiter=";"):
        book.worksheets[0].append(row)
    file = io.BytesIO()
    book.save(file)
    assert "An authority decides" in results(client, file.getvalue())


def test_headings_are_suggested_and_corrected(client: TestClient) -> None:
    table = "Bewerbernummer,Beruff,Zielland,Nummer des Pferdes,Notiz\nK-1,nurse-general-care,DE,7,x\n"
    form = columns(client, table)
    assert [chosen(form)[f"column_{n}"] for n in range(5)] == [labels()[x] for x in ("candidate", "profession", "host")] + ["", ""]
    assert form.count("We are not sure. Please check.") == 1
    fields = hidden(form) | chosen(form)
    lacking = client.post("/recruiters/results", data=fields)
    assert lacking.status_code == 422
    assert "consent_given" in lacking.text and "file" in sound(lacking.text).anchors
    told = client.post("/recruiters/results", data=fields | {"all_consent_given": "2024-07-01", "all_consent_purpose": "verification"})
    assert told.status_code == 200 and "K-1" in told.text
    assert "Consent is missing" not in told.text
    twice = client.post("/recruiters/results", data=fields | {"column_3": "host"})
    assert twice.status_code == 422 and "Two headings mean the column" in twice.text
    assert chosen(twice.text)["column_3"] == labels()["host"]
    unknown = client.post("/recruiters/results", data=fields | {"column_3": "Horse"})
    assert unknown.status_code == 422 and "column_3" in sound(unknown.text).anchors and chosen(unknown.text)["column_2"] == labels()["host"]
    out = client.post(
        "/recruiters/results", data=fields | {"column_2": "", "all_host": "FR", "all_consent_given": "2024", "all_consent_purpose": "verification"}
    )
    assert "France" in out.text and "Germany" not in out.text


def test_the_columns_are_light_and_told_in_words(client: TestClient) -> None:
    """The words stand once on the page, however many columns there are, and each means one column in every language."""
    whole = columns(client, f"{','.join(labels())}\nrow-1{',' * (len(labels()) - 1)}\n")
    assert len(whole.encode()) < 50_000 and whole.count(labels()["awarding_body"]) == 2
    assert sorted(v for n, v in chosen(whole).items() if n.startswith("column_")) == sorted(labels().values())
    other = client.post("/de/recruiters", files=NOTHING, data={"pasted": EXAMPLE}).text
    assert chosen(other)["column_1"] == "Beruf"
    told = client.post("/de/recruiters/results", data=hidden(other) | chosen(other))
    assert told.status_code == 200
    in_english = client.post("/recruiters/results", data=hidden(told.text) | {"action": "edit"})
    assert chosen(in_english.text)["column_1"] == "Profession"
    for language in LANGUAGES:
        before = LANGUAGE.set(language)
        assert len({label.casefold() for label in labels().values()}) == len(labels())
        LANGUAGE.reset(before)


def test_results_are_filtered_by_codes(client: TestClient) -> None:
    told = results(client, EXAMPLE, code="consent_missing")
    assert len(re.findall(r'id="row-\d', told)) == 1
    assert chosen(told)["code"] == "consent_missing"
    of_germany = results(client, EXAMPLE, host="DE", code="nonsense")
    assert 0 < len(re.findall(r'id="row-\d', of_germany)) == of_germany.count(">Germany</td>") < 7
    assert re.findall(r'id="row-\d', results(client, EXAMPLE, profession="midwife")) == ['id="row-3']


def test_results_are_taken_along(client: TestClient) -> None:
    form = columns(client, EXAMPLE.replace("row-0001", "row-0001=1"))
    fields = hidden(form) | chosen(form)
    as_csv = client.post("/recruiters/results", data=fields | {"action": "csv"})
    assert as_csv.headers["content-disposition"] == 'attachment; filename="results.csv"'
    rows = list(csv.DictReader(io.StringIO(as_csv.content.decode("utf-8-sig"))))
    assert len(rows) == 7 and {row["code"] for row in rows} <= set(CODES)
    book = load_workbook(io.BytesIO(client.post("/recruiters/results", data=fields | {"action": "xlsx"}).content))
    assert [c.value for c in book.worksheets[0][1]] == list(rows[0])
    assert book.worksheets[0].max_row == 8


def test_the_way_back_keeps_the_columns(client: TestClient) -> None:
    told = results(client, EXAMPLE, column_0="", column_6=labels()["candidate"].upper())
    back = client.post("/recruiters/results", data=hidden(told) | {"action": "edit"})
    assert back.status_code == 200
    assert (chosen(back.text)["column_0"], chosen(back.text)["column_6"]) == ("", labels()["candidate"])


@pytest.mark.parametrize("language", ["es", "ar"])
def test_a_step_can_be_seen_in_another_language(client: TestClient, language: str) -> None:
    """The buttons of the languages send along what was sent, for every step."""
    form = columns(client, EXAMPLE)
    other = client.post(f"/{language}/recruiters", data={"table": hidden(form)["table"]})
    assert other.status_code == 200 and sound(other.text)
    told = client.post(f"/{language}/recruiters/results", data=hidden(results(client, EXAMPLE)))
    assert told.status_code == 200 and sound(told.text)


def test_long_lists_take_signing_in(client: TestClient) -> None:
    first, row = EXAMPLE.splitlines()[:2]
    many = "\n".join([first, *(row.replace("row-0001", f"row-{n}") for n in range(MOST_ROWS + 1))])
    response = client.post("/recruiters", files=NOTHING, data={"pasted": many})
    assert response.status_code == 422
    assert "Sign in with a key" in response.text and "file" in sound(response.text).anchors
    for table in ("====", "", "AAAA", base64.b64encode(many.encode()).decode()):
        assert client.post("/recruiters/results", data={"table": table, "action": "show"}).status_code == 422


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe\x00", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0", b"a\0b"])
def test_what_is_no_table_is_told(client: TestClient, content: bytes) -> None:
    response = client.post("/recruiters", files={"file": ("x", content, "text/csv")}, data={"pasted": ""})
    assert response.status_code == 422
    assert "file" in sound(response.text).anchors


def test_what_stands_in_a_table_stays_text(client: TestClient) -> None:
    nasty = '"><script>alert(1)</script>'
    table = "candidate;profession;host;consent_given;consent_purpose;{0}\nK-1;{0};DE;2024;verification;{0}\n".format(
        '"' + nasty.replace('"', '""') + '"'
    )
    form = columns(client, table)
    assert "<script>alert" not in form
    told = results(client, "candidate,profession,host,consent_given,consent_purpose\nK-1,<script>alert(1)</script>,DE,2024,verification\n")
    assert "<script>alert" not in told


def test_the_table_to_fill_in(client: TestClient) -> None:
    as_csv = client.get("/recruiters/template.csv").content.decode("utf-8-sig").strip().split(",")
    book = load_workbook(io.BytesIO(client.get("/recruiters/template.xlsx").content))
    assert as_csv == TEMPLATE == [c.value for c in book["candidates"][1]]
    assert [row[0].value for row in book["columns"]] == TEMPLATE
    assert client.get("/recruiters/template.exe").status_code == 404
    assert set(TEMPLATE) <= known_columns().keys() == labels().keys()


def test_many_rows_count_as_several_decisions(service: Service) -> None:
    from api.app import create_app
    from api.settings import Settings

    limited = Service(settings=Settings.read({}, database_url=service.settings.database_url, anonymous_limit="5/minute"))
    with TestClient(create_app(limited), raise_server_exceptions=False) as client:
        first, row = EXAMPLE.splitlines()[:2]
        form = columns(client, "\n".join([first, *(row.replace("row-0001", f"row-{n}") for n in range(45))]))
        assert client.post("/recruiters/results", data=hidden(form) | chosen(form)).status_code == 429
    limited.database.engine.dispose()
