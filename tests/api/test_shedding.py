"""Load that is too much is turned away at once, and a stop answers what was begun."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import anyio
import httpx2
import pytest
from fastapi import FastAPI

from api import schemas
from api.app import create_app
from api.service import Service
from api.settings import Settings
from tests.api.cases import YES

URL = "/v1/decisions/contribution-record"


@pytest.fixture
def narrow(tmp_path: Path) -> FastAPI:
    """An application that works on two requests at once."""
    told = {
        "DATABASE_URL": f"sqlite:///{tmp_path}/d.db",
        "PORTABILITY_IN_FLIGHT": "2",
        "PORTABILITY_METRICS": "open",
        "PORTABILITY_ANONYMOUS_LIMIT": "off",
    }
    return create_app(Service(settings=Settings.read(told)))


def test_who_comes_when_there_is_too_much_is_told_when_to_come_back(narrow: FastAPI) -> None:
    statuses: list[int] = []

    async def body(go: anyio.Event) -> AsyncIterator[bytes]:
        await go.wait()
        yield json.dumps(YES).encode()

    async def all_at_once() -> httpx2.Response:
        transport = httpx2.ASGITransport(narrow)
        async with httpx2.AsyncClient(transport=transport, base_url="http://here") as client:

            async def slow(go: anyio.Event) -> None:
                sent = await client.post(URL, content=body(go), headers={"Content-Type": "application/json"})
                statuses.append(sent.status_code)

            go = anyio.Event()
            async with anyio.create_task_group() as group:
                group.start_soon(slow, go)
                group.start_soon(slow, go)
                await anyio.wait_all_tasks_blocked()
                turned_away = await client.post(URL, json=YES)
                assert (await client.get("/livez")).status_code == 200
                assert (await client.get("/readyz")).status_code == 200
                figures = (await client.get("/metrics")).text.splitlines()
                assert {"portability_requests_in_flight 2.0", "portability_requests_shed_total 1.0"} <= set(figures)
                go.set()
            statuses.append((await client.post(URL, json=YES)).status_code)
            return turned_away

    turned_away = anyio.run(all_at_once)
    assert turned_away.status_code == 503
    assert int(turned_away.headers["retry-after"]) > 0
    assert schemas.Problem.model_validate(turned_away.json()).type.endswith(":busy")
    assert turned_away.headers["x-request-id"] == turned_away.json()["request_id"]
    assert statuses == [200, 200, 200]


def test_short_cases_that_come_together_do_not_wait_unseen(narrow: FastAPI) -> None:
    statuses: list[int] = []

    async def together() -> None:
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(narrow), base_url="http://here") as client, anyio.create_task_group() as group:

            async def one() -> None:
                statuses.append((await client.post(URL, json=YES)).status_code)

            for _ in range(20):
                group.start_soon(one)

    anyio.run(together)
    assert sorted(statuses) == [200] * 2 + [503] * 18


def test_a_stop_answers_what_was_begun_and_takes_nothing_new(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "PORT": str(port), "DATABASE_URL": f"sqlite:///{tmp_path}/d.db"}
    command = [sys.executable, "-c", "import sys; from api.cli import serve; sys.exit(serve([]))"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        begun = _connected(port)
        text = json.dumps(YES).encode()
        begun.putrequest("POST", URL)
        begun.putheader("Content-Type", "application/json")
        begun.putheader("Content-Length", str(len(text)))
        begun.endheaders(text[:20])
        time.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
            except OSError:
                break
            time.sleep(0.1)
        else:
            pytest.fail("connections were still taken ten seconds after the stop")
        begun.send(text[20:])
        assert begun.getresponse().status == 200
        process.wait(20)
    finally:
        process.kill()
        process.wait(20)


def _connected(port: int) -> http.client.HTTPConnection:
    for _ in range(300):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.connect()
            return connection
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not start in 30 seconds")
