"""One archive under several processes, and under a server that is set otherwise, ends a connection or has no driver here."""

from __future__ import annotations

import datetime
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from api.storage.archive import PREFIX, Archive
from api.storage.rule_file import RuleFileRow
from engine.problems import InputRefused
from tests.api.databases import database
from tests.repository.tree import ROOT

#: Opens the archive and keeps every file that is told, on a signal: so both begin with an empty database and meet at each file.
WORKER = """
import json, sys
from pathlib import Path
from api.storage.archive import Archive
from tests.api.databases import database
url, home, rules = json.loads(sys.stdin.readline())
print("ready", flush=True)
sys.stdin.readline()
archive = Archive(database(url))
archive.keep(Path(home), [{"receipt": {"rules": rules}}])
print(json.dumps([archive.broken, archive.lost]))
"""


def written(home: Path, files: int) -> dict[str, str]:
    """Files under a folder, as a receipt names them."""
    rules = {}
    for number in range(files):
        told = f"file: {number}\n".encode()
        (home / f"{number}.yaml").write_bytes(told)
        rules[f"{number}.yaml"] = PREFIX + hashlib.sha256(told).hexdigest()
    return rules


def decided(rules: dict[str, str]) -> list[dict[str, Any]]:
    return [{"receipt": {"rules": rules}}]


def test_processes_that_archive_the_same_files_at_once(archive_url: str, tmp_path: Path) -> None:
    rules = written(tmp_path, 25)
    command = [sys.executable, "-c", WORKER]
    workers = [subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for worker in workers:
        assert worker.stdin
        worker.stdin.write(json.dumps([archive_url, str(tmp_path), rules]) + "\n")
        worker.stdin.flush()
    for worker in workers:
        assert worker.stdout
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        assert worker.stdin
        worker.stdin.write("go\n")
        worker.stdin.flush()
    assert [json.loads(worker.communicate(timeout=60)[0]) for worker in workers] == [["", []], ["", []]]
    assert Archive(database(archive_url)).texts(rules.values()).keys() == set(rules.values())


def test_a_file_that_another_kept_meanwhile_is_kept(archive_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the look and the insert another process keeps the file: its row stays, and nothing is broken."""
    ((path, told),) = written(tmp_path, 1).items()
    archive = Archive(database(archive_url))
    with Session(archive.database.engine) as session:
        session.add(RuleFileRow(sha256=told.removeprefix(PREFIX), path=path, text="first", first_seen=datetime.datetime.now(datetime.UTC)))
        session.commit()
    monkeypatch.setattr(Session, "get", lambda *told: None)
    archive.keep(tmp_path, decided({path: told}))
    assert archive.broken == ""
    assert archive.texts([told]) == {told: "first"}


def test_a_connection_that_the_server_ended_is_made_anew(archive_url: str, tmp_path: Path) -> None:
    rules = written(tmp_path, 1)
    archive = Archive(database(archive_url))
    if archive.database.engine.dialect.name == "postgresql":
        other = database(archive_url).engine
        with other.connect() as connection:
            end = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
            assert all(connection.execute(text(end)).scalars().all())
        other.dispose()
    archive.keep(tmp_path, decided(rules))
    assert archive.broken == ""
    assert archive.texts(rules.values()).keys() == set(rules.values())


def test_the_instant_does_not_depend_on_the_zone_of_the_server(archive_url: str, tmp_path: Path) -> None:
    opened = database(archive_url)
    engine = opened.engine
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text(f"alter database {engine.url.database} set timezone to 'Asia/Manila'"))
        engine.dispose()
    Archive(opened).keep(tmp_path, decided(written(tmp_path, 1)))
    with Session(engine) as session:
        seen = session.exec(select(RuleFileRow)).one().first_seen
    assert abs(datetime.datetime.now(datetime.UTC) - seen) < datetime.timedelta(minutes=5)


def test_a_driver_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(InputRefused, match=r"no module psycopg.*psycopg\[binary\]"):
        database("postgres://anybody:secret@127.0.0.1:1/archive")
