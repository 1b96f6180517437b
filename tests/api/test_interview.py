"""The interview: only what can still matter is asked, each question once, and "I don't know" ends it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.service import Service
from tests.api.test_pages import sound
from tests.api.walking import Walk


def outcomes(text: str) -> list[str]:
    return re.findall(r"portal-outcome--(\w+)", text)


def test_the_start_leads_to_every_way(client: TestClient) -> None:
    page = client.get("/").text
    for to in re.findall(r'<h2><a href="([^"]+)"', page):
        response = client.get(to)
        assert response.status_code == 200, to
        sound(response.text)
    assert client.get("/interview/nothing").status_code == 404


def test_the_builder_with_years_in_germany_and_the_united_states(client: TestClient) -> None:
    walk = Walk(client, "pension")
    assert walk.step == "benefit"
    walk.send(benefit="old-age")
    walk.spell("Germany", "1980-01-01", "1981-12-31").spell("us", "1990", "1999", total="32", unit="quarters")
    assert "Germany, 1 January 1980 to 31 December 1981" in walk.text
    walk.send()
    assert walk.step == "person.birth_date"
    assert "/instruments/national.DE" in walk.text and "Why this is asked" in walk.text
    walk.send(**{"person.birth_date-year": "1958", "person.birth_date-month": "3", "person.birth_date-day": "14"})
    walk.unknown_to_the_end()
    walk.send("answer")
    assert outcomes(walk.text)[:2] == ["yes", "no"] or "yes" in outcomes(walk.text)
    assert "/interview" in walk.text


def test_a_question_that_is_asked_is_missing_and_no_question_comes_twice(client: TestClient, service: Service) -> None:
    for way, spells in (
        ("pension", [("DE", "1980", "1983"), ("PH", "1970", "1979"), ("US", "1990", "1995")]),
        ("survivors", [("JM", "1975", "1983"), ("CA", "1990", "2001")]),
    ):
        walk = Walk(client, way)
        if walk.step == "benefit":
            walk.send(benefit="old-age")
        for spell in spells:
            walk.spell(*spell)
        walk.send()
        while not walk.done:
            if walk.step != "fled":
                decisions = service.decide(walk.sheet["case"])["decisions"]
                missing = {m["fact"] for d in decisions for m in d["missing"]} - {x["fact"] for d in decisions for x in d["left_open"]}
                missing |= {"person.birth_date", "person.residence"} if any(d["outcome"] == "yes" for d in decisions) else set()
                assert set(walk.step.split("+")) <= missing
            walk.send("unknown")
        assert len(walk.asked) == len(set(walk.asked))


def test_work_abroad(client: TestClient) -> None:
    walk = Walk(client, "abroad")
    assert walk.step == "posting.home+posting.host"
    walk.send(**{"posting.home": "Germany", "posting.host": "United States"})
    assert walk.step == "posting.activity"
    walk.send(**{"posting.activity": "employed"})
    assert walk.step == "posting.employer_there"
    walk.send(**{"posting.employer_there": "same"})
    assert walk.step == "posting.from+posting.to"
    walk.send(**{"posting.from-year": "2024", "posting.from-month": "3", "posting.to-year": "2026", "posting.to-month": "2"})
    walk.unknown_to_the_end()
    assert "yes" in outcomes(walk.send("answer").text)


def test_a_nurse_from_the_philippines(client: TestClient) -> None:
    walk = Walk(client, "credential")
    walk.send(home="Philippines", host="Germany")
    assert walk.step == "credential.profession"
    walk.send(**{"credential.profession": "nurse-general-care"}).send(**{"credential.purpose": "practice"})
    walk.unknown_to_the_end()
    assert outcomes(walk.send("answer").text) == ["needs_authority"]


def test_a_nurse_with_years_in_the_philippines_and_in_germany(client: TestClient) -> None:
    """An agreement joins these States: which system took her contributions is asked, and her German years open a pension in both."""
    walk = Walk(client, "pension").send(benefit="old-age").spell("Philippines", "2005", "2013").spell("Germany", "2014-03", "", still="yes").send()
    answers = {"record.0.scheme": {"record.0.scheme": "sss"}, "person.residence": {"person.residence": "Philippines"}}
    while not walk.done:
        walk.send(**answers[walk.step]) if walk.step in answers else walk.send("unknown")
    assert set(answers) <= set(walk.asked) and len(walk.asked) == len(set(walk.asked))
    text = walk.send("answer").text
    plain = " ".join(re.sub(r"<[^>]+>", " ", text).split())
    assert "Germany and Philippines: yes, there is a right." in plain
    assert "not_covered" not in outcomes(text)


def test_a_widow_in_jamaica(client: TestClient) -> None:
    walk = Walk(client, "survivors")
    assert "Enter the periods of the person who died, not your own." in walk.text
    walk.spell("Jamaica", "1975", "1983").spell("Canada", "1984-05", "2010-06").send()
    assert walk.step == "claim.contingency" and walk.heading == "When did the person die?"
    walk.send(**{"claim.contingency-day": "3", "claim.contingency-month": "5", "claim.contingency-year": "2023"})
    assert walk.sheet["case"]["person"]["died"] == walk.sheet["case"]["claim"]["contingency"] == "2023-05-03"
    answers = {
        "record.1.from+record.1.to": {"record.1.from-year": "1984", "record.1.from-month": "5", "record.1.from-day": "1"},
        "record.1.scheme": {"record.1.scheme": "cpp"},
        "claimant.residence": {"claimant.residence": "Jamaica"},
        "fled": {"fled-CA": "yes"},
    }
    while not walk.done:
        walk.send(**answers[walk.step])
    assert walk.asked[-1] == "fled" and len(walk.asked) == len(set(walk.asked))
    assert "Canada, 1 May 1984 to June 2010" in walk.text
    assert "<svg" in walk.text
    text = walk.send("answer").text
    assert "yes" in outcomes(text)
    assert "You need not write to the authorities of Canada." in text


def test_what_was_told_can_be_changed(client: TestClient) -> None:
    walk = Walk(client, "abroad").send(**{"posting.home": "Germany", "posting.host": "US"}).send(**{"posting.activity": "employed"})
    walk.send("summary")
    assert "Employed" in walk.text
    walk.send("change:posting.activity")
    assert walk.step == "posting.activity" and "Why this is asked" in walk.text
    walk.send(**{"posting.activity": "seafarer"})
    assert walk.sheet["case"]["posting"]["activity"] == "seafarer"


def test_none_and_unknown_are_not_the_same(client: TestClient) -> None:
    """An empty list is an answer; what is not known is left out."""
    sheet = {"way": "credential", "case": {"question": "credential", "home": "PH", "host": "TH"}, "asked": [], "trail": []}
    for action, registration in (("none", []), ("unknown", None)):
        fields = {"facts": json.dumps(sheet), "step": "registration", "action": action}
        walk = Walk(client, "credential")
        walk._read(client.post("/interview", data=fields))
        assert walk.sheet["case"].get("registration") == registration
        assert "registration" in walk.sheet["asked"]


def test_lists_and_totals_by_year(client: TestClient) -> None:
    sheet = {"way": "credential", "case": {"question": "credential", "home": "PH", "host": "TH"}, "asked": [], "trail": []}
    rows = {"practice-country-0": "Philippines", "practice-from-0": "3.2010", "practice-to-0": "2019-06-30", "practice-hours_per_week-0": "٤٠"}
    walk = Walk(client, "credential")
    walk._read(client.post("/interview", data={"facts": json.dumps(sheet), "step": "practice", "action": "continue", **rows}))
    assert walk.sheet["case"]["practice"] == [{"country": "PH", "from": "2010-03", "to": "2019-06-30", "hours_per_week": 40}]
    periods = [{"country": "JM", "from": "1975", "to": "1977", "weeks": 120}, {"country": "CA", "from": "1984", "to": "1999"}]
    life = {"way": "survivors", "case": {"question": "contribution-record", "benefit": "survivors", "record": periods}, "asked": ["record.1.kind"]}
    totals = {"record.0-total-1975": "50", "record.0-total-1977": "40"}
    fields = {"facts": json.dumps({**life, "trail": ["record"]}), "step": "record.0", "action": "continue", **totals}
    walk._read(client.post("/interview", data=fields))
    record = walk.sheet["case"]["record"]
    assert [(p["from"], p.get("weeks")) for p in record] == [("1975-01-01", 50), ("1977-01-01", 40), ("1984", None)]
    assert "record.2.kind" in walk.sheet["asked"]


def test_back_leads_through_the_steps_that_were_gone(client: TestClient) -> None:
    walk = Walk(client, "abroad").send(**{"posting.home": "Germany", "posting.host": "US"}).send(**{"posting.activity": "employed"})
    back = walk.send("back")
    assert back.step == "posting.activity" and re.search(r'value="employed"[^>]* checked', back.text)
    assert back.send("back").step == "posting.home+posting.host"
    assert 'value="United States"' in back.text
    assert back.send("back").step == "posting.home+posting.host"


def test_periods_are_changed_and_taken_away(client: TestClient) -> None:
    walk = Walk(client, "survivors").spell("Jamaica", "1975", "1983").spell("Canada", "1990")
    walk.send("spell:0")
    assert 'value="Jamaica"' in walk.text and 'value="1983"' in walk.text
    walk.send("save:0", country="Jamaica", **{"from-year": "1976", "to-year": "1983"})
    assert walk.sheet["case"]["record"][0] == {"country": "JM", "from": "1976", "to": "1983"}
    walk.send("remove:1")
    assert [p["country"] for p in walk.sheet["case"]["record"]] == ["JM"]
    walk.send("remove:0")
    assert "record" not in walk.sheet["case"]


def test_what_is_wrong_is_told_beside_its_field(client: TestClient) -> None:
    walk = Walk(client, "survivors").send("save:new", country="Jamaika", **{"from-year": "90", "to-day": "31", "to-month": "2", "to-year": "1990"})
    assert walk.status == 422 and {"country", "from-day"} <= sound(walk.text).anchors
    assert "Did you mean Jamaica?" in walk.text
    walk.send("save:new", country="JM", **{"to-day": "31", "to-month": "2", "to-year": "1990"})
    assert walk.status == 422 and "no such day" in walk.text
    walk.send("save:new", country="JM", **{"from-year": "1990", "to-year": "1980"})
    assert walk.status == 422 and "before the beginning" in walk.text
    walk.send("save:new", country="JM", **{"from-year": "1990", "to-year": "1991"}).spell("CA", "1992", "1999").send()
    assert walk.send().status == 422
    assert "or choose “I don’t know”" in walk.text


@pytest.mark.parametrize(
    "facts",
    [
        "",
        "[]",
        "{",
        '{"way":"pension"}',
        json.dumps({"way": "pension", "case": {"question": "contribution-record", "x": 1}, "asked": [], "trail": []}),
        json.dumps({"way": "pension", "case": {"question": "credential"}, "asked": [], "trail": []}),
        json.dumps({"way": "pension", "case": {"question": "contribution-record"}, "asked": ["<b>"], "trail": []}),
        json.dumps({"way": "pension", "case": {"question": "contribution-record"}, "asked": [], "trail": [1]}),
        json.dumps({"way": "pension", "case": {"question": "contribution-record"}, "asked": [], "trail": [], "more": 1}),
        json.dumps({"way": "pension", "case": {"question": "contribution-record"}, "asked": [], "trail": [], "fled": ["XX"]}),
        json.dumps({"way": ["pension"], "case": {"question": "contribution-record"}, "asked": [], "trail": []}),
        "x" * 200_000,
    ],
)
def test_a_hidden_field_of_another_hand_is_refused_kindly(client: TestClient, facts: str) -> None:
    for action in ("continue", "back", "answer", "summary", "spell:new", "save:new", "remove:0", "change:person.sex", "unknown", "none"):
        response = client.post("/interview", data={"facts": facts, "action": action, "step": "person.sex"})
        assert response.status_code == 422
        assert "cannot be read" in response.text
        sound(response.text)


@pytest.mark.parametrize("step", ["", "x", "person.sex+x", "law.x", "record.9.kind", "assume.x", "a" * 5000, "person.sex+" * 300])
def test_a_step_of_another_hand_does_no_harm(client: TestClient, step: str) -> None:
    facts = json.dumps({"way": "pension", "case": {"question": "contribution-record", "benefit": "old-age"}, "asked": [], "trail": []})
    for action in ("continue", "back", "unknown", "none", "show", f"change:{step}"):
        response = client.post("/interview", data={"facts": facts, "action": action, "step": step, step: "yes"})
        assert response.status_code in (200, 422)
        sound(response.text)


def test_an_answer_is_shown_again_in_another_language(client: TestClient) -> None:
    facts = json.dumps({"way": "pension", "case": {"question": "contribution-record", "benefit": "old-age"}, "asked": [], "trail": []})
    response = client.post("/ar/interview", data={"facts": facts})
    assert response.status_code == 200 and 'dir="rtl"' in response.text
    assert outcomes(response.text)


def told(walk: Walk) -> Any:
    return walk.sheet["case"]


def test_about_takes_the_finest_part_away(client: TestClient) -> None:
    walk = Walk(client, "survivors")
    walk.send("save:new", country="JM", **{"from-day": "3", "from-month": "5", "from-year": "1985", "from-about": "yes", "still": "yes"})
    assert told(walk)["record"][0]["from"] == "1985-05"


def test_who_fled_is_not_sent_back(client: TestClient) -> None:
    walk = Walk(client, "credential").send(home="Philippines", host="Germany")
    walk.send(**{"credential.profession": "nurse-general-care"}).send(**{"credential.purpose": "practice"})
    while walk.step != "fled":
        walk.send("unknown")
    facts = walk.hidden
    assert "Professional Regulation Commission" in walk.send("answer").text
    walk._read(client.post("/interview", data={**facts, "action": "continue", "fled-PH": "yes"}))
    text = walk.send("answer").text
    assert "Professional Regulation Commission" not in text
    assert "You need not write to the authorities of the Philippines." in text
    assert "competent authority of the Land" in text


def test_an_adviser_is_asked_in_the_third_person(client: TestClient) -> None:
    response = client.post("/interview", data={"helping": "yes", "mark": "A", "way": "abroad", "action": "begin"})
    assert "Person A" in response.text and "In which country is the person insured before the posting?" in response.text
    assert client.post("/interview", data={"helping": "yes", "mark": "A", "way": "none", "action": "begin"}).status_code == 422
