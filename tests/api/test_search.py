"""Search: accents and case do not matter, the beginning of a word is enough, and nothing sought is kept or run."""

from __future__ import annotations

import html
import re

import pytest
from fastapi.testclient import TestClient

from tests.api.test_pages import sound


def found(client: TestClient, sought: str) -> list[str]:
    """The paths of what is found, the best first."""
    response = client.get("/search", params={"q": sought})
    assert response.status_code == 200
    sound(response.text)
    return re.findall(r'<li><a href="([^"]+)">', response.text[response.text.index("<ol>") :]) if "<ol>" in response.text else []


@pytest.mark.parametrize(
    ("sought", "path"),
    [
        ("United States Germany agreement", "/instruments/de-us"),
        ("Deutschland", "/instruments/national.DE"),
        ("ألمانيا", "/instruments/national.DE"),
        ("periods completed in one State", "/models/totalization"),
        ("too short to be paid", "/models/totalization/too-short-to-be-paid"),
        ("refunded months gone", "/instruments/national.DE/refunded-months-are-gone"),
        ("pielegniarka", "/lists/directive-2005-36-nurse/annex-v"),
        ("PIELĘGNIARKA", "/lists/directive-2005-36-nurse/annex-v"),
        ("krankenpf", "/lists/directive-2005-36-nurse/annex-v"),
    ],
)
def test_what_is_sought_is_found_and_there(client: TestClient, sought: str, path: str) -> None:
    paths = found(client, sought)
    assert any(p.startswith(path) for p in paths[:8]), paths
    for p in paths[:3]:
        page = client.get(html.unescape(p))
        assert page.status_code == 200
        anchor = p.partition("#")[2]
        assert not anchor or f'id="{anchor}"' in page.text


def test_accents_change_nothing(client: TestClient) -> None:
    assert found(client, "infirmière diplômée") == found(client, "INFIRMIERE DIPLOMEE") != []


def test_words_sought_are_marked(client: TestClient) -> None:
    assert "<mark>Krankenpfleger</mark>" in client.get("/search", params={"q": "krankenpfleger"}).text


@pytest.mark.parametrize("sought", ['"', "'", "*", "NEAR(", "a OR b", "title:x", "^", "-", "a AND NOT b", '" OR 1=1 --', "\x00", "((((", "🙂"])
def test_nothing_sought_is_run(client: TestClient, sought: str) -> None:
    assert client.get("/search", params={"q": sought}).status_code == 200


def test_what_is_sought_stays_text(client: TestClient) -> None:
    response = client.get("/search", params={"q": '<script>alert(1)</script>"'})
    assert "<script>alert" not in response.text
    sound(response.text)


def test_too_long_is_refused_and_not_repeated(client: TestClient) -> None:
    response = client.get("/search", params={"q": "quorlim " * 20})
    assert response.status_code == 422
    assert "quorlim" not in response.text
    assert "q" in sound(response.text).anchors


def test_nothing_found_says_what_to_try(client: TestClient) -> None:
    response = client.get("/search", params={"q": "xyzzyplugh"})
    assert "Nothing was found" in response.text
    assert response.headers["cache-control"] == "no-store"


def test_pages_of_a_list(client: TestClient) -> None:
    for path in ("/lists/directive-2005-36-specialist-doctor/specialties-at-home?page=7", "/scenarios/eu-883-2004?page=3"):
        page = client.get(path)
        assert page.status_code == 200
        sound(page.text)
        assert "Previous page" in page.text
    for wrong in ("0", "99", "x", "-1", "²", "1" * 9):
        assert client.get("/lists/directive-2005-36-nurse/annex-v", params={"page": wrong}).status_code == 404
