"""Counters as they were, other counters that they could have been, and what the service publishes of each: every byte that it gives."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping

from fastapi.testclient import TestClient
from sqlmodel import SQLModel, select

from api.service import Service
from api.storage.statistics import ClosedRow, CounterRow, FigureRow
from tests.statistics.giving import Asked, Clock, clocked

#: By table, period and cell, what each tenant gave.
Counters = dict[tuple[str, str, str], dict[str, int]]
AFTER = datetime.date(2027, 2, 1)
ADDRESSES = ("/v1/statistics?period=all", "/v1/statistics", "/v1/statistics?period=all&format=csv", "/statistics")


def counters(service: Service) -> Counters:
    """What is counted and not yet published."""
    found: Counters = {}
    with service.database.operator(reads=True) as session:
        for row in session.exec(select(CounterRow)):
            found.setdefault((row.name, row.period, row.cell), {})[row.tenant_id] = row.count
    return found


def given(service: Service, client: TestClient, clock: Clock, asked: list[Asked]) -> tuple[Counters, list[str]]:
    """Count questions on their days while others read what is published: the true counters, and all that was published in between."""
    true: Counters = {}
    read: list[str] = []
    for one in asked:
        if one.day.replace(day=1) != clock.day.replace(day=1):
            true |= counters(service)
            clock.day = one.day.replace(day=max(one.day.day, 2))
            read.append(client.get(ADDRESSES[0]).text)
        assert service.statistics.count(one.question, one.answer, one.given)
    true |= counters(service)
    clock.day = AFTER
    return true, [*read, client.get(ADDRESSES[0]).text]


def published(service: Service, client: TestClient, world: Mapping[tuple[str, str, str], Mapping[str, int]]) -> list[bytes]:
    """All that is published where these were the counters."""
    with service.database.engine.begin() as connection:
        for model in (CounterRow, FigureRow, ClosedRow):
            connection.execute(SQLModel.metadata.tables[str(model.__tablename__)].delete())
    with service.database.operator() as session:
        for (name, period, cell), told in world.items():
            session.add_all(CounterRow(tenant_id=t, name=name, period=period, cell=cell, count=n) for t, n in told.items() if n)
    clocked(service, AFTER)
    return [client.get(address).content for address in ADDRESSES]


def figures(text: str) -> dict[tuple[str, str, str], int]:
    """The figures of a JSON document, by table, period and cell."""
    return {
        (table["id"], row["period"], json.dumps(list(row["cell"].values()), ensure_ascii=False)): row["figure"]
        for table in json.loads(text)["tables"]
        for row in table["figures"]
    }
