"""Databases of their own for tests."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url

from api.settings import Settings
from api.storage.database import Database
from api.storage.migrating import migrate

#: The address of a PostgreSQL server on which databases may be made; scripts/with_postgres.sh sets it.
POSTGRES = os.environ.get("PORTABILITY_TEST_POSTGRES_URL", "")
#: The kinds of database that tests run on.
SERVERS = ["sqlite", *(["postgresql"] if POSTGRES else [])]
#: For what PostgreSQL alone has: tests that name it run there, and say that they did not where no server is given.
POSTGRES_ALONE = pytest.mark.parametrize(
    "archive_url",
    ["postgresql" if POSTGRES else pytest.param("postgresql", marks=pytest.mark.skip(reason="no PostgreSQL server is given"))],
    indirect=True,
)


@contextmanager
def empty_database(server: str, folder: Path) -> Iterator[str]:
    """The address of an empty database, which is removed afterwards: an SQLite file in the folder, or one on the PostgreSQL server."""
    if server == "sqlite":
        yield f"sqlite:///{folder}/archive.db"
        return
    name = f"archive_{uuid.uuid4().hex}"
    statement(f"create database {name}")
    try:
        yield make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    finally:
        statement(f"drop database {name} with (force)")


def statement(*sql: str, url: str = POSTGRES) -> None:
    """Statements to the PostgreSQL server, each by itself."""
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        for told in sql:
            connection.exec_driver_sql(told)
    server.dispose()


def database(url: str, **settings: object) -> Database:
    """The database at an address, with tables of the newest form."""
    opened = Database(Settings.read({}, **{"database_url": Settings.read({"DATABASE_URL": url}).database_url, **settings}))
    migrate(opened)
    return opened
