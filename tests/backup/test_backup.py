"""A copy holds everything, as it stood at one instant, and goes into either kind of database; a damaged one changes nothing."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from api.backup import rows
from api.backup.reading import Copy
from api.commands.backup import backup, restore
from api.jobs.workers import Workers
from api.records.chain import Records
from api.records.verifying import verify
from api.security import admin
from api.service import GOLDEN_CASE, Service
from api.settings import Settings
from api.storage.batches import BatchRow
from api.storage.database import Database
from engine.problems import InputRefused
from tests.api.databases import SERVERS, database, empty_database
from tests.api.stored import NEW, Storing, storing
from tests.records.aged import keep
from tests.records.answers import ANSWER
from tests.repository.tree import ROOT
from tests.retention.test_sweep import NOW, draft


@pytest.fixture(scope="module", params=SERVERS)
def source(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """An installation with something in it: two tenants, keys, records, a draft, a batch with odd bytes, archived rules."""
    folder: Path = tmp_path_factory.mktemp("source")
    with empty_database(request.param, folder) as url:
        service = Service(settings=settings(url, folder))
        for tenant in ("alder", "birch"):
            admin.add_tenant(service.database, tenant, tenant.title(), per_minute=0, per_day=0, origins=["https://a.example"], frames=())
            admin.add_key(service.database, tenant, "key", ["records:read"], days=9)
            for _ in range(7):
                service.records.keep(tenant, "contribution-record", ANSWER)
        service.decide(GOLDEN_CASE)
        with service.database.operator() as session:
            session.add(draft("one", NOW))
            content: dict[str, Any] = {"format": "csv", "content": bytes(range(256)), "size": 256, "sha256": "0" * 64, "mapping": {"a": ["ü", None]}}
            session.add(BatchRow(tenant_id="birch", id="two", title="", **content, created_at=NOW, keep_until=NOW))
        yield service.database.settings
        service.database.engine.dispose()


@pytest.fixture(params=SERVERS)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    with empty_database(request.param, tmp_path) as url:
        yield settings(url, tmp_path)


def settings(url: str, folder: Path) -> Settings:
    files = {"token_key": folder / "token-key.json", "record_key": folder / "record-key.json", "editions": folder / "editions"}
    return Settings.read({"DATABASE_URL": url}, **files)


def used(told: Settings, patch: pytest.MonkeyPatch) -> None:
    """Commands use this installation."""
    patch.setenv("DATABASE_URL", told.database_url)
    patch.setenv("PORTABILITY_RECORD_KEY", str(told.record_key))
    patch.setenv("PORTABILITY_TOKEN_KEY", str(told.token_key))


def everything(told: Settings) -> dict[str, list[bytes]]:
    """All rows of all tables, as text."""
    opened = Database(told)
    with opened.operator(reads=True) as session:
        found = {t.name: sorted(rows.line(dict(r)) for r in session.connection().execute(select(t)).mappings()) for t in rows.kept()}
    opened.engine.dispose()
    return found


@pytest.fixture
def copy(source: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    used(source, monkeypatch)
    assert backup([str(tmp_path / "copy"), "--with-keys"]) == 0
    return tmp_path / "copy"


def test_everything_comes_back_and_the_records_verify(
    source: Settings, target: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    used(source, monkeypatch)
    assert backup([str(tmp_path / "copy"), "--with-keys"]) == 0
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600
    used(target, monkeypatch)
    assert restore([str(tmp_path / "copy"), "--with-keys"]) == 0
    assert "alder: 7 records, all as they were written" in capsys.readouterr().out
    before = everything(source)
    assert all(before[name] for name in ("tenants", "api_keys", "decision_records", "record_chains", "drafts", "batches", "rule_file"))
    assert everything(target) == before
    assert target.record_key.read_bytes() == source.record_key.read_bytes()
    records = Records(Database(target))
    records.keep("alder", "credential", ANSWER)
    assert verify(records, "alder") == (8, [])
    records.database.engine.dispose()


def test_a_database_that_holds_something_is_not_written_over(source: Settings, target: Settings, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    used(target, monkeypatch)
    assert restore([str(copy), "--with-keys"]) == 0
    opened = Database(target)
    admin.add_tenant(opened, "cedar", "Cedar", per_minute=0, per_day=0, origins=(), frames=())
    before = everything(target)
    with pytest.raises(InputRefused, match="not-empty"):
        restore([str(copy)])
    assert everything(target) == before
    assert restore([str(copy), "--replace"]) == 0
    assert everything(target) == everything(source)
    opened.engine.dispose()


def test_a_job_that_ended_since_the_copy_is_done_again(archive_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What workers remember of jobs is as old as the copy: one that stands open in it is not taken for done."""
    with storing(archive_url, tmp_path) as tenant:
        used(tenant.service.database.settings, monkeypatch)
        id = tenant.job("check", tenant.draft(NEW))
        assert backup([str(tmp_path / "copy")]) == 0
        assert done(tenant, id) == "done"
        tenant.service.database.engine.dispose()
        assert restore([str(tmp_path / "copy"), "--replace"]) == 0
        assert tenant.ask("GET", f"/jobs/{id}").json()["state"] == "queued"
        assert done(tenant, id) == "done"


