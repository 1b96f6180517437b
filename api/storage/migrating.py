"""Bringing the tables to the newest form: at start, by one process at a time, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from api.storage.connecting import opened
from api.storage.database import Database
from engine.problems import InputRefused, Place, Problem

_SCRIPTS = Path(__file__).parent / "migrations"
#: The advisory lock of PostgreSQL that whoever migrates holds; on SQLite the write lock of the file does it.
_LOCK = 0x706F7274


def migrate(database: Database, to: str = "heads") -> None:
    """Bring the tables to a revision: the newest, or `base` for none.

    All steps are one transaction: a step that fails leaves everything as it was. Raises InputRefused where the database does not answer
    or refuses a step.
    """
    owner = database.settings.database_owner_url
    engine = opened(owner, database.settings) if owner else database.engine
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text(f"select pg_advisory_xact_lock({_LOCK})"))
            (command.downgrade if to == "base" else command.upgrade)(_config(connection), to)
    except DBAPIError as error:
        raise _refused(error) from None
    finally:
        if owner:
            engine.dispose()


def newest() -> str:
    """The name of the newest form of the tables."""
    return ",".join(sorted(ScriptDirectory(str(_SCRIPTS)).get_heads()))


def at_head(database: Database) -> bool:
    """Whether the tables have the newest form. Raises DBAPIError where the database does not answer."""
    with database.shared(reads=True) as session:
        found = set(MigrationContext.configure(session.connection()).get_current_heads())
    return found == set(ScriptDirectory(str(_SCRIPTS)).get_heads())


def ready(database: Database) -> None:
    """At start: migrate, or where that is switched off only look. Raises InputRefused where the tables are not of the newest form."""
    if database.settings.migrate:
        migrate(database)
        return
    try:
        found = at_head(database)
    except DBAPIError as error:
        raise _refused(error) from None
    if not found:
        mend = "set PORTABILITY_MIGRATE=on for one start, or run `portability tenants migrate`"
        raise InputRefused([Problem(Place(file="DATABASE_URL"), "old-tables", "the tables are not of the newest form", mend=mend)])


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _refused(error: DBAPIError) -> InputRefused:
    """What the driver says is told by its kind: its message can hold parts of the address."""
    kind = type(error.orig).__name__
    mend = "see that it runs and that its login may use it; docs/operations.md tells which roles it needs"
    message = "the database cannot be used"
    return InputRefused([Problem(Place(file="DATABASE_URL"), "database-unusable", message, found=kind, mend=mend)])
