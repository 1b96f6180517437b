"""The pages: plain HTML that works without scripts, keeps what was typed, and reads out the answer."""

from __future__ import annotations

import gzip
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.pages import records, render, statics

FILLED = {
    "benefit": "old-age",
    "birth_date": "1958-03-14",
    "residence": "United States",
    "nationalities": "Germany, us",
    "rows": "3",
    "country_0": "germany",
    "from_0": "1980-01-01",
    "to_0": "1981-12-31",
    "kind_0": "compulsory",
    "country_2": "US",
    "from_2": "1990",
    "to_2": "1999",
    "total_2": "32",
    "unit_2": "quarters",
}
CREDENTIAL = {"home": "Czechia", "host": "DE", "profession": "nurse-general-care", "training_started": "2006-09", "awarded": "2009-06-30"}

#: Pages about the law that are no rule: corridors, search, lists.
LAW = (
    *(
        "/corridors",
        "/corridors/DE",
        "/corridors/DE/KE",
        "/corridors/DE/US",
        "/corridors/table/europe/americas",
        "/search",
        "/search?q=nurse",
        "/partners",
    ),
    *("/lists/directive-2005-36-nurse/annex-v", "/scenarios/de-us", "/partners"),
)


class Page(HTMLParser):
    """What tests look at: ids, names of fields, labels, links inside the page, texts of headings."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.fields: dict[str, str | None] = {}
        self.labels: set[str] = set()
        self.anchors: set[str] = set()
        self.wide: list[tuple[str | None, str | None, str | None]] = []
        self.tags: list[str] = []
        self.lang = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.tags.append(tag)
        self.ids += [str(told["id"])] if told.get("id") else []
        self.lang = told.get("lang") or self.lang
        if tag in ("input", "select", "textarea") and told.get("type") != "hidden":
            self.fields[str(told.get("id"))] = told.get("value")
        if "portal-wide" in str(told.get("class")).split():
            self.wide.append((told.get("role"), told.get("tabindex"), told.get("aria-labelledby")))
        if tag == "label":
            self.labels.add(str(told.get("for")))
        if tag == "a" and str(told.get("href")).startswith("#"):
            self.anchors.add(str(told["href"])[1:])


def sound(html: str) -> Page:
    """No inline scripts or styles, nothing from elsewhere; ids once, fields and wide tables named, every inner link leads somewhere."""
    page = Page(html)
    assert page.tags.count("script") == 1
    assert not {"style", "iframe", "object", "img"} & set(page.tags)
    assert not re.search(r'\s(on\w+|style)="', html)
    loaded = re.findall(r'<(?:link|img|script)[^>]+(?:href|src)="([^"?]+)\?v=[0-9a-f]{12}"', html)
    assert loaded in [[f"/static/{sheet}.css", "/static/icon.svg", "/static/page.js"] for sheet in ("page", "page.rtl")]
    assert len(page.ids) == len(set(page.ids))
    assert set(page.fields) <= page.labels
    assert page.anchors <= set(page.ids)
    assert all(told[:2] == ("group", "0") and told[2] in page.ids for told in page.wide)
    assert page.tags.count("h1") == 1
    return page


@pytest.mark.parametrize(
    "url",
    [
        "/",
        "/periods",
        "/helping",
        "/interview",
        "/credential",
        "/instruments",
        "/instruments/de-us",
        "/instruments/national.US",
        "/instruments/de-us/art-7",
        "/instruments/de-us/art-7/opens",
        "/models/export",
        "/statistics",
    ],
)
def test_pages_are_sound_and_light(client: TestClient, url: str) -> None:
    response = client.get(url)
    assert response.status_code == 200
    sound(response.text)
    loaded = [client.get(x, headers={"Accept-Encoding": "gzip"}) for x in (url, statics.address("page.css"), statics.address("page.js"))]
    assert [x.headers.get("content-encoding") for x in loaded] == ["gzip", "gzip", None]
    assert sum(len(gzip.compress(x.content, 5)) for x in loaded) < 40_000


def test_a_record_is_decided(client: TestClient) -> None:
    response = client.post("/periods", data=FILLED)
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    page = sound(response.text)
    assert "yes, payable from 14 March 2024" in response.text
    assert "decision-1" in page.ids
    assert "table" in page.tags and "caption" in page.tags
    assert response.text.count("This is information; the institution named here decides.") == 1
    assert "<details>" in response.text and "sha256:" in response.text


def test_the_way_back_keeps_what_was_typed(client: TestClient) -> None:
    answer = client.post("/periods", data=FILLED).text
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', answer))
    back = sound(client.post("/periods", data={**hidden, "action": "edit"}).text)
    assert {name: back.fields[name] for name in ("country_0", "from_2", "total_2", "residence")} == {
        "country_0": "germany",
        "from_2": "1990",
        "total_2": "32",
        "residence": "United States",
    }


def test_rows_are_added_up_to_a_bound(client: TestClient) -> None:
    values = {**FILLED, "action": "add-row"}
    for rows in (4, 5, 6, 7, 8, 8):
        response = client.post("/periods", data=values)
        assert response.status_code == 200
        page = sound(response.text)
        assert sum(name.startswith("country_") for name in page.fields) == rows <= records.MOST_ROWS
        assert page.fields["country_0"] == "germany"
        values["rows"] = str(rows)


def test_errors_stand_beside_their_fields(client: TestClient) -> None:
    values = {**FILLED, "birth_date": "14.3.1958", "to_0": "1979", "country_2": "Germony", "total_2": "many", "unit_2": "quarters"}
    response = client.post("/periods", data=values)
    assert response.status_code == 422
    page = sound(response.text)
    assert "Did you mean Germany?" in response.text
    assert {"country_2", "total_2"} <= page.anchors
    assert "14.3.1958" in response.text
    values |= {"country_2": "US", "total_2": "32"}
    page = sound(client.post("/periods", data=values).text)
    assert page.anchors >= {"birth_date", "to_0"}
    assert 'aria-invalid="true"' in client.post("/periods", data=values).text


@pytest.mark.parametrize(
    "values", [{}, {"country_0": "DE", "total_0": "5"}, {"from_1": "1999"}, {"benefit": "applicable-legislation"}, {"benefit": "nothing"}]
)
def test_what_cannot_be_decided_is_asked_for(client: TestClient, values: dict[str, str]) -> None:
    response = client.post("/periods", data={"benefit": "old-age", **values})
    assert response.status_code == 422
    assert "attention" in response.text
    sound(response.text)


def test_what_is_typed_stays_text(client: TestClient) -> None:
    nasty = '"><script>alert(1)</script>'
    for url in ("/periods", "/credential"):
        response = client.post(url, data={"country_0": nasty, "benefit": nasty, "evidence": nasty, "home": nasty, "x": nasty})
        assert "<script>" not in response.text
        sound(response.text)


def test_a_posting_and_survivors(client: TestClient) -> None:
    posting = {"home": "DE", "host": "US", "posting_from": "2024-03-01", "posting_to": "2026-02-28", "activity": "employed", "employer_there": "same"}
    answer = client.post("/periods", data={"benefit": "applicable-legislation", **posting})
    assert answer.status_code == 200
    assert "keeps the person under Germany law" in answer.text or "Germany" in answer.text
    sound(answer.text)
    survivor = {"benefit": "survivors", "event": "2023-05-01", "relation": "spouse", "claimant_birth": "1960"}
    sound(client.post("/periods", data={**FILLED, **survivor}).text)


def test_a_credential(client: TestClient) -> None:
    response = client.post("/credential", data=CREDENTIAL)
    assert response.status_code == 200
    sound(response.text)
    wrong = client.post("/credential", data={**CREDENTIAL, "host": "", "awarded": "2001"})
    assert wrong.status_code == 422
    assert sound(wrong.text).anchors >= {"host"}
    rows = {"practice_country_1": "CZ", "practice_from_1": "2010", "practice_to_1": "2009"}
    late = client.post("/credential", data={**CREDENTIAL, **rows})
    assert late.status_code == 422
    assert "practice_to_1" in sound(late.text).anchors


def test_a_form_must_be_a_form(client: TestClient) -> None:
    assert client.post("/periods", json=FILLED).status_code == 415
    assert client.post("/periods", content=b"a=%ff&b", headers={"Content-Type": "application/x-www-form-urlencoded"}).status_code == 400
    many = "&".join(f"f{n}=1" for n in range(1000)).encode()
    assert client.post("/periods", content=many, headers={"Content-Type": "application/x-www-form-urlencoded"}).status_code == 400


def test_a_rule_file_cannot_bring_another_kind_of_link() -> None:
    link = render.environment().filters["web"]
    assert link("javascript:alert(1)") == link(None) == link("data:x") == ""
    assert link("https://example.org/a") == "https://example.org/a"


def test_the_style_sheet_takes_nothing_from_elsewhere() -> None:
    css = (Path(render.__file__).parent / "static/page.css").read_text(encoding="utf-8")
    assert "url(" not in css and "@import" not in css
    assert "forced-colors" in css and "prefers-contrast" in css
