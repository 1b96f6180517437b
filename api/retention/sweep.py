"""Deleting what has been kept long enough: by one process at a time, once an hour, or when an operator asks for it."""

from __future__ import annotations

import datetime
import logging
import threading
from typing import Any

from sqlalchemy import and_, delete, or_, update
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, select

from api.records.chain import Records
from api.retention.removing import remove
from api.statistics.publishing import publish
from api.storage.base import Owned, owned_models
from api.storage.database import Database
from api.storage.tenants import ApiKey, OAuthClient, Tenant, Usage
from api.storage.upkeep import UpkeepRow
from engine.problems import InputRefused

#: How often everything is looked through, and how often a process asks whether it is time.
EVERY, LOOKED = datetime.timedelta(hours=1), 60.0
NAME = "retention"
_log = logging.getLogger("portability.retention")


def sweep(database: Database, records: Records, now: datetime.datetime | None = None) -> dict[str, int]:
    """Delete everything whose time is over; how many rows of each table.

    Statistics that are closed are published, which deletes their counters. Of a chain whose oldest records are not as they were written
    nothing is removed, and that is logged. Raises one of UNREACHABLE where the database does not answer.
    """
    now, settings = now or datetime.datetime.now(datetime.UTC), database.settings
    publish(database, now.date())
    counts = {}
    for model in owned_models():
        if "keep_until" in model.model_fields:
            counts[_name(model)] = _deleted(database, model, col(vars(model)["keep_until"]) <= now)
    if settings.keep_usage:
        first = now.date() - datetime.timedelta(days=settings.keep_usage)
        counts[_name(Usage)] = _deleted(database, Usage, col(Usage.day) < first)
    if settings.keep_keys:
        ended = now - datetime.timedelta(days=settings.keep_keys)
        for key in (ApiKey, OAuthClient):
            over = or_(col(key.revoked) < ended, and_(col(key.expires).is_not(None), col(key.expires) < ended))
            counts[_name(key)] = _deleted(database, key, over)
    if settings.keep_records:
        counts["decision_records"] = _records(database, records, now - datetime.timedelta(days=settings.keep_records))
    return counts


def last(database: Database) -> datetime.datetime | None:
    """When a process began to look everything through; None where none did yet."""
    with database.operator(reads=True) as session:
        at = session.exec(select(UpkeepRow.at).where(col(UpkeepRow.name) == NAME)).first()
    return at if at and at.year > 1970 else None


def due(database: Database, every: datetime.timedelta = EVERY) -> bool:
    """Whether it is this process's turn: one statement decides it, so that of several that ask at once one is told yes."""
    now = datetime.datetime.now(datetime.UTC)
    with database.operator() as session:
        taken = update(UpkeepRow).where(col(UpkeepRow.name) == NAME, col(UpkeepRow.at) <= now - every).values(at=now)
        return bool(session.connection().execute(taken).rowcount)


class Sweeping:
    """A thread of a serving process that deletes what has been kept long enough, when it is its turn."""

    def __init__(self, database: Database, records: Records) -> None:
        self.database, self.records = database, records
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="retention", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.wait(LOOKED):
            try:
                if _old(last(self.database)) and due(self.database):
                    count = sum(sweep(self.database, self.records).values())
                    _log.info("what was kept long enough is deleted", extra={"count": count})
            except (SQLAlchemyError, InputRefused) as error:  # the next turn tries again
                _log.error("what was kept long enough cannot be deleted", extra={"kind": type(error).__name__})


def _old(at: datetime.datetime | None) -> bool:
    return at is None or datetime.datetime.now(datetime.UTC) - at >= EVERY


def _records(database: Database, records: Records, before: datetime.datetime) -> int:
    with database.operator(reads=True) as session:
        tenants = session.exec(select(Tenant.id)).all()
    count = 0
    for tenant in tenants:
        removed, whole = remove(records, tenant, before)
        count += removed
        if not whole:
            _log.error("old records are not as they were written and are not removed; run `portability records verify`")
    return count


def _deleted(database: Database, model: type[Owned], over: Any) -> int:
    with database.operator() as session:
        return int(session.connection().execute(delete(model).where(over)).rowcount)


def _name(model: type[Owned]) -> str:
    return str(model.__tablename__)
