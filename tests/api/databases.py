"""Databases of their own for tests."""

from __future__ import annotations

from api.settings import Settings
from api.storage.database import Database
from api.storage.migrating import migrate


def database(url: str, **settings: object) -> Database:
    """The database at an address, with tables of the newest form."""
    opened = Database(Settings.read({}, **{"database_url": Settings.read({"DATABASE_URL": url}).database_url, **settings}))
    migrate(opened)
    return opened
