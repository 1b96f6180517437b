"""The ministry's journey: a draft is written, checked, tested, compared and proved, and what was found is read; nobody else sees any of it."""

from __future__ import annotations

import gzip
import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.pages.ministry.found import persons
from api.pages.ministry.language import known, parts
from api.service import Service
from tests.api.desks import ended, signed, working
from tests.api.test_pages import sound
from tests.repository.tree import ROOT

DRAFT = (ROOT / "examples/drafts/ca-in-with-a-nationality-clause.yaml").read_text(encoding="utf-8")


@pytest.fixture
def service(archive_url: str, tmp_path: Path) -> Iterator[Service]:
    with working(archive_url, tmp_path) as service:
        yield service


def written(client: TestClient, title: str = "A clause on survivors") -> str:
    """The address of a draft that was sent as a file."""
    files = {"file": ("draft.yaml", DRAFT.encode(), "text/yaml"), "scenarios": ("", b"", "application/octet-stream")}
    sent = client.post("/ministry/upload", files=files, data={"title": title}, follow_redirects=False)
    assert sent.status_code == 303
    return str(sent.headers["location"])


def worked(client: TestClient, at: str, kind: str, **options: str) -> tuple[str, str]:
    """The page of a job of this kind once it is done, and its address."""
    begun = client.post(f"{at}/jobs", data={"kind": kind, **options}, follow_redirects=False)
    assert begun.status_code == 303
    job = str(begun.headers["location"])
    told = ended(client, job)
    sound(told)
    assert "Take it along" in told, told
    return told, job


def test_the_journey_of_a_ministry(service: Service) -> None:
    client = signed(service)
    assert "Only who signs in with a key of your organisation sees them" in client.get("/ministry").text
    at = written(client)
    page = client.get(at)
    assert {"text", "title", "kind-check", "against"} <= set(sound(page.text).fields)
    assert "nationalities" in page.text and "one_reading" in page.text and "how sure the reading is" in page.text
    assert len(gzip.compress(page.content)) < 40_000
    check, job = worked(client, at, "check")
    assert "Line 19, column 9." in check and "survivors-of-the-two-states" in check and "Warnings" in check
    compare, compared = worked(client, at, "compare")
    every_answer_is_shown(client, compare, compared)
    assert "Who loses (6)" in compare and "least own coverage: 12 months" in compare and "Art. 12(1)" in compare
    assert compare.count('<div class="portal-chart"><svg') == compare.count("The figures of the chart") > 3
    assert "An authority decides" in compare or "Not decided yet" in compare
    test, _ = worked(client, at, "test")
    assert "Years in india complete a third for the survivor" in test
    data = json.loads(client.get(f"{job}/documents/result.json").content)
    assert {f["severity"] for f in data["findings"]} <= {"error", "warning", "note"}
    assert str(service.settings.jobs_folder) not in json.dumps(data)
    page = client.get(at)
    assert page.text.count("as it is now") == 3
    other = signed(service, "birch")
    assert {other.get(path).status_code for path in (at, job, f"{job}/documents/result.json")} == {404}
    assert "A clause on survivors" not in other.get("/ministry").text
    assert client.post(f"{at}/delete", follow_redirects=False).status_code == 303
    assert {client.get(path).status_code for path in (at, job)} == {404}


