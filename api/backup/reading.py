"""Reading a copy: looked at whole before anything is touched, then put into an empty database."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Table, insert, select
from sqlmodel import Session

from api.backup import rows
from api.backup.writing import FORMAT, KEYS, MANIFEST, refused
from api.records import ring
from api.storage.database import Database
from api.storage.migrating import migrate, newest
from api.storage.rule_file import RuleFileRow

_AT_ONCE = 500
#: Rule files stay when a database is emptied; they are told by their hash, and those of a copy join them.
_SHARED = str(RuleFileRow.__tablename__)


class Copy:
    """A copy that was found whole: every file has the checksum that the manifest tells, and every line is a row."""

    def __init__(self, path: Path) -> None:
        """Raises InputRefused where it is damaged, or of another version's making."""
        try:
            self.file = zipfile.ZipFile(path)
            self.manifest: dict[str, Any] = json.loads(self.file.read(MANIFEST))
            if self.manifest["format"] != FORMAT or self.manifest["revision"] != newest():
                mend = f"restore it with portability {self.manifest['version']}, then start the newer one: it brings the tables forward"
                raise refused("other-version", "the copy was made by another version", found=str(self.manifest["version"]), mend=mend)
            self._whole()
        except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile, EOFError, RuntimeError, zlib.error) as error:
            raise refused("damaged", "the copy is damaged, or is none", found=type(error).__name__, mend="use another copy") from None

    def rows(self, table: Table) -> Iterator[dict[str, Any]]:
        """The rows of a table."""
        with self.file.open(f"tables/{table.name}.jsonl") as lines:
            yield from (rows.values(table, line) for line in lines)

    @property
    def has_keys(self) -> bool:
        return any(name in self.manifest["files"] for name in KEYS)

    def _whole(self) -> None:
        told = self.manifest["files"]
        tables = {f"tables/{t.name}.jsonl": t for t in rows.kept()}
        if set(self.file.namelist()) != {*told, MANIFEST} or not tables.keys() <= told.keys() <= tables.keys() | KEYS.keys():
            raise ValueError
        for name, expected in told.items():
            sha256, count = hashlib.sha256(), 0
            with self.file.open(name) as lines:
                for line in lines:
                    sha256.update(line)
                    count += 1
                    if name in tables:
                        rows.values(tables[name], line)
            if sha256.hexdigest() != expected["sha256"] or (name in tables and count != expected["rows"]):
                raise ValueError


def restore(database: Database, copy: Copy, *, replace: bool = False, with_keys: bool = False) -> None:
    """Put a copy into the database, in one transaction.

    Raises InputRefused, with nothing changed, where the database holds something already and is not to be replaced, or where the key that
    signed the records of the copy is not the one of this installation.
    """
    migrate(database)
    if not replace and _holds_something(database):
        raise refused("not-empty", "the database holds something already", mend="restore into a new one, or give --replace to delete what it holds")
    _keys(database, copy, with_keys)
    if replace:
        migrate(database, "base")
        migrate(database)
    with database.operator() as session:
        for table in rows.kept():
            _fill(session, table, copy.rows(table))


def _fill(session: Session, table: Table, told: Iterator[dict[str, Any]]) -> None:
    there = set(session.connection().execute(select(table.c.sha256)).scalars()) if table.name == _SHARED else set()
    wanted = (row for row in told if row.get("sha256") not in there) if there else told
    while some := list(islice(wanted, _AT_ONCE)):
        session.connection().execute(insert(table), some)


def _holds_something(database: Database) -> bool:
    with database.operator(reads=True) as session:
        return any(session.connection().execute(select(t).limit(1)).first() for t in rows.kept() if t.name != _SHARED)


def _keys(database: Database, copy: Copy, with_keys: bool) -> None:
    """Put the keys of the copy in their place, where that is asked for and none are there; then look whether they are those that signed."""
    if with_keys and not copy.has_keys:
        raise refused("no-keys", "there are no keys in the copy", mend="leave out --with-keys, and put the files of keys in their place by hand")
    path = database.settings.record_key
    if with_keys:
        for name, field in KEYS.items():
            _put(Path(getattr(database.settings, field)), copy.file.read(name) if name in copy.manifest["files"] else b"")
    elif not path.exists() and copy.manifest["files"]["tables/decision_records.jsonl"]["rows"]:
        raise _other_key("no such file")
    own, signed = {_point(key) for key in ring.of_file(path).public()}, _point(copy.manifest["record_keys"][0])
    if signed not in own and copy.manifest["files"]["tables/decision_records.jsonl"]["rows"]:
        raise _other_key("another key")


def _other_key(found: str) -> Exception:
    message = "the key that signed the records of the copy is not the one of this installation"
    return refused("other-key", message, found=found, mend="put it at PORTABILITY_RECORD_KEY, or give --with-keys where the copy holds it")


def _point(key: dict[str, Any]) -> str:
    return str(key["x"])


def _put(path: Path, told: bytes) -> None:
    if not told or (path.exists() and path.read_bytes() == told):
        return
    if path.exists():
        mend = "move the file away first, if it is not needed any more"
        raise refused("key-there", "there is another key already where one of the copy belongs", found=path.name, mend=mend)
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(told)
