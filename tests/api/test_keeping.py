"""An answer is taken along as a file, as data and as a PDF, under one id; the file opens again, and nothing else does."""

from __future__ import annotations

import datetime
import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from api.pages import paper, saved
from api.service import Service
from engine.commands.decide import run as decide
from tests.api.test_move import BUILDER, sheet
from tests.api.test_pages import CREDENTIAL, FILLED, sound

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
_ID = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}\b")


def kept(page: str) -> dict[str, str]:
    """The hidden fields of the form that keeps an answer."""
    form = page[page.index('action="/save"') :]
    return {name: html.unescape(value) for name, value in _HIDDEN.findall(form[: form.index("</form>")])}


def opened(client: TestClient, file: bytes, prefix: str = "") -> Response:
    return client.post(f"{prefix}/open", files={"file": ("anything.json", file, "application/json")})


@pytest.fixture(scope="module")
def answer(client: TestClient) -> Iterator[str]:
    yield client.post("/periods", data=FILLED).text


def test_page_data_file_and_command_line_have_one_id(client: TestClient, answer: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fields = kept(answer)
    data = client.post("/answer.json", data=fields)
    file = client.post("/save", data=fields)
    for response, name in ((data, "portability-answer.json"), (file, f"portability-{fields['day']}.json")):
        assert response.status_code == 200
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["content-disposition"] == f'attachment; filename="{name}"'
    (tmp_path / "case.json").write_text(json.dumps({**json.loads(fields["case"]), "as_of": fields["day"]}), encoding="utf-8")
    decide([str(tmp_path / "case.json")])
    api = client.post("/v1/decisions/contribution-record", json=json.loads(fields["case"])).json()
    ids = {data.json()["id"], file.json()["answer"], api["id"], *_ID.findall(answer), *_ID.findall(capsys.readouterr().out)}
    assert len(ids) == 1


def test_another_case_has_another_id(client: TestClient, answer: str) -> None:
    other = client.post("/periods", data={**FILLED, "to_0": "1981-11-30"}).text
    assert set(_ID.findall(answer)).isdisjoint(_ID.findall(other))


def test_a_saved_answer_opens_again_with_its_form(client: TestClient, answer: str) -> None:
    file = client.post("/save", data=kept(answer)).content
    again = opened(client, file)
    assert again.status_code == 200
    sound(again.text)
    assert "This is the answer that you saved." in again.text
    assert _ID.findall(again.text)[0] == _ID.findall(answer)[0]
    back = dict(_HIDDEN.findall(again.text))
    form = sound(client.post("/periods", data={**back, "action": "edit"}).text)
    assert form.fields["country_0"] == "germany"
    assert 'formaction="/es/periods"' in again.text


def test_an_older_answer_says_what_has_changed(client: TestClient, answer: str) -> None:
    file = client.post("/save", data=kept(answer)).json()
    older = {**file, "answer": "0000-0000-0000-0000", "as_of": "2020-01-01"}
    assert "the outcome is the same" in opened(client, json.dumps(older).encode()).text
    older["outcomes"] = dict.fromkeys(older["outcomes"], "no")
    assert "not the same any more" in opened(client, json.dumps(older).encode()).text


def test_a_case_without_a_form_opens_in_each_language(client: TestClient, answer: str) -> None:
    file = client.post("/save", data=kept(answer)).json() | {"form": "", "fields": {}}
    page = opened(client, json.dumps(file).encode()).text
    sound(page)
    assert 'value="edit"' not in page
    carried = {name: html.unescape(value) for name, value in _HIDDEN.findall(page) if name == "saved"}
    assert client.post("/ar/open", data=carried).status_code == 200


def test_a_long_career_opens_again(client: TestClient) -> None:
    """A hundred and fifty periods of an interview, which travel in one field."""
    begin = datetime.date(1980, 1, 1)
    days = [(begin + datetime.timedelta(days=90 * n), begin + datetime.timedelta(days=90 * n + 60)) for n in range(150)]
    record = [{"country": "DE" if n % 2 else "US", "kind": "compulsory", "from": str(a), "to": str(b)} for n, (a, b) in enumerate(days)]
    facts = sheet({**BUILDER, "record": record})
    assert 10_000 < len(facts) < 100_000
    file = client.post("/save", data=kept(client.post("/interview", data={"facts": facts}).text))
    assert file.status_code == 200
    again = opened(client, file.content)
    assert again.status_code == 200
    assert "This is the answer that you saved." in again.text
    assert json.loads(kept(again.text)["case"])["record"] == json.loads(facts)["case"]["record"]
    assert 'action="/interview"' in again.text


def test_what_would_not_open_is_not_saved(client: TestClient, answer: str) -> None:
    """A field that is too long, and many that are too long together."""
    for fields in ({"facts": "x" * 100_001}, {f"field_{n}": "x" * 90_000 for n in range(4)}):
        assert client.post("/save", data=kept(answer) | {"fields": json.dumps(fields)}).status_code == 422
        file = client.post("/save", data=kept(answer)).json() | {"fields": fields}
        assert opened(client, json.dumps(file).encode()).status_code == 422


@pytest.mark.parametrize(
    "change",
    [
        {"form": "/v1/operations/reload"},
        {"form": "/v1/decisions/credential"},
        {"form": "//example.org"},
        {"form": "/nowhere"},
    ],
)
def test_a_file_leads_to_no_other_place(client: TestClient, answer: str, change: dict[str, str]) -> None:
    file = client.post("/save", data=kept(answer)).json() | change
    page = opened(client, json.dumps(file).encode()).text
    assert f'action="{change["form"]}"' not in page
    sound(page)


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"not json",
        b"[]",
        b"{}",
        b'{"portability": "saved answer"}',
        b"\xff\xfe",
        b'{"a": 1, "a": 2}',
        b"[" * 50_000,
        b" " * (saved.MOST_BYTES + 1),
    ],
    ids=["nothing", "text", "a list", "an empty object", "too little", "not UTF-8", "a key twice", "too deep", "too long"],
)
def test_what_was_not_saved_here_is_turned_away(client: TestClient, file: bytes) -> None:
    response = opened(client, file)
    assert response.status_code == 422
    assert "file" in sound(response.text).anchors


