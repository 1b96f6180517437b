"""Counting what tenants give, and reading what is published."""

from __future__ import annotations

import datetime
import json
import logging
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, Insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, select

from api.statistics.periods import latest_closed, period_of, today
from api.statistics.publishing import publish
from api.statistics.seen import Draw, Given, lists, seen
from api.statistics.tables import PARTS, Table, drawn
from api.storage.database import Database
from api.storage.statistics import CounterRow, FigureRow
from engine.language.corpus import Corpus

_log = logging.getLogger("portability")


class Statistics:
    """The statistics of the service. `corpus` gives the rule files in use, `clock` the day in UTC.

    `draw(n)` gives a number from 0 to n - 1 that nobody can foresee.
    """

    def __init__(
        self, database: Database, corpus: Callable[[], Corpus], *, clock: Callable[[], datetime.date] = today, draw: Draw = secrets.randbelow
    ) -> None:
        self.database, self.corpus, self.clock, self.draw = database, corpus, clock, draw
        self._closed_on: datetime.date | None = None

    def count(self, question: str, answer: Mapping[str, Any], given: Given) -> bool:
        """Raise one counter by one, or none where the question does not fit the table that is drawn for it.

        Says whether the database took it; a fault of the database is logged and never raised, since the answer stands by itself.
        """
        found, table = seen(question, answer, given, lists(self.corpus()), self.draw), drawn(self.draw(PARTS))
        try:
            self._close()
            if found and found.keys() >= set(table.dimensions):
                with self.database.session(given.tenant) as session:
                    self._raise(session.connection(), given.tenant, table, [found[name] for name in table.dimensions])
        except SQLAlchemyError as error:
            _log.error("a question could not be counted; its answer was given", extra={"kind": type(error).__name__})
            return False
        return True

    def figures(self, table: Table, period: str = "") -> list[tuple[str, dict[str, str], int]]:
        """What is published of a table: period, cell by dimension, figure; of one period, or of all. The greatest figure stands first.

        Raises SQLAlchemyError where the database does not answer.
        """
        self._close()
        wanted = select(FigureRow).where(col(FigureRow.name) == table.id)
        with self.database.shared(reads=True) as session:
            rows = session.exec(wanted.where(col(FigureRow.period) == period) if period else wanted).all()
        rows = sorted(rows, key=lambda row: (row.period, -row.figure, row.cell))
        return [(row.period, dict(zip(table.dimensions, json.loads(row.cell), strict=True)), row.figure) for row in rows]

    def latest(self, table: Table) -> str:
        """The last period of a table that is published."""
        return latest_closed(table.every, self.clock())

    def _raise(self, connection: Connection, tenant: str, table: Table, cell: list[str]) -> None:
        insert = postgresql.insert if self.database.postgres else sqlite.insert
        row = {"tenant_id": tenant, "name": table.id, "period": period_of(table.every, self.clock()), "cell": json.dumps(cell, ensure_ascii=False)}
        added: Insert = (
            insert(CounterRow).values(row | {"count": 1}).on_conflict_do_update(index_elements=list(row), set_={"count": col(CounterRow.count) + 1})
        )
        connection.execute(added)

    def _close(self) -> None:
        """Publish what is closed, at most once a day in each process."""
        day = self.clock()
        if self._closed_on != day and publish(self.database, day):
            self._closed_on = day
