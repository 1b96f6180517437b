"""How a connection is opened: SQLite with a journal that lets readers go on, PostgreSQL with a pool that waits for so long and no longer."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

from api.settings import Settings
from engine.problems import InputRefused, Place, Problem


def opened(url: str, settings: Settings) -> Engine:
    """An engine for an address. Nothing is connected yet, but the folder of an SQLite file is made.

    Raises InputRefused where the driver of the database is not installed.
    """
    if url.startswith("sqlite:"):
        return _sqlite(url, settings)
    waits = {"connect_timeout": settings.database_wait, "application_name": "portability"}
    try:
        # A server may have ended a connection in the meantime: each is tried before it is used.
        return create_engine(
            url, pool_pre_ping=True, pool_size=settings.database_pool, max_overflow=0, pool_timeout=settings.database_wait, connect_args=waits
        )
    except ModuleNotFoundError as error:
        mend = 'for PostgreSQL install "psycopg[binary]"; without DATABASE_URL an SQLite file is used'
        message = "the driver of the database is not installed"
        raise InputRefused([Problem(Place(file="DATABASE_URL"), "no-driver", message, found=f"no module {error.name}", mend=mend)]) from None


def _sqlite(url: str, settings: Settings) -> Engine:
    engine = create_engine(url, connect_args={"timeout": settings.database_wait})
    if engine.url.database not in (None, "", ":memory:"):
        Path(str(engine.url.database)).parent.mkdir(parents=True, exist_ok=True)

    def connected(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # transactions are begun below, in SQL, and not by the driver
        connection.execute(f"pragma busy_timeout = {settings.database_wait * 1000}")
        connection.execute("pragma foreign_keys = on")
        connection.execute("pragma secure_delete = on")  # what is deleted is overwritten
        connection.execute("pragma synchronous = full")  # what was accepted outlives a loss of power
        _journal(connection, settings.database_wait)

    def begins(connection: Connection) -> None:
        # Reading first and then writing can find the file changed by another, and no waiting helps then: whoever may write locks first.
        connection.exec_driver_sql("begin" if connection.get_execution_options().get("reads") else "begin immediate")

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begins)
    return engine


def _journal(connection: sqlite3.Connection, seconds: int) -> None:
    """The write-ahead journal; setting it needs the file for itself for a moment, and does not wait for that by itself."""
    until = time.monotonic() + seconds
    while connection.execute("pragma journal_mode").fetchone()[0] not in ("wal", "memory"):
        try:
            connection.execute("pragma journal_mode = wal")
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
