"""Pages of rules: every rule has one at an address that may be shared, in words, with citations, values and what tests it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.catalogue.addresses import page_of
from api.catalogue.catalogue import Catalogue
from api.catalogue.instrument import Told
from api.catalogue.parts import articles
from api.service import Service
from tests.api.cases import CREDENTIAL, RECORDS
from tests.api.test_pages import sound

#: Words of the language of rule files that no reader should meet.
INTERNAL = re.compile(r"\b(own|combined|record|person|posting|credential|claim|period)\.[a-z_]+|\b[a-z]+_[a-z_]+\b")


def files(catalogue: Catalogue) -> Iterator[Told]:
    yield from (told for name in catalogue.ids() if (told := catalogue.told(name)))
    yield from (told for name in catalogue.corpus.models if (told := catalogue.model(name)))


def text_of(html: str) -> str:
    """What is read on a page, without what the frame of every page holds."""
    main = re.sub(r"<(script|style).*?</\1>", "", html[html.index("<main") : html.index("</main>")], flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", main)


def test_every_rule_and_article_has_a_page(client: TestClient, service: Service) -> None:
    """One of each instrument is asked for over HTTP; of the others the address is the one under which the page is found."""
    for told in files(service.catalogue):
        for found in articles(told):
            paths = [r.path for r in found.rules]
            assert len(paths) == len(set(paths)), found.path
            for path in [*paths[:1], *([found.path] if found.id else [])]:
                assert client.get(path).status_code == 200, path


def test_what_answers_name_has_a_page(client: TestClient) -> None:
    asked = [("contribution-record", c) for c in RECORDS] + [("credential", CREDENTIAL)]
    addresses = set()
    for question, case in asked:
        answer = client.post(f"/v1/decisions/{question}", json=case).json()
        for decision in answer["decisions"]:
            addresses |= {b["address"] for part in ("because", "blocked_by") for b in decision[part] if b.get("address")}
    assert len(addresses) > 20
    for address in addresses:
        response = client.get(page_of(address))
        assert response.status_code == 200, address
        sound(response.text)


@pytest.mark.parametrize("address", ["", "opens", "de-us", "de-us.art-7", "../x.y.z", "national.DE", "a b.c.d", "de-us.art-7.opens/x"])
def test_what_is_no_address_has_no_page(address: str) -> None:
    assert page_of(address) == ""


def test_a_rule_is_read_out(client: TestClient) -> None:
    page = client.get("/instruments/de-us/art-7/too-short-to-be-paid")
    told = text_of(page.text)
    assert "The time in this State alone is less than 18 months (Germany), 6 quarters (United States)" in told
    assert 'href="/instruments/de-us/art-7/opens"' in page.text
    assert "Seventeen German months need not be paid" in told
    assert 'href="https://www.ssa.gov/international/Agreement_Texts/germ_agt.html"' in page.text
    assert 'href="/models/totalization/too-short-to-be-paid"' in page.text


def test_an_instrument_tells_which_language_of_it_binds(client: TestClient) -> None:
    """Each text whose final clause was read, by the names that the language of the page has; where none was, that it is not recorded."""
    told = text_of(client.get("/es/instruments/ca-ph").text)
    assert told.count("En cada uno de estos idiomas por igual: inglés y francés.") == 2
    data = client.get("/v1/instruments/ca-ph").json()["instruments"]
    assert [(x["id"], x["authentic_texts"]["languages"], x["authentic_texts"]["url"]) for x in data] == [
        (x["id"], ["en", "fr"], x["url"]) for x in data
    ]
    union = text_of(client.get("/instruments/eu-883-2004").text)
    assert "Bulgarian, Croatian, Czech" in union and "Spanish, and Swedish" in union
    german = text_of(client.get("/instruments/de-us").text)
    assert "it is not recorded here" in german and "does not bind" not in german


def test_a_value_of_the_own_benefit_alone_is_told(client: TestClient) -> None:
    told = text_of(client.get("/instruments/national.DE/regular-old-age").text)
    assert "The time that counts is at least 60 months (required coverage)." in told
    assert "420 months" not in told


def test_values_over_time_are_drawn_and_tabled(client: TestClient) -> None:
    page = client.get("/instruments/national.DE").text
    assert page.count("<svg") >= 3
    assert '<h3 id="pension_age">' in page
    assert "65 years 5 months" in page and "1 January 1951" in page


def test_what_is_not_confirmed_is_marked(client: TestClient) -> None:
    assert "One reading of several" in client.get("/instruments/de-us/art-7/refunded-german-months-do-not-count").text
    assert "Not confirmed" in client.get("/instruments/de-us").text


def test_no_name_of_the_language_is_shown(client: TestClient, service: Service) -> None:
    """On every page of a rule of four instruments. Addresses of texts and names of benefits are the exception: they are not in the text."""
    for name in ("de-us", "ca-in", "national.US", "eu-883-2004"):
        told = service.catalogue.told(name)
        assert told
        for found in articles(told):
            for rule in found.rules:
                shown = text_of(client.get(rule.path).text)
                assert not INTERNAL.search(shown), (rule.path, INTERNAL.search(shown))


def test_a_page_is_asked_for_once(client: TestClient) -> None:
    first = client.get("/instruments/de-us/art-7")
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    again = client.get("/instruments/de-us/art-7", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/es/instruments/de-us/art-7", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/instruments/nothing", "/instruments/de-us/x", "/instruments/de-us/art-7/x", "/instruments/national.DE/x/y", "/models/x", "/models/export/x"],
)
def test_what_is_not_there(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_english_law_is_marked_on_an_arabic_page(client: TestClient) -> None:
    page = client.get("/ar/instruments/de-us/art-7/opens").text
    assert '<html lang="ar" dir="rtl"' in page
    assert '<span lang="en" dir="ltr">Opens</span>' in page


def test_law_is_told_in_the_language_of_the_page_where_it_is_translated(client: TestClient) -> None:
    page = client.get("/es/instruments/national.DE/regular-old-age").text
    assert "El período general de carencia es de 60 meses" in page
    arabic = client.get("/ar/models/totalization").text
    assert "[the time counted]\u2069)" not in arabic  # what only a case can tell is left out where it stands in brackets
    assert re.search(r'<span lang="en" dir="ltr">National right</span>', arabic)


def test_every_instrument_is_light(client: TestClient, service: Service) -> None:
    for told in files(service.catalogue):
        page = client.get(f"/models/{told.name}" if told.kind == "model" else f"/instruments/{told.name}")
        assert len(page.content) < 60_000, told.name
        sound(page.text)
