"""Results of a batch as a file: asked for by name or by Accept, the same as the page gives, sent row by row, and no cell a formula."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from api.batches import looking
from api.batches.batches import SentBatch
from api.jobs.taking import Taking
from api.routes.files import MEDIA, wanted
from tests.api.stored import CANDIDATES, Storing, storing

CSV, XLSX = (media.partition(";")[0] for media in MEDIA.values())
ROW = {"row": 2, "code": "consent_missing", "problems": [], "notes": [], "consent": "not-given"}


@pytest.fixture
def tenant(archive_url: str, tmp_path: Path) -> Iterator[Storing]:
    with storing(archive_url, tmp_path) as found:
        yield found


def found(tenant: Storing, rows: int, candidate: str = "row-1") -> tuple[str, str]:
    """A batch with so many results, and the job that found them."""
    batch = tenant.service.batches.create("alder", SentBatch(b"candidate\nrow-1\n"))[0]["id"]
    job, taking = tenant.job("batch-verify", batch), Taking(tenant.service.database)
    taken = taking.take(job)
    assert taken
    taking.rows(taken, [json.dumps(ROW | {"row": n, "candidate": candidate}) for n in range(2, rows + 2)], first=True)
    taking.done(taken, [], findings=False)
    return batch, job


def test_a_batch_is_taken_along_as_a_file(tenant: Storing) -> None:
    batch = tenant.ask("POST", "/credential-batches", files={"file": CANDIDATES}).json()["id"]
    at = f"/credential-batches/{batch}/results"
    assert tenant.ask("GET", f"{at}?format=csv").status_code == 404
    assert tenant.done("batch-verify", batch, as_of="2026-01-01")["state"] == "done"
    pages = tenant.ask("GET", at).json()["results"]
    answer = tenant.ask("GET", f"{at}?format=csv")
    assert (answer.headers["content-type"], answer.headers["cache-control"]) == (MEDIA[".csv"], "no-store")
    assert answer.headers["content-disposition"] == 'attachment; filename="results.csv"' and "Accept" in answer.headers["vary"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(int(r["row"]), r["code"]) for r in rows] == [(r["row"], r["code"]) for r in pages]
    sheet = load_workbook(io.BytesIO(tenant.ask("GET", f"{at}?format=xlsx").content)).worksheets[0]
    assert [[str(c.value or "") for c in row] for row in sheet.iter_rows()] == [list(rows[0]), *(list(r.values()) for r in rows)]
    assert tenant.ask("GET", f"{at}?format=exe").status_code == 422

    tenant.client.headers["Sec-Fetch-Site"] = "same-origin"
    tenant.client.post("/sign-in", data={"key": tenant.key})
    assert tenant.client.get(f"/recruiters/lists/{batch}/results.csv").content == answer.content


@pytest.mark.parametrize(
    ("accept", "format", "ending"),
    [
        ("", None, ""),
        ("*/*", None, ""),
        (CSV, None, ".csv"),
        ("TEXT/CSV; charset=utf-8", None, ".csv"),
        (f"application/json;q=0.5, {CSV}", None, ".csv"),
        (f"{CSV}, application/json", None, ".csv"),
        (f"application/json, {CSV}", None, ""),
        (f"{CSV};q=0", None, ""),
        (f"{CSV};q=much, {XLSX};q=0.1", None, ".xlsx"),
        ("text/html", None, ""),
        (CSV, "json", ""),
        ("application/json", "xlsx", ".xlsx"),
    ],
)
def test_what_is_asked_for(accept: str, format: str | None, ending: str) -> None:
    assert wanted(format, accept) == ending  # type: ignore[arg-type]


def test_accept_asks_for_a_file(tenant: Storing) -> None:
    batch, _ = found(tenant, 1, "=1+1")
    for media in (CSV, XLSX, "application/json"):
        headers = {"Authorization": f"Bearer {tenant.key}", "Accept": media}
        answer = tenant.client.get(f"/v1/credential-batches/{batch}/results", headers=headers)
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, media)
        if media == CSV:
            assert next(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))["candidate"] == "'=1+1"
        elif media == XLSX:
            cell = load_workbook(io.BytesIO(answer.content)).worksheets[0]["B2"]
            assert (cell.data_type, cell.value) == ("s", "'=1+1")


def test_whoever_takes_long_holds_nothing(tenant: Storing) -> None:
    """All rows come, however many are read at once; between them nothing of the database is held, so that a batch can be deleted."""
    batch, job = found(tenant, 1201)
    rows = csv.DictReader(io.StringIO(tenant.ask("GET", f"/credential-batches/{batch}/results?format=csv").content.decode("utf-8-sig")))
    assert [int(r["row"]) for r in rows] == list(range(2, 1203))
    slowly = looking.everything(tenant.service.database, "alder", job, {})
    assert next(slowly)["row"] == 2
    assert tenant.service.database.engine.pool.checkedout() == 0  # type: ignore[attr-defined]
    assert tenant.service.batches.delete("alder", batch)
    assert len(list(slowly)) == 499
