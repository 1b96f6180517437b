"""Names of workers that outlast them: whoever starts takes the lowest that nobody holds, and with it the work of who held it before.

A name is held by a lock that ends with its holder, however that ends: on PostgreSQL one of the session, on SQLite one of a file beside
the database.
"""

from __future__ import annotations

import fcntl
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from api.storage.database import Database

_CLASS = 0x6A6F6273
_NAME = "worker-{}"
_TRY = text("select pg_try_advisory_lock(:class, :number)")
_log = logging.getLogger("portability.jobs")


class Slot:
    """A name that this process holds until it ends or lets go."""

    def __init__(self, database: Database) -> None:
        """Raises one of UNREACHABLE where the database does not answer."""
        self.database = database
        self.number, self._lock = 0, _Lock(database)
        while not self._lock.take(self.number):
            self.number += 1

    @property
    def name(self) -> str:
        return _NAME.format(self.number)

    def hold(self) -> None:
        """Take the name again where a server that ended took it away. Who has it now works under it too until then; no job ends twice by that."""
        if not self._lock.held(self.number) and not self._lock.take(self.number):
            _log.warning("another worker took the name of this one")

    @contextmanager
    def dead(self, name: str) -> Iterator[bool]:
        """Whether nobody holds a name; nobody takes it meanwhile."""
        number = int(name.removeprefix("worker-")) if name.removeprefix("worker-").isdecimal() else -1
        lock = _Lock(self.database)
        try:
            yield number >= 0 and name != self.name and lock.take(number)
        finally:
            lock.close()

    def close(self) -> None:
        self._lock.close()


class _Lock:
    """A lock on a number."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: Connection | None = None
        self._file: int | None = None

    def take(self, number: int) -> bool:
        self.close()
        if self._database.postgres:
            self._connection = self._database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            return bool(self._connection.execute(_TRY, {"class": _CLASS, "number": number}).scalar())
        self._file = os.open(f"{self._database.engine.url.database}.{_NAME.format(number)}", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self.close()
            return False
        return True

    def held(self, number: int) -> bool:
        """Whether the session that holds it is still there."""
        if self._connection is None:
            return self._file is not None
        try:
            self._connection.execute(text("select 1"))
        except DBAPIError:
            return False
        return True

    def close(self) -> None:
        """The connection is closed for good and not handed back: a lock of a session would outlast this use of it."""
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None
        if self._file is not None:
            os.close(self._file)
            self._file = None
