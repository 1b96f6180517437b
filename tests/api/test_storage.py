"""The archive of rule files, and receipts run again from it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from api import schemas
from api.app import create_app
from api.service import Service
from api.storage.rule_file import RuleFileRow
from engine.language.corpus import Corpus, rules_home
from tests.api.cases import CREDENTIAL, NO, YES
from tests.api.test_decisions import as_described

RECORD_URL, RERUN_URL = "/v1/decisions/contribution-record", "/v1/decisions/rerun"


def test_files_are_kept_once_and_facts_never(archive_url: str) -> None:
    service = Service(database_url=archive_url)
    with TestClient(create_app(service)) as client:
        for _ in range(3):
            receipt = client.post(RECORD_URL, json=YES).json()["decisions"][0]["receipt"]
    with Session(service.database.engine) as session:
        rows = session.exec(select(RuleFileRow)).all()
    assert {f"sha256:{row.sha256}" for row in rows} >= set(receipt["rules"].values())
    assert len({row.sha256 for row in rows}) == len(rows)
    assert not any("1958-03-14" in row.text for row in rows)
    again = Service(database_url=archive_url)
    again.archive.keep(again.decider.corpus.home, [{"receipt": receipt}])
    assert again.archive.broken == ""


@pytest.mark.parametrize("case", [YES, NO])
def test_a_receipt_comes_to_the_same_answer(client: TestClient, case: dict[str, object]) -> None:
    for decision in client.post(RECORD_URL, json=case).json()["decisions"]:
        rerun = client.post(RERUN_URL, json=decision["receipt"])
        assert rerun.status_code == 200, rerun.text
        as_described(rerun.json(), schemas.Rerun)
        assert rerun.json()["same"]
        assert not rerun.json()["engine_differs"]
        (again,) = rerun.json()["decisions"]
        assert {**again, "receipt": {}} == {**decision, "receipt": {}}


def test_an_old_receipt_rests_on_the_old_text(tmp_path: Path, archive_url: str) -> None:
    home = tmp_path / "rules"
    for part in ("agreements", "rulesets"):
        shutil.copytree(rules_home() / part, home / part)
    with TestClient(create_app(Service(Corpus(home), archive_url))) as client:
        old = client.post(RECORD_URL, json=YES).json()["decisions"][0]
    text = home / "agreements/de-us/agreement.yaml"
    text.write_text(text.read_text(encoding="utf-8").replace("value: 18 months", "value: 30 months"), encoding="utf-8")
    with TestClient(create_app(Service(Corpus(home), archive_url))) as client:
        new = client.post(RECORD_URL, json=YES).json()["decisions"][0]
        rerun = client.post(RERUN_URL, json=old["receipt"]).json()
    assert (old["outcome"], new["outcome"]) == ("yes", "no")
    assert rerun["same"]
    assert [d["summary"] for d in rerun["decisions"]] == [old["summary"]]


def test_another_version_of_the_engine_is_told(client: TestClient) -> None:
    receipt = client.post(RECORD_URL, json=YES).json()["decisions"][0]["receipt"]
    rerun = client.post(RERUN_URL, json={**receipt, "engine": "0.9.0", "backend": "pure-python"}).json()
    assert rerun["engine_differs"]
    assert rerun["same"]
    assert "another version of the engine" in rerun["told"]
    assert "backend" in rerun["told"]


def test_a_receipt_that_was_changed_is_not_the_same(client: TestClient) -> None:
    receipt = client.post(RECORD_URL, json=YES).json()["decisions"][0]["receipt"]
    facts = {**receipt["facts"], "record": receipt["facts"]["record"][:1]}
    rerun = client.post(RERUN_URL, json={**receipt, "facts": facts}).json()
    assert not rerun["same"]
    assert rerun["decisions"]


def test_receipts_that_cannot_be_run(client: TestClient) -> None:
    receipt = client.post(RECORD_URL, json=YES).json()["decisions"][0]["receipt"]
    absent = dict.fromkeys(receipt["rules"], "sha256:" + "0" * 64)
    bare = client.post("/v1/decisions/credential", json=CREDENTIAL).json()["decisions"][0]["receipt"]
    for broken, pointer in (
        ({**receipt, "rules": absent}, "/rules"),
        ({**receipt, "rules": {}}, "/rules"),
        ({**receipt, "facts": "a digest"}, "/facts"),
        ({**receipt, "facts": {**receipt["facts"], "as_of": "soon"}}, "/facts/as_of"),
        *([(bare, "/rules")] if not bare["rules"] else []),
    ):
        response = client.post(RERUN_URL, json=broken)
        assert response.status_code == 422
        assert response.json()["problems"][0]["pointer"] == pointer


def test_an_answer_is_given_where_the_archive_is_broken(archive_url: str) -> None:
    service = Service(database_url=archive_url)
    with service.database.engine.begin() as connection:
        connection.exec_driver_sql("drop table rule_file")
    with TestClient(create_app(service)) as client:
        assert client.post(RECORD_URL, json=YES).status_code == 200
        assert any("archived" in w for w in client.get("/readyz").json()["warnings"])
        receipt = client.post(RECORD_URL, json=YES).json()["decisions"][0]["receipt"]
        unavailable = client.post(RERUN_URL, json=receipt)
        assert (unavailable.status_code, unavailable.headers["retry-after"]) == (503, "5")
