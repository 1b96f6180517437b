"""A canary name, number and birth date in every input of every route leaves no trace: in no log, error, figure, table, address or file."""

from __future__ import annotations

import datetime
import logging
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import pytest
from fastapi import Depends, FastAPI, Request
from fastapi.testclient import TestClient
from starlette.responses import Response

from api.app import create_app
from api.logs import formatter
from api.problems import HttpProblem
from api.security import admin
from api.security.access import limited
from api.security.principal import Principal
from api.security.scopes import SCOPES
from api.service import Service
from api.settings import Settings
from api.storage.rule_file import RuleFileRow
from tests.api import canaries
from tests.api.canaries import NAME


@pytest.fixture
def app(archive_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FastAPI]:
    """An application whose every file lies in one folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "PORTABILITY_BATCHES"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    told = {"DATABASE_URL": archive_url, "PORTABILITY_METRICS": "open", "PORTABILITY_ANONYMOUS_LIMIT": "off"}
    service = Service(settings=Settings.read(told))
    yield create_app(service)
    service.database.engine.dispose()


@pytest.fixture
def key(app: FastAPI) -> str:
    database = app.state.service.database
    admin.add_tenant(database, "alder", "Alder", per_minute=0, per_day=0, origins=["https://alder.example"], frames=["https://alder.example"])
    return admin.add_key(database, "alder", "key", SCOPES).shown


def found(
    app: FastAPI, key: str, folder: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> tuple[set[str], set[tuple[int, str]]]:
    """Where traces are found, and the statuses that came with their paths."""
    places, statuses = set(), set()
    lines = formatter()
    with caplog.at_level(logging.DEBUG), TestClient(app, raise_server_exceptions=False) as client:
        for response in canaries.asked(client, key):
            statuses.add((response.status_code, response.request.url.path))
            places |= {f"answer of {response.request.method} {response.status_code}"} if canaries.in_answer(response) else set()
        assert set(canaries.in_tables(app.state.service)) >= set(canaries.KEPT_IN)
        assert canaries.deleted(client, key) == len(canaries.KEPT_IN)
        places |= {"figures"} if canaries.traces(client.get("/metrics").text) else set()
    ours = [r for r in caplog.records if r.name.startswith("portability")]
    assert len(ours) > len(app.routes)
    written = [lines.format(r) for r in caplog.records] + [f"{r.getMessage()} {r.__dict__}" for r in ours]
    places |= {"log"} if any(canaries.traces(line) for line in written) else set()
    places |= {"output"} if canaries.traces("".join(capfd.readouterr())) else set()
    places |= {f"table {name}" for name in canaries.in_tables(app.state.service)}
    places |= {f"file {Path(name).name}" for name in canaries.in_files(folder)}
    return places, statuses


def test_a_person_leaves_no_trace(
    app: FastAPI, key: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    places, statuses = found(app, key, tmp_path, caplog, capfd)
    assert app.state.service.records.page("alder")
    assert places == set()
    assert {status for status, _ in statuses} >= {200, 201, 400, 401, 404, 405, 415, 422}
    assert [path for status, path in statuses if status >= 500] == []
    read = {
        "/",
        "/periods",
        "/interview",
        "/what-if",
        "/move",
        "/save",
        "/open",
        "/answer.json",
        "/answer.pdf",
        "/v1/access",
        "/v1/credentials/verify",
        "/v1/decisions/contribution-record",
        "/v1/decisions/credential",
    }
    assert {path for status, path in statuses if status == 200} >= read


def test_traces_are_found_where_they_are(
    app: FastAPI, key: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """Routes that write a person down in each of these places are caught in each."""

    @app.post("/v1/leaking")
    async def leaking(request: Request, _who: Annotated[Principal, Depends(limited())]) -> Response:
        logging.getLogger("portability").info("answered", extra={"method": NAME})
        app.state.metrics.answered(NAME, "/v1/leaking", 200, 0.0)
        print(NAME)
        (tmp_path / "left-behind").write_bytes(await request.body())
        with app.state.service.database.shared() as session:
            session.add(RuleFileRow(sha256=uuid.uuid4().hex * 2, path="x", text=NAME, first_seen=datetime.datetime.now(datetime.UTC)))
        raise HttpProblem(422, "odd", "Odd", f"{NAME} is odd.", headers={"Location": f"/people/{NAME}"})

    places, _ = found(app, key, tmp_path, caplog, capfd)
    assert places >= {"answer of POST 422", "figures", "log", "output", f"table {RuleFileRow.__tablename__}", "file left-behind"}
