"""A service with two tenants over a database of its own, for what tenants store."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response

from api.app import create_app
from api.jobs.working import Working
from api.security import admin
from api.security.scopes import SCOPES
from api.service import Service
from api.settings import Settings

ROOT = Path(__file__).parents[2]
AMENDMENT = (ROOT / "examples/drafts/ca-in-with-a-nationality-clause.yaml").read_bytes()
NEW = (ROOT / "examples/drafts/ke-de-three-provisions-missing.yaml").read_bytes()
CANDIDATES = (ROOT / "examples/candidates.csv").read_bytes()


class Storing:
    """Asks as a tenant, and does the jobs of the service when it is told to."""

    def __init__(self, service: Service, client: TestClient) -> None:
        self.service, self.client, self.stopping = service, client, threading.Event()
        admin.add_tenant(service.database, "alder", "Alder", per_minute=0, per_day=0, origins=(), frames=())
        self.key = self.keyed(*SCOPES)

    def keyed(self, *scopes: str) -> str:
        return admin.add_key(self.service.database, "alder", "key", scopes).shown

    def ask(self, method: str, path: str, *, key: str = "", once: str = "", last: str = "", **sent: Any) -> Response:
        headers = {"Authorization": f"Bearer {key or self.key}"}
        headers |= {"Idempotency-Key": once} if once else {}
        headers |= {"Last-Event-ID": last} if last else {}
        return self.client.request(method, f"/v1{path}", headers=headers, **sent)

    def draft(self, text: bytes = AMENDMENT) -> str:
        return str(self.ask("POST", "/drafts", files={"file": text}).json()["id"])

    def job(self, kind: str, subject: str, **options: Any) -> str:
        on = "batch" if kind == "batch-verify" else "draft"
        return str(self.ask("POST", "/jobs", json={"kind": kind, on: subject, "options": options}).json()["id"])

    def worker(self) -> Working:
        return Working(self.service.database, self.stopping)

    def done(self, kind: str, subject: str, **options: Any) -> dict[str, Any]:
        """A job, done here and now; what is told of it."""
        id = self.job(kind, subject, **options)
        self.worker().work(id)
        return dict(self.ask("GET", f"/jobs/{id}").json())


@contextmanager
def storing(url: str, folder: Path, **settings: str) -> Iterator[Storing]:
    """The service at a database, with every file of jobs below a folder."""
    told = {"DATABASE_URL": url, "PORTABILITY_JOBS_FOLDER": str(folder / "jobs"), "PORTABILITY_TOKEN_KEY": str(folder / "token-key.json")}
    told |= {"PORTABILITY_RECORD_KEY": str(folder / "record-key.json"), "PORTABILITY_EDITIONS": str(folder / "editions"), **settings}
    service = Service(settings=Settings.read(told))
    with TestClient(create_app(service), raise_server_exceptions=False) as client:
        yield Storing(service, client)
    service.database.engine.dispose()
