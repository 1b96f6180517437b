"""A canary name, number and birth date in every input of every route leaves no trace: in no log, error, figure, table, address or file."""

from __future__ import annotations

import datetime
import logging
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import pytest
from fastapi import Depends, FastAPI, Request
from fastapi.testclient import TestClient
from starlette.responses import Response

from api.problems import HttpProblem
from api.security.access import limited
from api.security.principal import Principal
from api.storage.rule_file import RuleFileRow
from tests.api import canaries
from tests.api.canaries import NAME
from tests.api.one_folder import application, keyed, left_behind


@pytest.fixture
def app(archive_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FastAPI]:
    with application(archive_url, tmp_path, monkeypatch) as made:
        yield made


@pytest.fixture
def key(app: FastAPI) -> str:
    return keyed(app)


def found(
    app: FastAPI, key: str, folder: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> tuple[set[str], set[tuple[int, str]]]:
    """Where traces are found, and the statuses that came with their paths."""
    places, statuses = set[str](), set()
    with caplog.at_level(logging.DEBUG), TestClient(app, raise_server_exceptions=False) as client:
        for response in canaries.asked(client, key):
            statuses.add((response.status_code, response.request.url.path))
            places |= {f"answer of {response.request.method} {response.status_code}"} if canaries.in_answer(response) else set()
        assert set(canaries.in_tables(app.state.service)) >= set(canaries.KEPT_IN)
        assert canaries.deleted(client, key) == len(canaries.KEPT_IN)
        places |= {"figures"} if canaries.traces(client.get("/metrics").text) else set()
    return places | left_behind(app, folder, caplog, capfd), statuses


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
