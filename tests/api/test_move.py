"""The whole move on one page, and what would change: several decisions of one life, held against each other."""

from __future__ import annotations

import datetime
import html
import json
import re

import pytest
from fastapi.testclient import TestClient

from api.pages.whatif import Change, changed, compared
from api.service import Service
from tests.api.test_pages import sound

BUILDER = {
    "question": "contribution-record",
    "benefit": "old-age",
    "as_of": "2026-01-01",
    "person": {"birth_date": "1958-03-14", "residence": "US"},
    "record": [
        {"country": "DE", "scheme": "general", "kind": "compulsory", "from": "1980-01-01", "to": "1981-05-31"},
        {"country": "US", "scheme": "oasdi", "kind": "compulsory", "from": "1990-01-01", "to": "1999-12-31", "quarters": 32},
    ],
}
MOVE = {
    "home": "Germany",
    "host": "United States",
    "birth_date": "1985",
    "country_0": "DE",
    "from_0": "2006-01-01",
    "to_0": "2013-12-31",
    "spouse": "yes",
    "spouse_profession": "nurse-general-care",
    "children": "2015\n2017-03",
    "stay": "8",
}


def sheet(case: dict[str, object], way: str = "pension") -> str:
    return json.dumps({"way": way, "case": case, "asked": [], "trail": []})


def test_seven_more_months_turn_a_no_into_a_yes(client: TestClient, service: Service) -> None:
    """Seventeen months in Germany are one short of the eighteen that Article 7 asks for."""
    page = client.post("/what-if", data={"facts": sheet(BUILDER), "months": "7", "country": "Germany", "action": "compare"})
    assert page.status_code == 200
    sound(page.text)
    row = re.search(r'<li><h2>Germany <strong class="portal-differs">.*?</li>', page.text, re.S)
    assert row and re.findall(r"<strong>(\w+)</strong>", row[0]) == ["No", "Yes"]
    case = changed(service.decider.corpus, BUILDER, Change(1, "DE"), datetime.date(2026, 1, 1))
    assert next(r.after for r in compared(service.decide(BUILDER), service.decide(case)) if r.about == "Germany") == "Yes"
    assert BUILDER["record"][-1]["country"] == "US"  # type: ignore[index]


def test_quarters_come_with_american_months(service: Service) -> None:
    case = changed(service.decider.corpus, BUILDER, Change(25, "US"), datetime.date(2026, 1, 1))
    assert case["record"][-1] == {
        "country": "US",
        "scheme": "oasdi",
        "kind": "compulsory",
        "from": "2026-01-02",
        "to": "2028-02-01",
        "quarters": 8,
    }
    assert case["as_of"] == "2028-02-02"


def test_another_residence_changes_where_it_is_paid_alone(client: TestClient) -> None:
    page = client.post("/what-if", data={"facts": sheet(BUILDER), "residence": "Germany", "action": "compare"})
    assert page.status_code == 200 and "You live in this country: Germany." in page.text


@pytest.mark.parametrize("values", [{}, {"months": "x"}, {"months": "7"}, {"months": "9999", "country": "DE"}, {"residence": "Nowhereland"}])
def test_what_cannot_be_worked_out_is_asked_for(client: TestClient, values: dict[str, str]) -> None:
    page = client.post("/what-if", data={"facts": sheet(BUILDER), "action": "compare", **values})
    assert page.status_code == 422
    assert sound(page.text).anchors & {"months", "country", "residence"}
    assert client.post("/what-if", data={"facts": "{}", "action": "compare"}).status_code == 422


def test_a_longer_posting(service: Service) -> None:
    posting = {"home": "DE", "host": "US", "from": "2024-03", "to": "2026-02", "activity": "employed", "employer_there": "same"}
    case = {"question": "contribution-record", "benefit": "applicable-legislation", "posting": posting}
    assert changed(service.decider.corpus, case, Change(24), datetime.date(2026, 1, 1))["posting"]["to"] == "2028-02-28"
    assert posting["to"] == "2026-02"


def test_a_family_moves_there_and_back(client: TestClient) -> None:
    response = client.post("/move", data=MOVE)
    assert response.status_code == 200
    page = sound(response.text)
    text = html.unescape(response.text)
    assert {"person-1", "person-2", "children"} <= set(page.ids)
    for part in (
        "You",
        "Your husband, wife or partner",
        "Child 2, born March 2017",
        "From Germany to United States",
        "Back again, from United States to Germany",
    ):
        assert part in text
    steps = text.partition("Next steps, for everybody together")[2]
    told = re.findall(r"<li><strong>[^<]*</strong> <bdi>([^<]*)</bdi>(.*?)</li>", steps, re.S)
    assert len(told) == len({step for step, _ in told}) > 3


def test_a_line_of_the_move_goes_on_in_the_interview(client: TestClient) -> None:
    text = client.post("/move", data=MOVE).text
    sheets = [html.unescape(x) for x in re.findall(r'name="facts" value="([^"]*)"', text)]
    assert len(sheets) > 6
    for facts in sheets:
        response = client.post("/interview", data={"facts": facts, "action": "show"})
        assert response.status_code == 200
        sound(response.text)


def test_who_fled_is_not_sent_to_the_country_that_was_left(client: TestClient) -> None:
    values = {"home": "Philippines", "host": "Germany", "you_profession": "nurse-general-care"}
    assert "Professional Regulation Commission verifies" in client.post("/move", data=values).text
    text = client.post("/move", data={**values, "fled": "yes"}).text
    assert "Professional Regulation Commission verifies" not in text
    assert "You need not write to the authorities of the Philippines." in text


def test_the_form_of_the_move_tells_what_is_wrong(client: TestClient) -> None:
    response = client.post("/move", data={**MOVE, "host": "Germany", "from_0": "yesterday", "children": "soon", "you_awarded": "1.1", "stay": "x"})
    assert response.status_code == 422
    assert sound(response.text).anchors >= {"host", "from_0", "children", "you_awarded", "stay"}
    late = client.post("/move", data={**MOVE, "to_0": "2001"})
    assert late.status_code == 422 and "to_0" in sound(late.text).anchors
    assert client.post("/move", data={"home": ""}).status_code == 422
    edited = client.post("/move", data={**MOVE, "action": "edit"})
    assert edited.status_code == 200 and sound(edited.text).fields["home"] == "Germany"
