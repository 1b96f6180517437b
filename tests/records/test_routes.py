"""A decision that is kept: who may ask for it, what the answer tells, and what the routes and the commands then show."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from fastapi.testclient import TestClient

from api.app import create_app
from api.commands import records as command
from api.security import admin
from api.service import Service
from engine.problems import InputRefused
from tests.api.cases import CREDENTIAL, YES

KEEP = {"Prefer": "respond-async, Portability-Record"}
ASK = "/v1/decisions/contribution-record"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder: Path = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", f"sqlite:///{folder}/portability.db")
        patch.setenv("PORTABILITY_RECORD_KEY", str(folder / "key.json"))
        patch.setenv("PORTABILITY_ANONYMOUS_LIMIT", "off")
        made = Service()
        admin.add_tenant(made.database, "alder", "Alder", per_minute=0, per_day=0, origins=(), frames=())
        yield made


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(service), raise_server_exceptions=False) as client:
        yield client


def key(service: Service, *scopes: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {admin.add_key(service.database, 'alder', 'key', scopes).shown}"}


def test_a_decision_is_kept_where_it_is_asked_for(client: TestClient, service: Service, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    may, reads = key(service, "decisions:ask", "records:write"), key(service, "records:read")
    assert client.get("/v1/records/head", headers=reads).status_code == 404
    assert client.get("/v1/records/export", headers=reads).text == ""
    plain = client.post(ASK, json=YES, headers=may)
    assert "portability-record" not in plain.headers
    kept = client.post(ASK, json=YES, headers=may | KEEP)
    assert kept.json() == plain.json()
    assert kept.headers["preference-applied"] == "portability-record"
    assert client.post("/v1/decisions/credential", json=CREDENTIAL, headers=may | KEEP).status_code == 200

    id = kept.headers["portability-record"]
    one = client.get(f"/v1/records/{id}", headers=reads).json()
    body: dict[str, Any] = json.loads(one["body"])
    receipt = plain.json()["decisions"][0]["receipt"]
    assert rfc8785.dumps(body).decode() == one["body"]
    assert (one["id"], body["id"], body["number"], body["question"]) == (id, id, 1, "contribution-record")
    assert body["decisions"][0]["rules"] == receipt["rules"]
    assert service.archive.holds(receipt["rules"].values())
    digits = re.sub(r"[0-9a-f]{32,}", "", one["body"])  # a digest may hold any four digits
    assert "1958" not in digits and "1980" not in digits and receipt["trace"] not in one["body"]

    listed = client.get("/v1/records", params={"limit": 1}, headers=reads).json()
    assert (listed["records"], listed["after"]) == ([one], 1)
    rest = client.get("/v1/records", params={"after": 1}, headers=reads).json()
    assert ([r["number"] for r in rest["records"]], rest["after"]) == ([2], None)
    lines = [json.loads(line) for line in client.get("/v1/records/export", headers=reads).text.splitlines()]
    assert lines == [one, *rest["records"]]
    head = client.get("/v1/records/head", headers=reads).json()
    assert (head["number"], head["hash"]) == (2, lines[1]["hash"])
    assert "d" not in head["key"]

    assert command.run(("export", "alder")) == 0
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == lines
    assert command.run(("head", "alder")) == 0
    (tmp_path / "head.json").write_text(capsys.readouterr().out)
    assert command.run(("verify", "alder", "--head", str(tmp_path / "head.json"))) == 0
    with service.database.engine.begin() as connection:
        connection.exec_driver_sql("update decision_records set body = replace(body, 'yes', 'no') where number = 1")
    assert command.run(("verify",)) == 1
    assert "record 1: altered" in capsys.readouterr().out


def test_who_may_not_keep_gets_no_answer(client: TestClient, service: Service) -> None:
    assert client.post(ASK, json=YES, headers=KEEP).status_code == 401
    refused = client.post(ASK, json=YES, headers=key(service, "decisions:ask", "records:read") | KEEP)
    assert refused.status_code == 403
    assert "records:write" in refused.headers["www-authenticate"]


def test_without_the_rule_files_no_record_is_kept(client: TestClient, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    may = key(service, "decisions:ask", "records:write")
    monkeypatch.setattr(service.archive, "holds", lambda hashes: False)
    response = client.post(ASK, json=YES, headers=may | KEEP)
    assert (response.status_code, response.headers["retry-after"]) == (503, "5")


@pytest.mark.parametrize("words", [("verify", "nobody"), ("verify", "--head", "x.json"), ("verify", "alder", "--head", "/nowhere/x.json")])
def test_what_cannot_be_looked_at_is_refused(service: Service, words: tuple[str, ...]) -> None:
    with pytest.raises(InputRefused):
        command.run(words)
