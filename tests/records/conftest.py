"""Chains of two tenants on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.records.chain import Records
from api.security import admin
from tests.api.conftest import archive_url
from tests.api.databases import SERVERS, database, empty_database
from tests.records.answers import ANSWER

__all__ = ["KEPT", "archive_url", "records"]
#: How many records each tenant has.
KEPT = 6


@pytest.fixture(scope="module", params=SERVERS)
def records(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Records]:
    folder: Path = tmp_path_factory.mktemp("records")
    with empty_database(request.param, folder) as url:
        opened = database(url, record_key=folder / "record-key.json")
        found = Records(opened)
        for tenant in ("alder", "birch"):
            admin.add_tenant(opened, tenant, tenant, per_minute=0, per_day=0, origins=(), frames=())
            for _ in range(KEPT):
                found.keep(tenant, "contribution-record", ANSWER)
        yield found
        opened.engine.dispose()
