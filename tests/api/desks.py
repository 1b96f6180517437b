"""A partner at a desk: a service whose jobs are done, somebody signed in, and waiting for a page to come to its end."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fastapi.testclient import TestClient

from api.app import create_app
from api.jobs.workers import Workers
from api.security import admin
from api.service import Service
from api.settings import Settings

SCOPES = ["batches:read", "batches:write", "drafts:read", "drafts:write", "jobs:read", "jobs:write"]


@contextmanager
def working(url: str, folder: Path) -> Iterator[Service]:
    """A service with one worker, whose files lie in a folder."""
    told = {"DATABASE_URL": url, "PORTABILITY_TOKEN_KEY": str(folder / "token.json"), "PORTABILITY_JOBS_FOLDER": str(folder / "jobs")}
    service = Service(settings=Settings.read(told | {"PORTABILITY_ANONYMOUS_LIMIT": "off", "PORTABILITY_JOBS": "1"}))
    for name in ("alder", "birch"):
        admin.add_tenant(service.database, name, name.title(), per_minute=0, per_day=0, origins=(), frames=())
    workers = Workers(service.database, service.jobs, 1)
    workers.start()
    try:
        yield service
    finally:
        workers.stop()
        service.database.engine.dispose()


def signed(service: Service, tenant: str = "alder", scopes: list[str] | None = None) -> TestClient:
    """A browser of somebody who signed in."""
    client = TestClient(create_app(service), raise_server_exceptions=False, headers={"Sec-Fetch-Site": "same-origin"})
    key = admin.add_key(service.database, tenant, "key", scopes or SCOPES).shown
    assert client.post("/sign-in", data={"key": key}, follow_redirects=False).status_code == 303
    return client


def ended(client: TestClient, path: str, seconds: float = 300) -> str:
    """The page once its job has come to its end; while it has not, it asks browsers without scripts to look again."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        response = client.get(path)
        assert response.status_code == 200, response.text
        if 'http-equiv="refresh"' not in response.text:
            return response.text
        time.sleep(0.3)
    raise AssertionError("the job does not end")
