"""An application whose every file lies in one folder, a tenant of it, and where traces of the canary are left there."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi import FastAPI

from api.app import create_app
from api.logs import formatter
from api.security import admin
from api.security.scopes import SCOPES
from api.service import Service
from api.settings import Settings
from tests.api import canaries

TENANT = "alder"


@contextmanager
def application(url: str, folder: Path, patch: pytest.MonkeyPatch) -> Iterator[FastAPI]:
    """The application at a database; whatever it writes beside that lies below the folder."""
    patch.chdir(folder)
    for name in ("HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "PORTABILITY_BATCHES"):
        patch.setenv(name, str(folder / "home"))
    (folder / "temporary").mkdir()
    patch.setattr(tempfile, "tempdir", str(folder / "temporary"))
    told = {"DATABASE_URL": url, "PORTABILITY_METRICS": "open", "PORTABILITY_ANONYMOUS_LIMIT": "off"}
    service = Service(settings=Settings.read(told))
    yield create_app(service)
    service.database.engine.dispose()


def keyed(app: FastAPI) -> str:
    """A key of a new tenant that may do everything."""
    database = app.state.service.database
    admin.add_tenant(database, TENANT, "Alder", per_minute=0, per_day=0, origins=["https://alder.example"], frames=["https://alder.example"])
    return admin.add_key(database, TENANT, "key", SCOPES).shown


def left_behind(app: FastAPI, folder: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> set[str]:
    """Where traces are found when all is over and everything that was kept is deleted."""
    lines = formatter()
    ours = [r for r in caplog.records if r.name.startswith("portability")]
    assert len(ours) > len(app.routes)
    written = [lines.format(r) for r in caplog.records] + [f"{r.getMessage()} {r.__dict__}" for r in ours]
    places = {"log"} if any(canaries.traces(line) for line in written) else set()
    places |= {"output"} if canaries.traces("".join(capfd.readouterr())) else set()
    places |= {f"table {name}" for name in canaries.in_tables(app.state.service)}
    return places | {f"file {Path(name).name}" for name in canaries.in_files(folder)}
