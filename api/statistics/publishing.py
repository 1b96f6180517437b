"""Publishing: once for each table and period that is closed. The figures stay, and the exact counters go in the same transaction."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from api.settings import Settings
from api.statistics.control import figure
from api.statistics.periods import latest_closed
from api.statistics.tables import TABLES
from api.storage.database import Database
from api.storage.statistics import ClosedRow, CounterRow, FigureRow


def publish(database: Database, day: datetime.date) -> bool:
    """Publish every period that is closed on a day and was not published yet. What was counted for it later is dropped.

    False where another process does the same at this moment. Raises SQLAlchemyError where the database does not answer.
    """
    try:
        with database.operator() as session:
            for table in TABLES:
                _publish(session, database.settings, table.id, latest_closed(table.every, day))
    except IntegrityError:
        return False
    return True


def _publish(session: Session, settings: Settings, name: str, until: str) -> None:
    due = (col(CounterRow.name) == name, col(CounterRow.period) <= until)
    counted: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in session.exec(select(CounterRow).where(*due)):
        counted[row.period][row.cell].append(row.count)
    for period, cells in sorted(counted.items()):
        if session.get(ClosedRow, (name, period)) is None:
            session.add(ClosedRow(name=name, period=period))
            session.flush()
            session.add_all(FigureRow(name=name, period=period, cell=c, figure=n) for c, n in _shown(settings, cells))
    session.connection().execute(delete(CounterRow).where(*due))


def _shown(settings: Settings, cells: Mapping[str, list[int]]) -> Iterator[tuple[str, int]]:
    for cell, given in sorted(cells.items()):
        shown = figure(given, settings.statistics_threshold, settings.statistics_givers)
        if shown is not None:
            yield cell, shown
