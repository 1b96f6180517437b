"""A service of four tenants to which a thousand synthetic questions were given, on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.service import Service
from api.settings import Settings
from tests.api.databases import SERVERS, empty_database
from tests.statistics.giving import FIRST, Asked, clocked, questions, tenants
from tests.statistics.worlds import ADDRESSES, Counters, given


@dataclass(frozen=True)
class Given:
    """What was asked, what was truly counted, and everything that was published meanwhile and at the end."""

    service: Service
    client: TestClient
    asked: list[Asked]
    true: Counters
    read: list[str]
    published: list[bytes]


@pytest.fixture(params=SERVERS)
def archive_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind."""
    with empty_database(request.param, tmp_path / "deep") as url:
        yield url


@pytest.fixture(scope="session")
def asked() -> list[Asked]:
    return questions()


@pytest.fixture(scope="module", params=SERVERS)
def thousand(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, asked: list[Asked]) -> Iterator[Given]:
    folder = tmp_path_factory.mktemp("statistics")
    with empty_database(request.param, folder) as url:
        service = Service(settings=Settings.read({"DATABASE_URL": url, "PORTABILITY_ANONYMOUS_LIMIT": "off"}))
        tenants(service)
        clock = clocked(service, FIRST)
        with TestClient(create_app(service)) as client:
            true, read = given(service, client, clock, asked)
            yield Given(service, client, asked, true, read, [client.get(address).content for address in ADDRESSES])
        service.database.engine.dispose()
