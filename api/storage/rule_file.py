"""The one table: a rule file as it stood, named by the hash of its bytes."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Field, SQLModel, create_engine

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

    An address of PostgreSQL without a driver is opened with psycopg.
    """
    told = url or os.environ.get(VARIABLE) or DEFAULT
    for plain in ("postgresql://", "postgres://"):
        if told.startswith(plain):
            told = "postgresql+psycopg://" + told.removeprefix(plain)
    engine = create_engine(told)
    if engine.dialect.name == "sqlite" and engine.url.database not in (None, "", ":memory:"):
        Path(str(engine.url.database)).parent.mkdir(parents=True, exist_ok=True)
    SQLModel.metadata.create_all(engine, tables=[SQLModel.metadata.tables["rule_file"]])
    return engine