def every_answer_is_shown(client: TestClient, told: str, job: str) -> None:
    """What changes stands first and marked; any kind can be shown alone, by a plain form; the page stays light."""
    data = json.loads(client.get(f"{job}/documents/result.json").content)
    counts = data["summary"]["persons"]
    assert 300 < counts["answers"] < 400 and len(gzip.compress(told.encode())) < 60_000
    marks = {"loses": counts["loses"], "gains": counts["gains"], "changes otherwise": counts["changes"]}
    assert {mark: told.count(f"<mark>{mark}</mark>") for mark in marks} == marks
    assert counts["same"] == counts["answers"] - sum(marks.values())
    for show, expected in (("loses", (6, 0)), ("changed", (sum(marks.values()), 0)), ("same", (0, counts["same"])), ("?", (11, 363))):
        pages = [client.get(job, params={"show": show, "page": page}).text for page in range(1, -(-sum(expected) // 50) + 1)]
        for page in pages:
            sound(page)
        assert tuple(sum(page.count(what) for page in pages) for what in ("<mark>", "<td>as before</td>")) == expected, show


def test_many_answers_stand_on_several_pages() -> None:
    answer = {"scenario": "x", "deciding": "DE", "benefit": "old-age", "after": {"outcome": "yes"}}
    result = {"persons": [{**answer, "change": "gains"}], "unchanged": [answer] * 900}
    told = [persons(result, "", page) for page in (1, 3, 99)]
    assert [(x.page, x.pages, len(x.rows)) for x in told] == [(1, 19, 50), (3, 19, 50), (19, 19, 1)]
    assert told[0].rows[0]["change"] == "gains" and told[0].counts["all"] == 901


def test_what_is_refuted_is_shown_by_two_persons(service: Service) -> None:
    client = signed(service)
    told, _ = worked(client, written(client), "prove")
    assert "Irrelevance: claimant: nationalities" in told
    assert told.count("<mark>") >= 2 and "Person 2" in told and "What is taken for granted" in told


def test_faults_are_told_with_their_line(service: Service) -> None:
    """A text is saved and checked in one step; a fault says where it is and how to mend it, and shows the line."""
    client = signed(service)
    at = written(client)
    broken = DRAFT.replace("    fill:\n", "    fil:\n", 1)
    saved = client.post(at, data={"text": broken, "title": "Broken", "action": "check"}, follow_redirects=False)
    told = ended(client, saved.headers["location"])
    sound(told)
    assert "Line 11, column 5." in told and "fil:" in html.unescape(told) and "fill" in told
    (link,) = re.findall(r'href="(/ministry/drafts/[^"#]+)#words-article"', told)
    assert re.search(r'<details id="words-article" open>', client.get(html.unescape(link)).text)
    assert "Broken" in client.get("/ministry").text
    job = saved.headers["location"]
    client.post(at, data={"text": DRAFT, "title": "Mended", "action": "save"})
    assert "The draft was changed since" in client.get(job).text
    empty = client.post(at, data={"text": " ", "title": "x", "action": "save"})
    assert empty.status_code == 422 and "text" in sound(empty.text).anchors


def test_a_draft_is_begun_from_models_or_from_an_agreement(service: Service) -> None:
    client = signed(service)
    begun = client.post("/ministry/new", data={"parties": "Kenya, de", "model_export": "yes", "model_posting": "yes"}, follow_redirects=False)
    assert begun.status_code == 303
    text = html.unescape(client.get(begun.headers["location"]).text)
    assert "agreement: de-ke" in text and "# decide: longest_posting" in text and "adopts: totalization" not in text
    amended = client.post("/ministry/amend", data={"agreement": "ca-jm"}, follow_redirects=False)
    assert "amends: ca-jm" in html.unescape(client.get(amended.headers["location"]).text)
    for path, data, field in (
        ("new", {"parties": "Kenia, Atlantis"}, "parties"),
        ("new", {"parties": "DE"}, "parties"),
        ("amend", {"agreement": "../../etc"}, "agreement"),
    ):
        refused = client.post(f"/ministry/{path}", data=data)
        assert refused.status_code == 422 and field in sound(refused.text).anchors
    empty = client.post("/ministry/upload", files={"file": ("", b"", "text/yaml")}, data={"title": ""})
    assert empty.status_code == 422 and "file" in sound(empty.text).anchors


def test_nothing_in_a_draft_becomes_markup(service: Service) -> None:
    client = signed(service)
    nasty = "</textarea><script>alert(1)</script>"
    files = {"file": ("x", f"amends: ca-in\ntitle: {nasty}\n{nasty}: 1\n".encode(), "text/yaml")}
    sent = client.post("/ministry/upload", files=files, data={"title": nasty}, follow_redirects=False)
    at = sent.headers["location"]
    begun = client.post(f"{at}/jobs", data={"kind": "check"}, follow_redirects=False)
    for told in (client.get(at).text, ended(client, begun.headers["location"]), client.get("/ministry").text):
        assert "<script>alert" not in told
        sound(told)
    assert client.post(f"{at}/jobs", data={"kind": "batch-verify"}).status_code == 404
    assert client.post(f"{at}/jobs", data={"kind": nasty}).status_code == 404


def test_who_may_only_read_cannot_write(service: Service) -> None:
    at = written(signed(service))
    reading = signed(service, scopes=["drafts:read", "jobs:read"])
    page = reading.get(at)
    assert "<textarea" not in page.text and "Save" not in page.text
    assert {reading.post(path, data={}).status_code for path in (at, f"{at}/jobs", f"{at}/delete", "/ministry/new")} == {403}


def test_the_help_tells_every_part_of_the_language() -> None:
    for head in ("amends", "agreement"):
        found = parts(head)
        words = {word.word: word for part in found for word in part.words}
        assert found[0].name == f"{head}:" and {"provisions", "rules", "cite", "adopts", "at_least", "coverage_in_window"} <= words.keys()
        assert all(word.meaning for word in words.values())
        assert [x.text for x in words["confidence"].takes if x.code] == ["confirmed", "unconfirmed", "one_reading"]
        anchors = {part.anchor for part in found}
        assert len(anchors) == len(found) and {x.anchor for word in words.values() for x in word.takes if x.anchor} <= anchors
        assert words["provisions"].needed == (head == "agreement")


@pytest.mark.parametrize(
    ("pointer", "id"),
    [
        ("/provisions/0/fil", "words-article"),
        ("/provisions/0/rules/1/when/all/0/person.sex", "words-rule-when"),
        ("/provisions/0/fill/least/0/value", "words-value-value"),
        ("/amends", "words-amends-amends"),
        ("/titel", "words-amends"),
    ],
)
def test_a_finding_leads_to_its_word(pointer: str, id: str) -> None:
    found = known("amends: ca-in", pointer)
    assert found and found.id == id
    assert any(id in (f"words-{part.anchor}", *(f"words-{part.anchor}-{word.word}" for word in part.words)) for part in parts("amends"))


def test_nothing_is_linked_where_a_finding_has_no_place() -> None:
    assert known("amends: ca-in", "") is None
