"""Jobs of `portability serve`: done beside one process that answers or several, left by a stop, and done by whoever starts next."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from api.security import admin
from tests.api.databases import database
from tests.api.stored import AMENDMENT
from tests.editions.serving import Served, served

SCOPES = ("drafts:write", "jobs:read", "jobs:write")
FORM = b'--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n' + AMENDMENT + b"\r\n--b--\r\n"


def begun(running: Served, key: str, kind: str) -> str:
    """The id of a job on a draft."""
    draft = running.ask("/v1/drafts", key=key, raw=FORM, **{"Content-Type": "multipart/form-data; boundary=b"})[1]["id"]
    return str(running.ask("/v1/jobs", {"kind": kind, "draft": draft}, key)[1]["id"])


def seen(running: Served, key: str, id: str, *states: str) -> dict[str, Any]:
    """The job once it has one of these states, whichever process is asked."""
    until = time.monotonic() + 120
    while (told := running.ask(f"/v1/jobs/{id}", key=key)[1])["state"] not in states and time.monotonic() < until:
        time.sleep(0.1)
    return dict(told)


def left(folder: Path) -> list[str]:
    """Processes that know a folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found += [path.parent.name] if str(folder) in path.read_text() else []
        except OSError:
            continue
    return found


@pytest.mark.parametrize("workers", [1, 2])
def test_a_stop_leaves_a_job_to_the_next(archive_url: str, tmp_path: Path, workers: int) -> None:
    names = {"DATABASE_URL": archive_url, "PORTABILITY_JOBS_FOLDER": str(tmp_path / "jobs"), "PORTABILITY_EDITIONS": str(tmp_path / "editions")}
    opened = database(archive_url)
    admin.add_tenant(opened, "alder", "Alder", per_minute=0, per_day=0, origins=(), frames=())
    key = admin.add_key(opened, "alder", "key", SCOPES).shown
    opened.engine.dispose()
    with served(tmp_path, workers, **names) as running:
        assert seen(running, key, begun(running, key, "check"), "done", "failed")["state"] == "done"
        id = begun(running, key, "prove")
        assert seen(running, key, id, "running", "done")["state"] == "running"
    assert left(tmp_path / "jobs") == []
    with served(tmp_path, workers, **names) as running:
        told = seen(running, key, id, "done", "failed")
    assert (told["state"], told["attempt"]) == ("done", 1)
    assert list((tmp_path / "jobs").iterdir()) == []