def test_a_changed_file_is_read_as_strictly_as_any_case(client: TestClient, answer: str) -> None:
    file = client.post("/save", data=kept(answer)).json()
    for change in ({"case": {}}, {"case": {**file["case"], "record": "all"}}, {"more": 1}, {"version": 2}, {"answer": "x"}, {"fields": {"a": 1}}):
        assert opened(client, json.dumps({**file, **change}).encode()).status_code == 422


def test_an_upload_is_one_small_form(client: TestClient) -> None:
    head = {"Content-Type": "multipart/form-data; boundary=b"}
    assert client.post("/open", content=b"--b\r\nnothing", headers=head).status_code in (400, 422)
    assert client.post("/open", content=b"x", headers={"Content-Type": "multipart/form-data"}).status_code == 400
    assert client.post("/open", json={}).status_code == 415
    assert client.post("/open", content=b"--b" + b"x" * 1_100_000, headers=head).status_code == 413
    two = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n{}\r\n' * 2 + b"--b--\r\n"
    assert client.post("/open", content=two, headers=head).status_code == 400


@pytest.mark.parametrize(
    "fields", [{"x": ""}, {"case": "{}"}, {"case": "[]", "day": "2024-01-01"}, {"case": "{}", "day": "x"}, {"case": "{", "day": "2024-01-01"}]
)
@pytest.mark.parametrize("url", ["/save", "/answer.json", "/answer.pdf"])
def test_only_what_a_page_sends_is_kept(client: TestClient, url: str, fields: dict[str, str]) -> None:
    assert client.post(url, data=fields).status_code in (400, 422)


def test_a_credential_is_kept_too(client: TestClient) -> None:
    answer = client.post("/credential", data=CREDENTIAL).text
    again = opened(client, client.post("/save", data=kept(answer)).content)
    assert again.status_code == 200
    assert 'action="/credential"' in again.text


def test_without_what_makes_pdfs_there_is_none(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("api.pages.answers.can_make", "engine.reporting.paper.can_make"):
        monkeypatch.setattr(module, lambda: False)
    page = client.post("/periods", data=FILLED).text
    assert "answer.pdf" not in page
    response = client.post("/answer.pdf", data=kept(page))
    assert response.status_code == 503
    assert response.headers["retry-after"]


def test_too_many_pdfs_at_once_are_turned_away(client: TestClient, answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper, "_MOST_WAITING", 0)
    assert client.post("/answer.pdf", data=kept(answer)).status_code == 503


def test_what_is_told_in_place_of_a_state_that_was_fled_stands_in_a_rule_file(client: TestClient, service: Service, answer: str) -> None:
    """With its article and its link, in the language of the page; under an agreement the institution at home helps, without one the authorities."""
    notices = {n["id"]: n for n in service.decider.corpus.reference("fled").data["notices"]}
    fields = kept(answer) | {"fled": "DE"}
    german = next(d for d in client.post("/answer.json", data=fields).json()["decisions"] if d["deciding"] == "DE")
    step = german["next_steps"][0]
    assert german["instrument"] == "de-us" and step["about"] == "instead"
    assert step["step"] == notices["under-an-agreement"]["text"].replace("{state}", "Germany")
    assert step["article"] == notices["under-an-agreement"]["cite"]["refugees"] and step["url"].startswith("https://www.ohchr.org/")
    page = opened(client, client.post("/save", data=fields).content, "/es").text
    assert "No tiene que escribir a las autoridades de Alemania. Pida a la institución" in page
    assert "Art. 25(1)" in page
    nurse = client.post("/credential", data={"home": "Philippines", "host": "DE", "profession": "nurse-general-care"}).text
    told = client.post("/answer.json", data=kept(nurse) | {"fled": "PH"}).json()["decisions"][0]["next_steps"][0]["step"]
    assert told.endswith(notices["without-an-agreement"]["text"].partition("{state}")[2])


def test_whoever_fled_a_state_is_not_sent_there_by_a_paper(client: TestClient, answer: str) -> None:
    """The States that the interview was told of come along, into data and PDF and into the file that opens again."""
    fields = kept(answer) | {"fled": "DE"}
    for told in (client.post("/answer.json", data=fields).json(), client.post("/answer.json", data=kept(answer)).json()):
        german = [d for d in told["decisions"] if d["deciding"] == "DE"]
        offices = [s["institution"] for d in german for s in d["next_steps"] if s["institution"]] + [d["appeal"] for d in german if d["appeal"]]
        assert bool(offices) == (told["decisions"] == client.post("/answer.json", data=kept(answer)).json()["decisions"])
    file = client.post("/save", data=fields)
    assert file.json()["fled"] == ["DE"]
    assert kept(opened(client, file.content).text)["fled"] == "DE"
    assert client.post("/save", data=kept(answer) | {"fled": "everywhere"}).status_code == 422
