"""What has been kept long enough is deleted, nothing else is, and one process at a time does it."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlmodel import SQLModel, col, select

from api.app import create_app
from api.commands import retention as command
from api.records.chain import Records
from api.retention import sweep as sweeping
from api.retention.sweep import due, last, sweep
from api.security import admin
from api.storage.batches import BatchRow
from api.storage.drafts import DraftRow
from api.storage.tenants import ApiKey, Usage
from tests.api.databases import database
from tests.records.aged import keep

NOW = datetime.datetime.now(datetime.UTC)


def ago(days: float) -> datetime.datetime:
    return NOW - datetime.timedelta(days=days)


@pytest.fixture
def records(archive_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Records]:
    monkeypatch.setenv("DATABASE_URL", archive_url)
    monkeypatch.setenv("PORTABILITY_RECORD_KEY", str(tmp_path / "record-key.json"))
    opened = database(archive_url, record_key=tmp_path / "record-key.json")
    admin.add_tenant(opened, "alder", "Alder", per_minute=0, per_day=0, origins=(), frames=())
    yield Records(opened)
    opened.engine.dispose()


def stored(records: Records, *rows: SQLModel) -> None:
    with records.database.operator() as session:
        session.add_all(rows)


def draft(id: str, until: datetime.datetime) -> DraftRow:
    times = {"created_at": ago(9), "changed_at": ago(9), "keep_until": until}
    return DraftRow(tenant_id="alder", id=id, title=id, format="yaml", text="agreement: x", sha256="0" * 64, **times)


def ids(records: Records, model: type[SQLModel]) -> set[str]:
    with records.database.operator(reads=True) as session:
        return set(session.exec(select(col(model.id))))  # type: ignore[attr-defined]


def test_what_is_over_is_deleted_and_nothing_else(records: Records) -> None:
    stored(records, draft("over", ago(0.01)), draft("kept", ago(-1)))
    batch = BatchRow(
        tenant_id="alder",
        id="over",
        title="x",
        format="csv",
        content=b"x",
        size=1,
        sha256="0" * 64,
        mapping={},
        created_at=ago(40),
        keep_until=ago(9),
    )
    stored(records, batch)
    keys = {days: admin.add_key(records.database, "alder", "key", ["statistics:read"]).row for days in (400, 10, 0)}
    with records.database.operator() as session:
        for days, key in keys.items():
            if days:
                key.revoked = ago(days)
                session.merge(key)
        session.add_all([Usage(tenant_id="alder", day=ago(days).date(), taken=1) for days in (91, 89)])
    keep(records, "alder", [3700, 3640])

    counts = sweep(records.database, records)
    assert {name: count for name, count in counts.items() if count} == {
        "drafts": 1,
        "batches": 1,
        "tenant_usage": 1,
        "api_keys": 1,
        "decision_records": 1,
    }
    assert ids(records, DraftRow) == {"kept"}
    assert ids(records, BatchRow) == set()
    assert ids(records, ApiKey) == {keys[10].id, keys[0].id}
    assert [row.number for row in records.rows("alder")] == [2]
    assert not any(sweep(records.database, records).values())


def test_every_table_with_a_term_is_looked_through(records: Records) -> None:
    assert {"drafts", "batches", "jobs", "idempotency_keys"} <= sweep(records.database, records).keys()


def test_records_may_be_kept_without_an_end(records: Records, archive_url: str, tmp_path: Path) -> None:
    keep(records, "alder", [36_000])
    endless = Records(database(archive_url, record_key=tmp_path / "record-key.json", keep_records=0))
    assert "decision_records" not in sweep(endless.database, endless)
    endless.database.engine.dispose()


def test_one_process_at_a_time_and_once_in_a_while(records: Records) -> None:
    assert last(records.database) is None
    with ThreadPoolExecutor(6) as threads:
        turns = list(threads.map(lambda _: due(records.database), range(12)))
    assert turns.count(True) == 1
    at = last(records.database)
    assert at
    assert abs(datetime.datetime.now(datetime.UTC) - at) < datetime.timedelta(minutes=5)
    assert due(records.database, datetime.timedelta()) is True


def test_a_service_deletes_by_itself(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    from api.service import Service

    monkeypatch.setattr(sweeping, "LOOKED", 0.05)
    stored(records, draft("over", ago(1)))
    service = Service(settings=records.database.settings)
    with TestClient(create_app(service)):
        for _ in range(200):
            if not ids(records, DraftRow):
                break
            sweeping.threading.Event().wait(0.05)
    assert ids(records, DraftRow) == set()
    service.database.engine.dispose()


def test_the_command_shows_and_does_it(records: Records, capsys: pytest.CaptureFixture[str]) -> None:
    stored(records, draft("over", ago(1)))
    assert command.run(("show", "--json")) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["last"] is None
    assert {k["id"]: k["days"] for k in told["kept"]} | {"records": 3650, "cases": None} == {k["id"]: k["days"] for k in told["kept"]}
    assert command.run(("run",)) == 0
    assert "drafts: 1 deleted" in capsys.readouterr().out
    assert command.run(("show",)) == 0
    assert "Decision records: 3650 days, counted from when it was kept" in capsys.readouterr().out
