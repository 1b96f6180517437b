"""A service whose login owns nothing, on a server of its own: the statements that docs/operations.md tells are all that it takes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, make_url

from api.service import GOLDEN_CASE
from benchmarks.cluster import Cluster
from tests.api.databases import SERVERS, statement
from tests.editions.serving import Served, served
from tests.repository.tree import ROOT

pytestmark = pytest.mark.skipif("postgresql" not in SERVERS, reason="no PostgreSQL server is given")
OWNER, LOGIN, DATABASE = "portability_owner", "portability_web", "portability"
KEY = ("decisions:ask", "drafts:write", "jobs:read", "jobs:write", "records:write", "statistics:give", "statistics:read")
ASK = "/v1/decisions/contribution-record"


def told_to_administrators() -> list[str]:
    """The statements of the manual, with names of our own."""
    part = (ROOT / "docs/operations.md").read_text(encoding="utf-8").partition("### Roles on PostgreSQL")[2].partition("\n## ")[0]
    found = re.findall(r"^    (.*);$", part, re.M)
    return [text.replace("OWNER", OWNER).replace("LOGIN", LOGIN).replace("DATABASE", DATABASE) for text in found]


@pytest.fixture(scope="module")
def addresses() -> Iterator[tuple[str, str]]:
    """A server of which nobody used anything, made ready by its administrator: addresses of the login and of the owner."""
    with tempfile.TemporaryDirectory(prefix="portability-logins-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        cluster = Cluster(folder / "postgresql")
        try:
            server = make_url(cluster.url).set(drivername="postgresql+psycopg", database=DATABASE)
            statement(*told_to_administrators(), url=server.set(database="postgres").render_as_string())
            yield tuple(server.set(drivername="postgresql", username=who).render_as_string() for who in (LOGIN, OWNER))  # type: ignore[misc]
        finally:
            cluster.stop()


def run(environment: Mapping[str, str], *words: str, code: int = 0) -> str:
    """What a command prints."""
    ended = subprocess.run(
        [sys.executable, "-m", "engine.cli", *words], env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    assert ended.returncode == code, ended.stderr
    return ended.stdout + ended.stderr


@contextmanager
def working(environment: Mapping[str, str]) -> Iterator[None]:
    """A process that does jobs; it must end by itself."""
    process = subprocess.Popen([sys.executable, "-m", "engine.cli", "work"], env={**os.environ, **environment})
    try:
        yield
        process.terminate()
        assert process.wait(60) == 0
    finally:
        process.kill()


def job_done(running: Served, key: str) -> dict[str, Any]:
    """A check of a draft, once it has ended."""
    body = b'--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\nagreement: aa-bb\n\r\n--b--\r\n'
    draft = running.ask("/v1/drafts", key=key, raw=body, **{"Content-Type": "multipart/form-data; boundary=b"})[1]["id"]
    job: dict[str, Any] = running.ask("/v1/jobs", {"kind": "check", "draft": draft}, key)[1]
    until = time.monotonic() + 60
    while job["state"] in ("queued", "running") and time.monotonic() < until:
        time.sleep(0.3)
        job = running.ask(f"/v1/jobs/{job['id']}", key=key)[1]
    return job


def everything_works(running: Served, key: str) -> None:
    """A decision that is kept as a record and counted, statistics, and a job."""
    assert running.ask(ASK, GOLDEN_CASE, key, Prefer="portability-record, portability-statistics")[0] == 200
    assert running.ask("/v1/statistics", key=key)[0] == 200
    assert running.ask("/readyz")[1]["migrations"]
    assert job_done(running, key)["state"] == "done"


def test_a_login_that_owns_nothing_is_enough(addresses: tuple[str, str], tmp_path: Path) -> None:
    """First with the owner's address at hand, then without: tables are made, jobs done, records kept, and all of it copied and put back."""
    login, owner = addresses
    files = {"PORTABILITY_TOKEN_KEY": "token.json", "PORTABILITY_RECORD_KEY": "record.json", "PORTABILITY_EDITIONS": "editions"}
    files |= {"PORTABILITY_JOBS_FOLDER": "jobs"}
    environment = {"DATABASE_URL": login, **{name: str(tmp_path / file) for name, file in files.items()}}
    both = environment | {"PORTABILITY_DATABASE_OWNER_URL": owner}
    alone = environment | {"PORTABILITY_MIGRATE": "off"}

    assert "old-tables" in run(alone, "tenants", "list", code=2)
    with served(tmp_path, 1, **both) as running:
        run(both, "tenants", "add", "alder", "--title", "Alder")
        key = re.search(r"ptk_\S+", run(both, "keys", "add", "alder", "--scopes", ",".join(KEY), "--days", "3"))[0]  # type: ignore[index]
        everything_works(running, key)
    assert owned_by(login) == {OWNER}

    run(both, "tenants", "migrate")
    with served(tmp_path, 1, **alone, PORTABILITY_JOBS="0") as running, working(alone):
        everything_works(running, key)
    assert "alder: 2 records, all as they were written" in run(alone, "records", "verify", "alder")
    run(alone, "retention", "run")
    run(alone, "backup", str(tmp_path / "copy.zip"))
    assert "alder: 2 records, all as they were written" in run(both, "restore", str(tmp_path / "copy.zip"), "--replace")
    with served(tmp_path, 1, **alone) as running:
        everything_works(running, key)


def owned_by(login: str) -> set[str]:
    """Who owns the tables and schemas that are there; the login must be able to look, and to touch none of them by itself."""
    engine = create_engine(make_url(login).set(drivername="postgresql+psycopg"))
    with engine.connect() as connection:
        told = "select tableowner from pg_tables where schemaname in ('public', 'dbos')"
        owners = set(connection.exec_driver_sql(told).scalars())
        great = connection.exec_driver_sql(
            "select rolsuper or rolcreaterole or rolcreatedb or rolbypassrls from pg_roles where rolname = current_user"
        )
        assert great.scalar() is False
        for table in ("tenants", "decision_records", "dbos.workflow_status"):
            with pytest.raises(Exception, match="permission denied"):
                connection.exec_driver_sql(f"select * from {table}")
            connection.rollback()
    engine.dispose()
    return owners
