"""New rules are tried and taken over without a stop; rules that do not check change nothing, and it is told why."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.security import admin
from api.service import GOLDEN_CASE, Service
from api.settings import Settings
from engine.language.corpus import Corpus
from tests.editions.rules import FIGURE, OTHER, TELLING, changed, few

#: The golden case with so many quarters that the figure decides whether periods must be added.
CASE = {**GOLDEN_CASE, "record": [GOLDEN_CASE["record"][0], {**GOLDEN_CASE["record"][1], "quarters": 38}]}
URL, ASK = "/v1/operations/reload", "/v1/decisions/contribution-record"


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, archive_url: str) -> Iterator[Service]:
    monkeypatch.setenv("PORTABILITY_RULES", str(few(tmp_path / "rules")))
    told = {"DATABASE_URL": archive_url, "PORTABILITY_EDITIONS": str(tmp_path / "editions"), "PORTABILITY_ANONYMOUS_LIMIT": "off"}
    told["PORTABILITY_RECORD_KEY"] = str(tmp_path / "record-key.json")
    made = Service(settings=Settings.read(told))
    yield made
    made.database.engine.dispose()


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    """An operator."""
    admin.add_tenant(service.database, "keeper", "Keeper", per_minute=0, per_day=0, origins=(), frames=())
    key = admin.add_key(service.database, "keeper", "key", ["operations", "decisions:ask", "records:write", "records:read"]).shown
    with TestClient(create_app(service), raise_server_exceptions=False, headers={"Authorization": f"Bearer {key}"}) as client:
        yield client


def came(client: TestClient) -> dict[str, Any]:
    """What the reload comes to."""
    for _ in range(600):
        told: dict[str, Any] = client.get(URL).json()
        if told["state"] != "checking":
            return told
        time.sleep(0.1)
    raise TimeoutError


def used(client: TestClient, edition: str) -> bool:
    """Whether the process takes this edition over."""
    for _ in range(100):
        if client.get("/readyz").json()["edition"] == edition:
            return True
        time.sleep(0.1)
    return False


def test_new_rules_are_taken_over_and_old_ones_stay_addressable(client: TestClient, service: Service, tmp_path: Path) -> None:
    old = client.get("/readyz").json()["edition"]
    assert client.get(URL).json() | {"state": "none", "edition": old} == client.get(URL).json()
    kept = client.post(ASK, json=CASE, headers={"Prefer": "portability-record"})
    answer = kept.json()["decisions"]
    held = service.edition
    changed(tmp_path / "rules", FIGURE, OTHER)
    assert client.post(ASK, json=CASE).json()["decisions"] == answer

    begun = client.post(URL)
    assert (begun.status_code, begun.json()["state"], begun.json()["edition"]) == (202, "checking", old)
    new = begun.json()["asked"]
    assert new != old
    told = came(client)
    assert (told["state"], told["edition"], told["asked"], told["count"]) == ("in use", new, new, 0)
    assert used(client, new)

    after = client.post(ASK, json=CASE).json()["decisions"]
    (us, us_after) = (next(d for d in told if d["deciding"] == "US") for told in (answer, after))
    assert us["receipt"]["rules"] != us_after["receipt"]["rules"]
    assert (us["basis"], us_after["basis"]) == ("totalized", "national")
    # A case that was begun on the old edition reads its files from there to the end.
    first = held.decider.decide({**CASE, "deciding": ["US"], "as_of": "2023-07-01"})["decisions"][0]["receipt"]["rules"]
    assert first == us["receipt"]["rules"]
    for decision in (us, us_after):
        assert (
            client.post("/v1/decisions/rerun", json=decision["receipt"]).json() | {"same": True, "decisions": [decision]}
            == client.post("/v1/decisions/rerun", json=decision["receipt"]).json()
        )


@pytest.mark.parametrize(
    ("old", "new", "name", "code"),
    [
        (FIGURE, "value: forty", "rulesets/national/US.yaml", ""),
        ("agreement: de-us", "agreement: us-de", "agreements/de-us/agreement.yaml", ""),
        (FIGURE, TELLING, "rulesets/national/US.yaml", "golden-case"),
    ],
)
def test_rules_that_do_not_check_are_refused_and_why(client: TestClient, tmp_path: Path, old: str, new: str, name: str, code: str) -> None:
    before = client.get("/readyz").json()["edition"]
    changed(tmp_path / "rules", old, new, name)
    assert client.post(URL).status_code == 202
    told = came(client)
    assert (told["state"], told["edition"]) == ("refused", before)
    assert told["count"] == len(told["problems"]) > 0
    if code:
        assert [p["code"] for p in told["problems"]] == [code]
    else:
        assert any(p["place"].startswith(name) and p["mend"] + p["expected"] for p in told["problems"])
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["edition"], ready.json()["warnings"]) == (200, before, [])
    assert client.post(ASK, json=GOLDEN_CASE).status_code == 200
    changed(tmp_path / "rules", new, old, name)
    again = client.post(URL)
    assert (again.status_code, again.json()["state"], again.json()["edition"]) == (200, "unchanged", before)


def test_one_reload_at_a_time(client: TestClient, service: Service) -> None:
    assert service.store
    with service.store.alone() as alone:
        assert alone
        assert client.get(URL).json()["state"] == "checking"
        assert client.post(URL).status_code == 409


def test_an_edition_that_this_process_cannot_use_leaves_the_old_one(client: TestClient, service: Service, tmp_path: Path) -> None:
    """Made the one in use by another process, past the trial."""
    assert service.store
    old = service.edition.hash
    changed(tmp_path / "rules", FIGURE, TELLING)
    service.store.use(service.store.take())
    for _ in range(100):
        ready = client.get("/readyz")
        if ready.json()["warnings"]:
            break
        time.sleep(0.1)
    assert (ready.status_code, ready.json()["edition"]) == (200, old)
    assert service.store.current() in ready.json()["warnings"][0]


def test_rules_that_were_given_stay(tmp_path: Path) -> None:
    fixed = Service(Corpus(few(tmp_path / "rules")), database_url=f"sqlite:///{tmp_path}/d.db")
    admin.add_tenant(fixed.database, "keeper", "Keeper", per_minute=0, per_day=0, origins=(), frames=())
    key = admin.add_key(fixed.database, "keeper", "key", ["operations"]).shown
    with TestClient(create_app(fixed), headers={"Authorization": f"Bearer {key}"}) as client:
        assert client.get("/readyz").json()["edition"] == ""
        assert [client.get(URL).status_code, client.post(URL).status_code] == [409, 409]


def test_copies_that_nobody_uses_are_removed(service: Service, tmp_path: Path) -> None:
    """Three are kept, and any that was in use within a day: a job may last for hours."""
    assert service.store

    def copies() -> list[Path]:
        return [p for p in (tmp_path / "editions").iterdir() if p.is_dir()]

    def next_edition(number: int) -> None:
        changed(tmp_path / "rules", f"value: {number - 1} quarters", f"value: {number} quarters")
        assert service.store
        service.store.use(service.store.take())

    for number in range(41, 46):
        next_edition(number)
    assert len(copies()) == 6
    for copy in copies():
        if copy.name not in service.store.current():
            os.utime(copy, (0, 0))
    next_edition(46)
    assert len(copies()) == 3
    assert service.store.home(service.store.current()).is_dir()
