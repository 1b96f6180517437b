"""Somebody who signed in hands in a canary name, number and birth date wherever the pages ask for something: they stand nowhere else."""

from __future__ import annotations

import base64
import logging
import threading
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Annotated

import pytest
from fastapi import Depends, FastAPI, Request
from fastapi.testclient import TestClient
from httpx2 import Response as Answer
from starlette.responses import HTMLResponse, Response

from api.bodies import form
from api.jobs.working import Working
from api.security.access import signed_in
from api.security.principal import Principal
from tests.api import canaries
from tests.api.handing_in import Handing, addresses
from tests.api.one_folder import TENANT, application, keyed, left_behind

#: Where what was handed in stands until it is deleted, and what jobs found in it.
ALLOWED = {"drafts", "batches", "batch_results", "job_documents"}

Signed = Annotated[Principal, Depends(signed_in("drafts:read"))]


@pytest.fixture
def app(archive_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FastAPI]:
    with application(archive_url, tmp_path, monkeypatch) as made:
        yield made


@pytest.fixture
def key(app: FastAPI) -> str:
    return keyed(app)


def handed_in(app: FastAPI, key: str, folder: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> tuple[set[str], set[str]]:
    """Where traces are found after somebody who signed in sent them in every form, and the routes that no form led to."""
    places, failed, service = set[str](), list[str](), app.state.service
    with caplog.at_level(logging.DEBUG), TestClient(app, raise_server_exceptions=False, headers={"Sec-Fetch-Site": "same-origin"}) as client:
        client.post("/sign-in", data={"key": key})
        handing = Handing(client, service, str(client.cookies["portability"]))

        def look(answers: Iterable[Answer]) -> None:
            for response in answers:
                at = f"{response.request.method} {response.request.url.path}"
                failed.extend([at] if response.status_code >= 500 else [])
                places.update({f"address of {at}"} if addresses(response) else set())

        look(chain(handing.forms(), handing.anything()))
        for job in service.jobs.page(TENANT, None, 100, state="queued"):
            if job["kind"] in ("check", "test", "batch-verify"):
                Working(service.database, threading.Event()).work(job["id"])
        look(handing.looks())
        places |= {f"table {name}" for name in set(canaries.in_tables(service)) - ALLOWED}
        look(handing.ends())
        places |= {"figures"} if canaries.traces(client.get("/metrics").text) else set()
        assert canaries.deleted(client, key) > 0
        assert failed == []
    return places | left_behind(app, folder, caplog, capfd), handing.unsent


def test_who_signed_in_leaves_no_trace(
    app: FastAPI, key: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """Every form of every page leads somewhere, and nothing of it stands anywhere but in what was handed in, until that is deleted."""
    places, unsent = handed_in(app, key, tmp_path, caplog, capfd)
    assert (places, unsent) == (set(), set())


def test_a_form_that_leaks_is_found(
    app: FastAPI, key: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """A page of tenants whose form sets a cookie in which the canary stands in other letters; and a route that no form leads to."""

    @app.get("/ministry/odd")
    async def asks(_who: Signed) -> Response:
        return HTMLResponse('<form method="post" action="/ministry/odd"><input name="name"><button></button></form>')

    @app.post("/ministry/odd")
    async def leaks(request: Request, _who: Signed) -> Response:
        name = (await form(request)).get("name", "")
        response = Response()
        response.set_cookie("name", base64.urlsafe_b64encode(name.encode()).decode())
        return response

    @app.post("/ministry/forgotten")
    async def forgotten(_who: Signed) -> Response:
        return Response()

    places, unsent = handed_in(app, key, tmp_path, caplog, capfd)
    assert "address of POST /ministry/odd" in places
    assert unsent == {"/ministry/forgotten"}
