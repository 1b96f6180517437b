"""The two kinds of job that take longest, accepted by the service and done by its workers to their very end: a report and a proof."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fastapi.testclient import TestClient

from api.security import admin
from api.service import Service
from tests.api.desks import SCOPES, signed, working
from tests.api.stored import AMENDMENT
from tests.api.test_pages import sound

WHEN = "2026-11-01"


@pytest.fixture
def service(archive_url: str, tmp_path: Path) -> Iterator[Service]:
    with working(archive_url, tmp_path) as found:
        yield found


class Partner:
    """Somebody at a desk, whose programs ask with a key of the same tenant."""

    def __init__(self, service: Service) -> None:
        self.browser: TestClient = signed(service)
        self.key = {"Authorization": f"Bearer {admin.add_key(service.database, 'alder', 'key', SCOPES).shown}"}

    def done(self, kind: str, **options: Any) -> dict[str, Any]:
        """A job of this kind on a draft, once it has ended."""
        draft = self.browser.post("/v1/drafts", headers=self.key, files={"file": AMENDMENT}).json()["id"]
        begun = self.browser.post("/v1/jobs", headers=self.key, json={"kind": kind, "draft": draft, "options": {"as_of": WHEN, **options}})
        assert begun.status_code == 202, begun.text
        at, until = begun.headers["location"], time.monotonic() + 300
        while (told := self.browser.get(at, headers=self.key)).headers.get("retry-after") and time.monotonic() < until:
            time.sleep(0.3)
        return dict(told.json())

    def document(self, job: dict[str, Any], name: str) -> tuple[str, bytes]:
        """Kind and bytes of what came out, which the desk gives as the API does."""
        told = self.browser.get(f"/v1/jobs/{job['id']}/documents/{name}", headers=self.key)
        desk = self.browser.get(f"/ministry/jobs/{job['id']}/documents/{name}")
        assert (told.status_code, told.content, told.headers["content-type"]) == (200, desk.content, desk.headers["content-type"])
        return told.headers["content-type"], told.content


def test_a_report_ends_as_a_page_a_pdf_and_data(service: Service, tmp_path: Path) -> None:
    partner = Partner(service)
    job = partner.done("report")
    assert (job["state"], job["findings"], job["problems"]) == ("done", True, []), job
    assert job["documents"] == ["report.html", "report.json", "report.pdf"]

    kind, raw = partner.document(job, "report.json")
    told = json.loads(raw)
    assert (kind, told["not_done"]) == ("application/json", {})
    assert {p["benefit"] for p in told["fairness_to_the_person"]["persons"] if p["change"] == "loses"} == {"cpp-survivors"}
    assert str(tmp_path) not in raw.decode()

    kind, raw = partner.document(job, "report.html")
    assert kind == "text/html; charset=utf-8" and raw.decode().count("<h1>") == 1 and b"<script" not in raw

    kind, raw = partner.document(job, "report.pdf")
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        assert kind == "application/pdf" and len(pdf.pages) > 3

    page = partner.browser.get(f"/ministry/jobs/{job['id']}")
    sound(page.text)
    assert all(f"/ministry/jobs/{job['id']}/documents/{name}" in page.text for name in job["documents"])
    assert not list((tmp_path / "jobs").iterdir())


def test_a_proof_ends_with_two_persons_where_something_does_not_hold(service: Service) -> None:
    partner = Partner(service)
    job = partner.done("prove")
    assert (job["state"], job["findings"], job["documents"]) == ("done", True, ["result.json"]), job
    told = json.loads(partner.document(job, "result.json")[1])
    refuted = {p["property"]: p for p in told["properties"] if p["result"] == "refuted"}
    assert len(refuted["irrelevance.claimant.nationalities"]["persons"]) == 2
    assert any(p["result"] == "proved" for p in told["properties"])
    assert "Irrelevance: claimant: nationalities" in partner.browser.get(f"/ministry/jobs/{job['id']}").text


def test_a_proof_of_one_property_tells_of_that_alone(service: Service) -> None:
    partner = Partner(service)
    job = partner.done("prove", properties=["irrelevance.claimant.nationalities"])
    told = json.loads(partner.document(job, "result.json")[1])
    assert {p["property"] for p in told["properties"]} == {"irrelevance.claimant.nationalities"}
