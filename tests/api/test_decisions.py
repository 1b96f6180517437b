"""`/v1/decisions/…`: answers are those of the engine, in the shape that the description promises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api import schemas
from api.service import Service
from tests.api.cases import CREDENTIAL, NO, RECORDS, YES, Case

RECORD_URL, CREDENTIAL_URL = "/v1/decisions/contribution-record", "/v1/decisions/credential"


def as_described(answer: dict[str, Any], model: type[schemas.Document]) -> None:
    """Strictly valid, and no key that the description does not name."""
    described = model.model_validate(answer).model_dump(by_alias=True, exclude_unset=True)
    assert sorted(set(keys(answer)) - set(keys(described))) == []
    assert described == answer


def keys(node: Any, at: str = "") -> Iterator[str]:
    """Every path of keys in a document."""
    if isinstance(node, dict):
        for key, child in node.items():
            yield f"{at}.{key}"
            yield from keys(child, f"{at}.{key}")
    elif isinstance(node, list):
        for child in node:
            yield from keys(child, f"{at}[]")


@pytest.mark.parametrize("case", RECORDS)
def test_the_answer_is_that_of_the_engine(client: TestClient, service: Service, case: Case) -> None:
    response = client.post(RECORD_URL, json=case)
    assert response.status_code == 200, response.text
    assert response.headers["cache-control"] == "no-store"
    assert response.json() == service.decider.decide({"question": "contribution-record", **case})
    as_described(response.json(), schemas.Answer)


def test_a_credential(client: TestClient) -> None:
    response = client.post(CREDENTIAL_URL, json=CREDENTIAL)
    assert response.status_code == 200, response.text
    as_described(response.json(), schemas.Answer)
    assert {d["deciding"] for d in response.json()["decisions"]} == {"DE"}


def test_outcomes_differ_with_the_record(client: TestClient) -> None:
    assert client.post(RECORD_URL, json=YES).json()["decisions"][0]["outcome"] == "yes"
    refused = client.post(RECORD_URL, json=NO).json()["decisions"][0]
    assert refused["outcome"] == "no"
    assert {"found": "17 months", "needed": "at least 18 months", "distance": "1 month"}.items() <= refused["blocked_by"][-1].items()


def test_the_address_fixes_the_question(client: TestClient) -> None:
    response = client.post(CREDENTIAL_URL, json={**CREDENTIAL, "question": "contribution-record"})
    assert response.status_code == 422
    (finding,) = response.json()["problems"]
    assert finding["pointer"] == "/question"
    assert "/v1/decisions/contribution-record" in finding["mend"]
    assert client.post(CREDENTIAL_URL, json={**CREDENTIAL, "question": "credential"}).status_code == 200


def test_a_fault_in_one_case_leaves_the_next_clean(client: TestClient) -> None:
    before = client.post(RECORD_URL, json=YES).content
    for broken in ({"record": [{"country": "ZZ"}]}, {"person": 5}, {"record": [{"from": "2001", "to": "1999"}]}):
        assert client.post(RECORD_URL, json=broken).status_code == 422
    assert client.post(RECORD_URL, json=YES).content == before
