"""Figures: counted by pattern, bounded whatever is sent, and read by whom the setting lets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.security import admin
from api.service import Service
from api.settings import Settings
from tests.api.cases import YES

Make = Callable[[str], TestClient]


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Make]:
    """A client of a service with this value of the setting."""
    clients: list[TestClient] = []

    def make(metrics: str) -> TestClient:
        told = {"DATABASE_URL": f"sqlite:///{tmp_path}/d.db", "PORTABILITY_METRICS": metrics, "PORTABILITY_IN_FLIGHT": "1"}
        clients.append(TestClient(create_app(Service(settings=Settings.read(told))), raise_server_exceptions=False))
        return clients[-1]

    yield make
    for client in clients:
        client.close()


def series(client: TestClient) -> dict[str, float]:
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in client.get("/metrics").text.splitlines() if line[0] != "#"}


def test_answers_are_counted_by_method_pattern_and_status(made: Make) -> None:
    client = made("open")
    client.get("/v1/instruments/de-us")
    client.get("/v1/instruments/us-de")
    client.get("/v1/instruments/de-us")
    client.post("/v1/decisions/contribution-record", json=YES)
    found = series(client)
    assert found['portability_requests_total{method="GET",route="/v1/instruments/{id}",status="200"}'] == 2
    assert found['portability_requests_total{method="GET",route="/v1/instruments/{id}",status="404"}'] == 1
    assert found['portability_request_seconds_count{route="/v1/decisions/contribution-record"}'] == 1
    assert found["portability_requests_in_flight"] == 0
    assert found["portability_requests_shed_total"] == 0
    assert client.get("/metrics").headers["content-type"].startswith("text/plain; version=")


def test_what_is_sent_makes_no_series(made: Make) -> None:
    client = made("open")
    client.get("/nothing-0")
    client.request("ODD", "/nothing")
    series(client)
    before = series(client).keys()
    for number in range(30):
        client.request(f"ODD{chr(65 + number)}", f"/nothing-{number}?a={number}", headers={"X-Odd": str(number), "User-Agent": str(number)})
        client.get(f"/nothing-{number}")
    after = series(client).keys()
    assert after == before
    assert {m for key in after for m in re.findall(r'method="([^"]*)"', key)} == {"GET", "(odd)"}


def test_figures_take_a_key_with_the_scope(made: Make) -> None:
    client = made("key")
    service: Service = client.app.state.service  # type: ignore[attr-defined]
    admin.add_tenant(service.database, "alder", "Alder", per_minute=0, per_day=0, origins=(), frames=())
    statuses = [client.get("/metrics").status_code]
    for scope in ("statistics:read", "operations"):
        key = admin.add_key(service.database, "alder", "key", [scope]).shown
        statuses.append(client.get("/metrics", headers={"Authorization": f"Bearer {key}"}).status_code)
    assert statuses == [401, 403, 200]


def test_figures_can_be_switched_off(made: Make) -> None:
    assert made("off").get("/metrics").status_code == 404
