"""The language of a page is in its address; who comes without one is sent to the first that the browser names and we speak."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from engine.wording.languages import LANGUAGES


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_page_tells_its_language_and_its_direction(client: TestClient, code: str) -> None:
    response = client.get(f"/{code}/instruments")
    assert response.headers["content-language"] == code
    assert f'<html lang="{code}" dir="{LANGUAGES[code].direction}"' in response.text
    assert ("page.rtl.css" in response.text) == (code == "ar")
    links = set(re.findall(r'href="(/[^"]*)"', response.text)) - {f"/{other}/instruments" for other in LANGUAGES}
    assert all(link.startswith((f"/{code}/", "/static/", "/v1/")) for link in links)


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("es", "/es/"),
        ("pt, fr-CA;q=0.8, en;q=0.5", "/fr/"),
        ("ar-EG,ar;q=0.9", "/ar/"),
        ("en, de;q=0.9", None),
        ("tlh", None),
        ("de;q=0", None),
        (";;,=", None),
    ],
)
def test_the_first_language_of_the_browser(client: TestClient, sent: str, expected: str | None) -> None:
    response = client.get("/", headers={"Accept-Language": sent}, follow_redirects=False)
    assert response.headers.get("location") == expected
    assert response.status_code == (302 if expected else 200)


@pytest.mark.parametrize("path", ["/es/v1/corridors", "/es/static/page.css", "/xx/instruments", "/es/es/instruments"])
def test_a_language_stands_before_pages_alone(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_word_with_two_uses_is_told_for_each(client: TestClient) -> None:
    """English has one word for how many and for which one; German has two."""
    how_many = client.get("/de/interview/survivors").text
    which = client.get("/de/lists/directive-2005-36-midwife/annex-v").text
    assert re.search(r"Anzahl\s*</label>", how_many) and "Nummer</th>" in which
    assert "Nummer</th>" not in how_many and "Anzahl</th>" not in which
