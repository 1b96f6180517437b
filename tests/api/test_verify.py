"""`/v1/credentials/verify`: states, facts that become a decision, and bodies that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.schemas import VerifiedCredential

EXAMPLES = Path(__file__).resolve().parents[2] / "examples/credentials"
DAY = "2026-11-27"
URL = "/v1/credentials/verify"


def _sent(client: TestClient, **body: Any) -> Any:
    return client.post(URL, json=body)


def _example(name: str) -> str:
    return (EXAMPLES / name).read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTABILITY_STATUS", str(EXAMPLES / "status"))


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("nurse-diploma.jwt", "verified"),
        ("expired-diploma.jwt", "expired"),
        ("revoked-diploma.jwt", "revoked"),
        ("unknown-issuer.jwt", "issuer_unknown"),
        ("disputed-diploma.jwt", "evidence_disputed"),
    ],
)
def test_each_example_has_its_state(client: TestClient, name: str, state: str) -> None:
    reply = _sent(client, credential=_example(name), as_of=DAY)
    assert reply.status_code == 200 and reply.headers["cache-control"] == "no-store"
    told = reply.json()
    VerifiedCredential.model_validate(told)
    assert told["verification"]["state"] == state
    assert told["verification"]["registry"]["demonstration"] is True
    assert told["answer"] is None
    assert bool(told["verification"]["facts"]) == (state == "verified")


def test_an_edited_credential_does_not_match_its_signature(client: TestClient) -> None:
    token = _example("nurse-diploma.jwt").strip()
    head, body, signature = token.split(".")
    told = _sent(client, credential=".".join((head, body[:-4] + "AAAA", signature)), as_of=DAY).json()
    assert told["verification"]["state"] == "not_verified" and told["verification"]["facts"] == {}


def test_the_decision_says_which_facts_rest_on_a_signature(client: TestClient) -> None:
    case = {"home": "PH", "host": "DE", "person": {"nationalities": ["PH"]}}
    told = _sent(client, credential=_example("nurse-diploma.jwt"), as_of=DAY, case=case).json()
    VerifiedCredential.model_validate(told)
    known = {r["fact"]: r["known_by"] for d in told["answer"]["decisions"] for r in d["rests_on"]}
    signed = told["verification"]["known_by"]
    assert signed and set(signed.values()) == {"signed-credential"}
    assert all(known[fact] == "signed-credential" for fact in known.keys() & signed.keys())
    assert told["answer"]["decisions"][0]["receipt"]["facts"]["known_by"] == signed


def test_a_fact_told_differently_is_told(client: TestClient) -> None:
    case = {"home": "PH", "host": "DE", "credential": {"awarded_in": "IN"}}
    told = _sent(client, credential=_example("nurse-diploma.jwt"), as_of=DAY, case=case).json()
    assert {"fact": "credential.awarded_in", "written_as": "self-declared", "taken": "signed-credential"} in told["conflicts"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 422, "no-credential"),
        ({"credential": ""}, 422, "no-credential"),
        ({"credential": 7}, 422, "no-credential"),
        ({"credential": "x", "as_of": "yesterday"}, 422, "not-a-day"),
        ({"credential": "x", "as_of": "2026-02-30"}, 422, "not-a-day"),
        ({"credential": "x", "as_of": None}, 422, "not-a-day"),
        ({"credential": "x", "case": []}, 422, "not-a-case"),
        ({"credential": "x", "case": None}, 422, "not-a-case"),
        ({"credential": "x", "case": {"question": "contribution-record"}}, 422, "other-question"),
        ({"credential": "x", "case": {"known_by": [None]}}, 422, "wrong-type"),
        ({"credential": "x", "credentials": "y"}, 422, "unknown-key"),
    ],
)
def test_bodies_that_cannot_be_used(client: TestClient, body: dict[str, Any], status: int, code: str) -> None:
    reply = _sent(client, **body)
    assert reply.status_code == status
    assert reply.json()["problems"][0]["code"] == code


@pytest.mark.parametrize("credential", ["x", "a.b.c", "{}", "[" * 500, '{"@context": ["https://elsewhere.example/context"]}', "\ud800"])
def test_whatever_a_credential_holds_it_has_a_state(client: TestClient, credential: str) -> None:
    reply = client.post(URL, content=json.dumps({"credential": credential, "as_of": DAY}), headers={"content-type": "application/json"})
    assert reply.status_code == 200
    assert reply.json()["verification"]["state"] in ("not_verified", "issuer_unknown")


def test_a_registry_that_cannot_be_used_is_the_services_fault(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTABILITY_REGISTRY", "/nowhere/registry.jws")
    reply = _sent(client, credential=_example("nurse-diploma.jwt"))
    assert reply.status_code == 503 and reply.json()["type"] == "urn:portability:problem:verification-unavailable"
    assert "nowhere" not in reply.text
