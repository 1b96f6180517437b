"""The page of an answer: what a person needs first stands first, and everything that the answer holds stands in words."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.catalogue.addresses import page_of
from api.pages.answers import shown
from api.pages.paper import html as paper
from api.pages.speaking import LANGUAGE
from api.service import Service
from engine.wording.languages import LANGUAGES
from tests.api.cases import CREDENTIAL, INVALIDITY, NO, NOT_COVERED, POSTING, SURVIVORS, UNDETERMINED, YES
from tests.api.figures import Text
from tests.api.test_pages import sound

CASES = {"yes": YES, "no": NO, "undetermined": UNDETERMINED, "not covered": NOT_COVERED, "posting": POSTING, "survivors": SURVIVORS}
CASES |= {"invalidity": INVALIDITY, "credential": {**CREDENTIAL, "question": "credential"}}


def page(service: Service, case: dict[str, Any]) -> str:
    case = {"question": "contribution-record", **case}
    return bytes(shown(service.decide(case), case, {"country_0": "DE"}, "/").body).decode()


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_sound_in_every_language(service: Service, name: str, language: str) -> None:
    token = LANGUAGE.set(language)
    try:
        html = page(service, CASES[name])
    finally:
        LANGUAGE.reset(token)
    sound(html)
    levels = [int(x) for x in re.findall(r"<h([1-6])", html)]
    assert levels[0] == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))
    assert html.count("<table") == html.count("<caption")


def test_the_order_is_that_of_need(service: Service) -> None:
    """The sentence, then what to take care of, then the countries; in each the steps before the reasons."""
    html = page(service, YES)
    places = [html.index(x) for x in ('class="lead"', 'id="care"', 'id="career"', 'id="country-1"', "What to do next", "Why<", 'id="keep"')]
    assert places == sorted(places)
    assert "A refund of contributions ends the insurance" in html[places[1] : places[2]]


def test_a_warning_stands_once(service: Service) -> None:
    case = {**YES, "deciding": ["DE", "US"]}
    warnings = {w["what"] for d in service.decide(case)["decisions"] for w in d["warnings"]}
    text = Text(page(service, case)).whole
    assert warnings
    assert all(text.count(w) == 1 for w in warnings)


def test_the_best_is_in_sight_and_the_others_are_folded(service: Service) -> None:
    case = {**YES, "deciding": ["DE"]}
    answer = service.decide(case)
    assert len(answer["decisions"]) > len(answer["best"])
    html = page(service, case)
    folded = "".join(re.findall(r"<details>(.*?)</details>", html, re.S))
    for n in range(len(answer["decisions"])):
        assert (f'id="decision-{n + 1}"' in folded) == (n not in answer["best"].values())


def test_countries_that_say_yes_come_first(service: Service) -> None:
    record = [*YES["record"], {"country": "BR", "months": 40}]
    html = page(service, {**YES, "deciding": ["BR", "DE", "US"], "record": record})
    assert [html.index(x) for x in (">Germany</h2>", ">United States</h2>", ">Brazil</h2>")] == sorted(
        html.index(f">{x}</h2>") for x in ("Germany", "United States", "Brazil")
    )


def test_labels_are_not_names_of_the_rules(service: Service) -> None:
    text = Text(page(service, YES)).whole
    assert "Counted under this country's own law" in text
    assert "Added from other countries under the agreement" in text
    assert not re.search(r"\(own\)|\(combined\)|grv-old-age|oasdi|de-us", text)


def test_a_no_says_how_far_it_is(service: Service) -> None:
    text = Text(page(service, NO)).whole
    assert re.search(r"Found: 17 months Needed: at least 18 months Missing: 1 month\b", text)


def test_what_is_cited_leads_to_the_law_and_to_its_rule_in_plain_words(service: Service, client: TestClient) -> None:
    """Every reason, and every rule of the ledger on its first line: the text of the law, then our page of that rule."""
    for case in (YES, NO, SURVIVORS, CREDENTIAL):
        html = page(service, {"question": "credential" if case is CREDENTIAL else "contribution-record", **case})
        links = re.findall(r'<a class="portal-plain" href="([^"]+)">in plain words<span class="govuk-visually-hidden"> \(([^<]+)\)</span></a>', html)
        decisions = service.decide({"question": "credential" if case is CREDENTIAL else "contribution-record", **case})["decisions"]
        cited = [x["address"] for d in decisions for part in ("because", "ledger") for x in d[part] if x["address"]]
        cited += [x["address"] for d in decisions if d["outcome"] != "yes" for x in d["blocked_by"]]
        assert {path for path, _ in links} >= {page_of(address) for address in cited} != set()
        for path in {path for path, _ in links}:
            assert client.get(path).status_code == 200, path
        for address in cited:
            assert re.search(rf'rel="noreferrer"[^>]*>[^<]+</a>\s*<a class="portal-plain" href="{page_of(address)}"', html), address


def test_a_long_career_is_no_column_of_links(service: Service) -> None:
    record = [{"country": "DE", "kind": "compulsory", "from": f"{year}-01-01", "to": f"{year}-06-30"} for year in range(1980, 2020)]
    html = page(service, {**YES, "deciding": ["DE"], "record": record})
    tables = re.findall(r"<caption>Counted under this country&#39;s own law.*?</table>", html, re.S)
    assert tables
    for table in tables:
        assert table.count('class="portal-cite"') == 40
        assert table.count('class="portal-plain"') == 1


def test_who_decides_and_by_which_law(service: Service) -> None:
    text = Text(page(service, YES)).whole
    for told in (
        "Who decides Deutsche Rentenversicherung",
        "Valid on 1 July 2024",
        "In force since 1 December 1979",
        "Agreement between the Federal",
    ):
        assert told in text


def test_which_language_binds(service: Service) -> None:
    """Where the final clause was read it is told, with its place, in data, page and paper; elsewhere nothing is said."""
    case = {"question": "contribution-record", "benefit": "old-age", "as_of": "2026-01-01", "deciding": ["CA"]}
    case |= {"record": [{"country": "CA", "kind": "residence", "from": "1990-01-01", "to": "1999-12-31"}, {"country": "MA", "days": 900}]}
    answer = service.decide(case)
    (law,) = {json.dumps(d["law"]["authentic_texts"]) for d in answer["decisions"]}
    assert json.loads(law) == {
        "languages": ["ar", "en", "fr"],
        "article": "final clause",
        "source": "text",
        "title": "SI/2010-13",
        "url": "https://laws-lois.justice.gc.ca/eng/regulations/SI-2010-13/FullText.html",
    }
    for html in (page(service, case), paper(answer, case)):
        told = Text(html).whole
        assert "In each of these languages equally: Arabic, English, and French. SI/2010-13, final clause What you read here does not bind." in told
    german = service.decide(YES)["decisions"]
    assert {d["law"]["authentic_texts"] for d in german} == {None}
    assert "does not bind" not in page(service, YES)


def test_it_is_told_that_this_is_information_once(service: Service) -> None:
    assert page(service, YES).count("This is information") == 1
