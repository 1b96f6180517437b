"""Pages on corridors: with an agreement, and above all without one."""

from __future__ import annotations

import datetime
import re

import pytest
from fastapi.testclient import TestClient

from api.catalogue.matrix import Matrix
from api.catalogue.regions import REGIONS, region_of
from api.service import Service
from engine.facts.countries import KNOWN
from tests.api.test_law_pages import text_of
from tests.api.test_pages import sound


def test_two_countries_are_chosen_without_a_script(client: TestClient) -> None:
    page = sound(client.get("/corridors").text)
    assert {"home", "host"} <= set(page.fields)
    sent = client.get("/corridors", params={"home": "PH", "host": "DE"}, follow_redirects=False)
    assert (sent.status_code, sent.headers["location"]) == (303, "/corridors/PH/DE")
    alone = client.get("/es/corridors", params={"home": "PH", "host": ""}, follow_redirects=False)
    assert alone.headers["location"] == "/es/corridors/PH"


@pytest.mark.parametrize(("home", "host", "field"), [("XX", "DE", "home"), ("DE", "nowhere", "host"), ("DE", "DE", "host")])
def test_a_wrong_choice_is_told_beside_its_field(client: TestClient, home: str, host: str, field: str) -> None:
    answer = client.get("/corridors", params={"home": home, "host": host}, follow_redirects=False)
    assert answer.status_code == 422
    assert field in sound(answer.text).anchors
    assert "nowhere" not in answer.text


def test_a_pair_without_an_agreement_says_what_still_helps(client: TestClient) -> None:
    page = client.get("/corridors/DE/KE")
    told = text_of(page.text)
    sound(page.text)
    assert "No agreement that is encoded here joins these countries" in told
    assert "general waiting period of 60 months" in told  # the law of Germany by itself
    assert 'href="/instruments/national.KE/' in page.text
    assert 'href="/corridors/DE/US"' in page.text  # what the neighbours do
    assert "Ask the institution of each country" in told


def test_a_pair_of_which_no_law_is_encoded_says_so(client: TestClient) -> None:
    told = text_of(client.get("/corridors/TD/NP").text)
    assert "The law of Chad is not encoded here. That does not mean that it gives nothing" in told
    assert "The law of Nepal is not encoded here" in told
    assert "Ask the institution of each country" in told


def test_a_pair_with_an_agreement(client: TestClient) -> None:
    page = client.get("/corridors/DE/US").text
    assert "An agreement joins these countries" in page
    assert 'href="/instruments/de-us"' in page
    assert "No agreement that is encoded here" not in page
    assert 'href="/instruments/us-nurse-international"' in page


def test_a_table_says_what_the_pages_of_its_pairs_say(client: TestClient, service: Service) -> None:
    page = client.get("/corridors/table/americas/asia").text
    sound(page)
    matrix = Matrix(service.catalogue, datetime.date.today())
    for home, host, cell in re.findall(r'<a href="/corridors/([A-Z]{2})/([A-Z]{2})">([^<]+)</a>', page):
        data = client.get(f"/v1/corridors/{home}/{host}").json()
        found = matrix.between(home, host)
        assert ("P" in cell) == any(x["binds"] for x in data["instruments"]) == bool(found.agreements)
        professions = {p for x in data["credentials"] if x["binds"] for p in x["professions"]}
        assert set(found.professions) == professions
        assert cell.removeprefix("P").strip() == (str(len(professions)) if professions else "")


def test_every_state_has_one_region() -> None:
    listed = [code for codes in REGIONS.values() for code in codes.split()]
    assert len(listed) == len(set(listed))
    assert {code for code in KNOWN if not region_of(code)} == {"AQ"}


@pytest.mark.parametrize("path", ["/corridors/XX", "/corridors/de/us", "/corridors/DE/XX", "/corridors/table/moon/asia", "/corridors/table/asia/x"])
def test_what_is_not_there(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404
