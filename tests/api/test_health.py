"""Health, and the headers that every response has."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine, text

from api import service as service_module
from api.app import create_app
from api.logs import formatter
from api.middleware import CONTENT_POLICY
from api.service import Service
from api.settings import Settings
from engine.chaining.twin import PurePython
from tests.api.cases import YES


def test_alive_and_ready(client: TestClient) -> None:
    assert client.get("/livez").json() == {"status": "live"}
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.json()["backend"].startswith("durable-rules")
    assert ready.json()["warnings"] == []


def test_not_ready_where_the_golden_case_comes_out_otherwise(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service_module, "GOLDEN_ANSWER", {("DE", "grv-old-age"): ("no", None)})
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["status"] == "not ready"
    assert response.json()["warnings"]


def test_not_ready_without_a_database_or_with_old_tables(archive_url: str, tmp_path: Path) -> None:
    service = Service(settings=Settings.read({"DATABASE_URL": archive_url}))
    with TestClient(create_app(service)) as client:
        assert client.get("/readyz").json() | {"database": True, "migrations": True, "status": "ready"} == client.get("/readyz").json()
        with service.database.engine.begin() as connection:
            connection.execute(text("delete from alembic_version"))
        old = client.get("/readyz")
        assert (old.status_code, old.json()["database"], old.json()["migrations"]) == (503, True, False)
        service.database.engine.dispose()
        service.database.engine = create_engine(f"sqlite:///{tmp_path}/nowhere/d.db")
        gone = client.get("/readyz")
        assert (gone.status_code, gone.json()["database"], gone.json()["golden"]) == (503, False, True)
        assert gone.json()["warnings"] == ["the database does not answer"]
        assert client.get("/livez").status_code == 200


UUID = "0b0e1d5c-7a68-4f8e-9d0a-2f6f5a8f1c11"


@pytest.mark.parametrize("given", [UUID, UUID.replace("-", "")])
def test_a_caller_may_give_the_id_of_a_request(client: TestClient, given: str) -> None:
    assert client.get("/nothing", headers={"X-Request-Id": given}).json()["request_id"] == given
    assert client.get("/livez", headers={"X-Request-Id": given}).headers["x-request-id"] == given


@pytest.mark.parametrize("given", ["Zyxwvu-7431", "1958-03-14", "", UUID.upper(), UUID[:-1], UUID + "0", f"{UUID}, {UUID}"])
def test_any_other_id_is_replaced(client: TestClient, given: str) -> None:
    told = client.get("/livez", headers={"X-Request-Id": given}).headers["x-request-id"]
    assert told != given
    assert len(told) == 32


def test_falling_back_is_loud(service: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr("engine.decision.decide.chosen_engine", lambda: PurePython("pure-python (durable-rules is not available)"))
    with caplog.at_level(logging.ERROR, "portability"):
        fallen = Service(database_url=str(service.database.engine.url))
    assert any("durable-rules does not load" in r.getMessage() for r in caplog.records)
    with TestClient(create_app(fallen)) as client:
        ready = client.get("/readyz").json()
    assert ready["fallen_back"]
    assert ready["golden"]
    assert any("durable-rules" in w for w in ready["warnings"])


@pytest.mark.parametrize("url", ["/", "/livez", "/nothing", "/static/page.css", "/openapi.json"])
def test_every_response_is_guarded(client: TestClient, url: str) -> None:
    headers = client.get(url).headers
    assert headers["content-security-policy"] == CONTENT_POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert len(headers["x-request-id"]) == 32


def test_the_log_names_routes_and_no_person(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "portability.access"):
        client.post("/v1/decisions/contribution-record?birth=1958-03-14", json=YES)
        client.get("/v1/instruments/de-us")
        client.get("/a-name-typed-by-mistake")
    lines = [json.loads(formatter().format(r)) for r in caplog.records if r.name == "portability.access"]
    assert [[line["method"], line["route"], line["status"]] for line in lines] == [
        ["POST", "/v1/decisions/contribution-record", 200],
        ["GET", "/v1/instruments/{id}", 200],
        ["GET", "(none)", 404],
    ]
    assert not any("1958" in str(line) for line in lines)
