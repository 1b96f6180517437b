"""The description: stable names for clients, examples that are decided, errors as problem details everywhere."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.security import scopes

OPERATIONS = {
    "verifyCredential",
    "decideContributionRecord",
    "decideCredential",
    "rerunDecision",
    "listRecords",
    "getRecord",
    "getRecordHead",
    "exportRecords",
    *("createDraft", "listDrafts", "getDraft", "replaceDraft", "deleteDraft"),
    *("createBatch", "listBatches", "getBatch", "listBatchResults", "deleteBatch"),
    *("startJob", "listJobs", "getJob", "followJob", "cancelJob", "retryJob", "getJobDocument", "deleteJob"),
    "getCorridor",
    "getStatistics",
    "listInstruments",
    "getInstrument",
    "getToken",
    "getAccess",
    "getLive",
    "getReady",
    "getKeeping",
    "getReload",
    "reloadRules",
}


@pytest.fixture(scope="module")
def description(client: TestClient) -> dict[str, Any]:
    told: dict[str, Any] = client.get("/openapi.json").json()
    return told


def test_operations_have_stable_names(description: dict[str, Any]) -> None:
    assert {op["operationId"] for path in description["paths"].values() for op in path.values()} == OPERATIONS
    assert description["openapi"].startswith("3.1")


def test_operations_tell_what_they_take(description: dict[str, Any]) -> None:
    assert description["paths"]["/v1/access"]["get"]["security"] == [{"key": []}, {"client": []}]
    asked = description["paths"]["/v1/decisions/credential"]["post"]["security"]
    assert asked == [{}, {"key": []}, {"client": ["decisions:ask"]}]
    assert "security" not in description["paths"]["/v1/instruments"]["get"]
    assert description["components"]["securitySchemes"]["client"]["flows"]["clientCredentials"]["scopes"].keys() == scopes.SCOPES.keys()


def test_every_reference_leads_somewhere(description: dict[str, Any]) -> None:
    schemas = description["components"]["schemas"]

    def references(node: Any) -> set[str]:
        if isinstance(node, dict):
            own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
            return own.union(*(references(v) for v in node.values()))
        return set().union(*(references(v) for v in node)) if isinstance(node, list) else set()

    assert {r.rpartition("/")[2] for r in references(description)} <= set(schemas)
    assert "HTTPValidationError" not in schemas


def test_errors_are_problem_details_everywhere(description: dict[str, Any]) -> None:
    for path in description["paths"].values():
        for operation in path.values():
            errors = {s: r for s, r in operation["responses"].items() if s == "default" or (s[0] in "45" and s != "503")}
            assert "500" in errors
            assert all(list(r["content"]) == ["application/problem+json"] for r in errors.values())


@pytest.mark.parametrize(("name", "url"), [("ContributionRecordCase", "contribution-record"), ("CredentialCase", "credential")])
def test_examples_are_decided(client: TestClient, description: dict[str, Any], name: str, url: str) -> None:
    schema = description["components"]["schemas"][name]
    assert "question" not in schema.get("required", [])
    assert schema["examples"]
    for example in schema["examples"]:
        assert client.post(f"/v1/decisions/{url}", json=example).status_code == 200
