"""The journal of one batch: results as they come, a whole number of rows with each transaction, so that a kill loses none and doubles none.

SQLite with a write-ahead log. A row is written once and never changed. What tells rows apart (hashes keyed by a number drawn for this
batch) is thrown away when the batch is finished; of the cells only what a result tells is kept.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import secrets
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from engine.problems import InputRefused, Place, Problem

_FILE, _LOCK = "journal.sqlite", "lock"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS told (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rows (row INTEGER PRIMARY KEY, code TEXT NOT NULL, result TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS seen (digest BLOB PRIMARY KEY, row INTEGER NOT NULL) WITHOUT ROWID;
"""


class Journal:
    """One batch, open for one process. Raises InputRefused where another process has it open for writing."""

    def __init__(self, folder: Path, writing: bool = False) -> None:
        self.folder = folder
        self._lock = _locked(folder) if writing else None
        self._db = sqlite3.connect(folder / _FILE, isolation_level=None, timeout=30)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.execute("PRAGMA secure_delete=ON")
        self._db.executescript(_SCHEMA)
        self._key = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._db.close()
        if self._lock is not None:
            os.close(self._lock)

    @staticmethod
    def there(folder: Path) -> bool:
        return (folder / _FILE).is_file()

    @staticmethod
    def in_use(folder: Path) -> bool:
        """Whether a process works on this batch just now."""
        try:
            os.close(_locked(folder))
        except InputRefused:
            return True
        return False

    # --- what the batch says of itself

    def told(self) -> dict[str, str]:
        return dict(self._db.execute("SELECT key, value FROM told"))

    def tell(self, **values: str) -> None:
        """Notes on the batch; they replace what stood there."""
        with self._transaction():
            self._db.executemany("INSERT INTO told VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", values.items())

    def begin(self, **values: str) -> None:
        """The first notes of a new batch, with the key of its hashes."""
        self.tell(**values, key=secrets.token_hex(32))

    # --- rows

    @property
    def last(self) -> int:
        """The number of the last row that is done; 0 where none is."""
        return int(self._db.execute("SELECT coalesce(max(row), 0) FROM rows").fetchone()[0])

    def write(self, results: Sequence[tuple[Mapping[str, Any], Sequence[bytes]]]) -> None:
        """Results with the digests by which later rows are told to repeat them, in one transaction: all of them or none."""
        with self._transaction():
            self._db.executemany(
                "INSERT INTO rows VALUES (?, ?, ?)",
                [(r["row"], r["code"], json.dumps(r, ensure_ascii=False, separators=(",", ":"))) for r, _ in results],
            )
            self._db.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?)", [(digest, r["row"]) for r, told in results for digest in told])

    def digest(self, what: str, value: bytes) -> bytes:
        """A keyed hash of a reference or of facts: it tells equals apart from others and nothing else."""
        self._key = self._key or bytes.fromhex(self.told()["key"])
        return hashlib.blake2b(value, key=self._key, digest_size=16, person=what.encode()).digest()

    def seen(self, digest: bytes) -> int | None:
        """The first row with this digest."""
        found = self._db.execute("SELECT row FROM seen WHERE digest = ?", (digest,)).fetchone()
        return int(found[0]) if found else None

    def results(self) -> Iterator[dict[str, Any]]:
        """Every result in the order of the rows, one at a time."""
        for (text,) in self._db.execute("SELECT result FROM rows ORDER BY row"):
            yield json.loads(text)

    def counts(self) -> dict[str, int]:
        """How many rows have each code."""
        return dict(self._db.execute("SELECT code, count(*) FROM rows GROUP BY code ORDER BY code"))

    def finish(self, **values: str) -> None:
        """Notes the end, and throws away what told rows apart."""
        with self._transaction():
            self._db.execute("DELETE FROM seen")
            self._db.execute("DELETE FROM told WHERE key = 'key'")
        self.tell(**values)
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _transaction(self) -> _Transaction:
        return _Transaction(self._db)


class _Transaction:
    """All of what is written inside, or none of it."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._db.execute("COMMIT" if kind is None else "ROLLBACK")


def _locked(folder: Path) -> int:
    """A lock that ends with the process, however it ends."""
    number = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(number)
        mend = "wait until it is done"
        raise InputRefused([Problem(Place(str(folder)), "in-use", "another process works on this very batch", mend=mend)]) from None
    return number
