"""The one table: a rule file as it stood, named by the hash of its bytes."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

from sqlalchemy import Engine, inspect
from sqlalchemy.exc import DBAPIError
from sqlmodel import Field, SQLModel, create_engine

from engine.problems import InputRefused, Place, Problem

VARIABLE = "DATABASE_URL"
DEFAULT = "sqlite:///var/portability.db"


class RuleFileRow(SQLModel, table=True):
    """A rule file: `sha256` of its bytes in hexadecimal, where it stood under the home of the rules, its text, when it was first seen."""

    __tablename__ = "rule_file"

    sha256: str = Field(primary_key=True, min_length=64, max_length=64)
    path: str
    text: str
    first_seen: datetime.datetime


def database(url: str | None = None) -> Engine:
    """The database: the given address, else DATABASE_URL, else an SQLite file under `var`; the table is made where it is missing.

    An address of PostgreSQL without a driver is opened with psycopg. Raises InputRefused where the driver is not installed.
    """
    told = url or os.environ.get(VARIABLE) or DEFAULT
    for plain in ("postgresql://", "postgres://"):
        if told.startswith(plain):
            told = "postgresql+psycopg://" + told.removeprefix(plain)
    try:
        engine = create_engine(told, pool_pre_ping=True)  # a server may have ended the connection in the meantime
    except ModuleNotFoundError as error:
        mend = f'for PostgreSQL install "portability[postgres]"; without {VARIABLE} an SQLite file is used'
        message = "the driver of the database is not installed"
        raise InputRefused([Problem(Place(file=VARIABLE), "no-driver", message, found=f"no module {error.name}", mend=mend)]) from None
    if engine.dialect.name == "sqlite" and engine.url.database not in (None, "", ":memory:"):
        Path(str(engine.url.database)).parent.mkdir(parents=True, exist_ok=True)
    _make_table(engine)
    return engine


def _make_table(engine: Engine) -> None:
    """Makes the table where it is missing. Of processes that start at once on an empty database one makes it; the others find it made."""
    table = SQLModel.metadata.tables["rule_file"]
    try:
        table.create(engine, checkfirst=True)
    except DBAPIError:
        if not inspect(engine).has_table(table.name):
            raise