def done(tenant: Storing, id: str) -> str:
    """The state of a job once workers had time for it."""
    workers = Workers(tenant.service.database, tenant.service.jobs, 1)
    workers.start()
    until = time.monotonic() + 60
    while (state := str(tenant.ask("GET", f"/jobs/{id}").json()["state"])) != "done" and time.monotonic() < until:
        time.sleep(0.2)
    workers.stop()
    return state


def test_keys_are_left_out_and_the_right_ones_are_needed(source: Settings, target: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    used(source, monkeypatch)
    assert backup([str(tmp_path / "plain")]) == 0
    secret = json.loads(source.record_key.read_text())["d"]
    assert not any(secret.encode() in zipfile.ZipFile(tmp_path / "plain").read(name) for name in zipfile.ZipFile(tmp_path / "plain").namelist())
    used(target, monkeypatch)
    with pytest.raises(InputRefused, match="other-key"):
        restore([str(tmp_path / "plain")])
    assert not target.record_key.exists()
    with pytest.raises(InputRefused, match="no-keys"):
        restore([str(tmp_path / "plain"), "--with-keys"])
    Records(Database(target)).seal.sign("x")  # a key of its own
    with pytest.raises(InputRefused, match="other-key"):
        restore([str(tmp_path / "plain")])
    assert not any(found for name, found in everything(target).items() if name != "rule_file")
    target.record_key.write_bytes(source.record_key.read_bytes())
    assert restore([str(tmp_path / "plain")]) == 0
    assert everything(target) == everything(source)


def test_a_damaged_copy_changes_nothing(target: Settings, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    used(target, monkeypatch)
    whole = copy.read_bytes()
    assert restore([str(copy), "--check"]) == 0
    bad = tmp_path / "bad"
    for place in range(0, len(whole), max(1, len(whole) // 97)):
        bad.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        try:
            told = Copy(bad)
        except InputRefused as refused:
            assert refused.problems[0].code in ("damaged", "other-version")
        else:  # a byte of the frame of the file, such as the date of a member: what is read is the same
            good = Copy(copy)
            assert told.manifest == good.manifest
            assert all(list(told.rows(t)) == list(good.rows(t)) for t in rows.kept())
    for content in (b"", b"no copy", whole[: len(whole) // 2]):
        bad.write_bytes(content)
        with pytest.raises(InputRefused, match="damaged"):
            restore([str(bad)])
    changed = tmp_path / "changed"
    with zipfile.ZipFile(copy) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"Alder", b"Elder") if name.startswith("tables/tenants") else old.read(name))
    with pytest.raises(InputRefused, match="damaged"):
        restore([str(changed)])
    with pytest.raises(InputRefused, match="there"):
        backup([str(copy)])


#: Keeps records until it is ended, and tells of each.
WRITER = """
import sys
from pathlib import Path
from api.records.chain import Records
from tests.api.databases import database
from tests.records.answers import ANSWER
records = Records(database(sys.argv[1], record_key=Path(sys.argv[2])))
while True:
    records.keep("alder", "contribution-record", ANSWER)
    print("kept", flush=True)
"""


def test_a_copy_made_while_records_are_kept_is_of_one_instant(
    archive_url: str, target: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chain and records are read together, whatever is written in between."""
    (tmp_path / "source").mkdir()
    told = settings(archive_url, tmp_path / "source")
    opened = database(archive_url, record_key=told.record_key)
    admin.add_tenant(opened, "alder", "alder", per_minute=0, per_day=0, origins=(), frames=())
    keep(Records(opened), "alder", [9, 8])
    used(told, monkeypatch)
    command = [sys.executable, "-c", WRITER, archive_url, str(told.record_key)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        try:
            for number in range(3):
                assert writer.stdout.readline() == "kept\n"
                assert backup([str(tmp_path / f"copy-{number}"), "--with-keys"]) == 0
                assert writer.stdout.readline() == "kept\n"
        finally:
            writer.kill()
    used(target, monkeypatch)
    for number in range(3):
        assert restore([str(tmp_path / f"copy-{number}"), "--with-keys", "--replace"]) == 0
        read, found = verify(Records(Database(target)), "alder")
        assert (read > 2, found) == (True, [])
    opened.engine.dispose()
