"""Errors: RFC 9457, each with where and how to mend it, and never a word of what was sent."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api import schemas
from api.app import create_app
from api.bodies import MOST_BYTES
from api.service import Service
from tests.api.cases import YES

URL = "/v1/decisions/contribution-record"
CANARY = "Zyxwvu-7431"
JSON = {"Content-Type": "application/json"}

BROKEN: list[tuple[bytes, int, str]] = [
    (b"", 400, "malformed-json"),
    (b'{"record": ', 400, "malformed-json"),
    (b'{"record": [], }', 400, "malformed-json"),
    (b'{"as_of": NaN}', 400, "malformed-json"),
    (b'{"as_of": -Infinity}', 400, "malformed-json"),
    (b'{"as_of": ' + b"9" * 5000 + b"}", 400, "malformed-json"),
    (b'{"benefit": "old-age", "benefit": "survivors"}', 400, "duplicate-key"),
    (b'{"person": {"sex": "male", "sex": "male"}}', 400, "duplicate-key"),
    (b'{"benefit": "\xff"}', 400, "not-utf-8"),
    (b"\xff\xfe{\x00}\x00", 400, "not-utf-8"),
    (b'{"a":' * 50_000, 400, "too-deep"),
    (b"[" * 100_000, 400, "too-deep"),
    (b'{"x": "' + b"a" * MOST_BYTES + b'"}', 413, "too-large"),
    (b"[]", 422, "case-refused"),
    (b"null", 422, "case-refused"),
    (b'{"record": null}', 422, "case-refused"),
    (b'{"as_of": 1e999}', 422, "case-refused"),
    (b'{"benefit": "\\ud800"}', 422, "case-refused"),
    (b'{"record": [{"country": "DE", "months": 5.0}]}', 422, "case-refused"),
    (b'{"record": [' + b",".join([b"{}"] * 1000) + b"]}", 422, "case-refused"),
]


def is_problem(body: Any, status: int) -> None:
    problem = schemas.Problem.model_validate(body)
    assert problem.model_dump(exclude_unset=True) == body
    assert problem.status == status
    assert problem.request_id


@pytest.mark.parametrize(("body", "status", "code"), BROKEN)
def test_malformed_bodies(client: TestClient, body: bytes, status: int, code: str) -> None:
    response = client.post(URL, content=body, headers=JSON)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    is_problem(response.json(), status)
    assert response.json()["type"].endswith(f":{code}")


@pytest.mark.parametrize("kind", ["", "text/plain", "application/json; charset=latin-1", "application/x-www-form-urlencoded", "application/jsonp"])
def test_other_content_types(client: TestClient, kind: str) -> None:
    response = client.post(URL, content=b"{}", headers={"Content-Type": kind})
    assert response.status_code == 415
    assert response.headers["accept-post"] == "application/json"


def test_a_body_in_pieces_is_counted(client: TestClient) -> None:
    response = client.post(URL, content=iter([b" " * 300_000] * 5), headers=JSON)
    assert response.status_code == 413


CANARIES: list[Any] = [
    {CANARY: 1},
    {"benefit": CANARY + " !"},
    {"question": CANARY},
    {"person": {"birth_date": CANARY, "sex": CANARY, "nationalities": [CANARY], "residence": CANARY}},
    {"record": [{"country": CANARY, "kind": CANARY, "from": CANARY, "scheme": CANARY + "/", CANARY: CANARY}]},
    {"assume": {CANARY: {CANARY: CANARY}}},
    {"known_by": {CANARY: CANARY}},
    {"earnings": [{"amount": CANARY, "currency": CANARY}]},
    {"deciding": [CANARY]},
    [CANARY],
    CANARY,
]


@pytest.mark.parametrize("url", [URL, "/v1/decisions/credential", "/v1/decisions/rerun"])
@pytest.mark.parametrize("body", CANARIES)
def test_nothing_that_was_sent_comes_back(client: TestClient, url: str, body: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        response = client.post(f"{url}?{CANARY}={CANARY}", json=body)
    assert response.status_code == 422
    is_problem(response.json(), 422)
    assert CANARY.casefold() not in (response.text + str(response.headers)).casefold()
    ours = [r.getMessage() for r in caplog.records if r.name.startswith("portability")]
    assert not any(CANARY in message for message in ours)


def test_receipts_do_not_come_back_either(client: TestClient) -> None:
    for receipt in (
        {"rules": {CANARY: "sha256:" + "0" * 64}, "facts": {}},
        {"rules": {"agreements/de-us/agreement.yaml": CANARY}, "facts": {}},
        {"rules": {f"agreements/{CANARY}/agreement.yaml": "sha256:" + "0" * 64}, "facts": {}, "engine": CANARY},
        {"rules": {"agreements/../../etc/passwd": "sha256:" + "0" * 64}, "facts": {CANARY: 1}},
    ):
        response = client.post("/v1/decisions/rerun", json=receipt)
        assert response.status_code == 422
        assert CANARY not in response.text


def test_addresses_do_not_come_back(client: TestClient) -> None:
    for url in (f"/{CANARY}", f"/v1/instruments/{CANARY}", f"/instruments/{CANARY}", f"/v1/corridors/{CANARY}/DE", f"/static/{CANARY}"):
        response = client.get(url)
        assert response.status_code == 404
        is_problem(response.json(), 404)
        assert CANARY not in response.text


@pytest.mark.parametrize(("method", "url", "allowed"), [("GET", URL, "POST"), ("DELETE", "/livez", "GET"), ("PATCH", "/v1/instruments", "GET")])
def test_other_methods(client: TestClient, method: str, url: str, allowed: str) -> None:
    response = client.request(method, url)
    assert (response.status_code, response.headers["allow"]) == (405, allowed)
    is_problem(response.json(), 405)


def test_an_error_nobody_foresaw(service: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def fails(case: Any) -> None:
        raise KeyError(CANARY)

    monkeypatch.setattr(service, "decide", fails)
    with TestClient(create_app(service)) as client, caplog.at_level(logging.INFO):
        response = client.post(URL, json=YES)
    assert response.status_code == 500
    is_problem(response.json(), 500)
    assert "Traceback" not in response.text
    told = [r for r in caplog.records if r.name == "portability.http"]
    assert len(told) == 1
    assert (told[0].__dict__["kind"], told[0].exc_info) == ("KeyError", None)
    assert response.headers["x-request-id"] == response.json()["request_id"]
    assert not any(CANARY in r.getMessage() or r.exc_info for r in caplog.records if r.name.startswith(("portability", "uvicorn")))


def test_each_finding_tells_how_to_mend_it(client: TestClient) -> None:
    body = {"person": {"birth_date": "1958-13-40"}, "record": [{"country": "UK", "from": "2001", "to": "1999"}], "benefits": "old-age"}
    findings = client.post(URL, content=json.dumps(body), headers=JSON).json()["problems"]
    assert {f["pointer"] for f in findings} >= {"/person/birth_date", "/record/0/country", ""}
    assert all(f["code"] and f["message"] and f["mend"] for f in findings)
    assert any("GB" in f["mend"] for f in findings)
