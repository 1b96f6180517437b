"""Keeping every rule file that an answer rested on, once."""

from __future__ import annotations

import datetime
import hashlib
import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlmodel import col, select

from api.problems import HttpProblem
from api.storage.database import Database
from api.storage.rule_file import RuleFileRow

PREFIX = "sha256:"
_log = logging.getLogger("portability.archive")


class Archive:
    """Rule files by hash.

    `broken` says why the last attempt to keep one failed, `lost` names files that changed on disk after they were read. An answer is
    given all the same; /readyz tells both.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self.broken = ""
        self.lost: list[str] = []
        self._kept: set[str] = set()

    def keep(self, home: Path, decisions: Iterable[Mapping[str, Any]]) -> None:
        """Archive the files that the receipts of decisions name, from the home of the rules that decided.

        Files already kept cost a look into a set; after a failure the next answer tries again."""
        wanted = {told: path for d in decisions for path, told in d["receipt"]["rules"].items() if told not in self._kept}
        for told, path in wanted.items():
            if not self._keep(home, path, told):
                return

    def texts(self, hashes: Iterable[str]) -> dict[str, str]:
        """The archived texts by hash, `sha256:…`; a hash that is not here is left out. Raises HttpProblem (503) without database."""
        wanted = [h.removeprefix(PREFIX) for h in hashes]
        try:
            with self.database.shared(reads=True) as session:
                rows = session.exec(select(RuleFileRow).where(col(RuleFileRow.sha256).in_(wanted))).all()
        except SQLAlchemyError as error:
            _log.error("the archive cannot be read", extra={"kind": type(error).__name__})
            detail = "The archive of rule files cannot be read at present; try again later."
            raise HttpProblem(503, "archive-unavailable", "The archive cannot be read", detail) from None
        return {PREFIX + row.sha256: row.text for row in rows}

    def holds(self, hashes: Iterable[str]) -> bool:
        """Whether every one of these files is archived. Raises SQLAlchemyError where the database does not answer."""
        wanted = {h.removeprefix(PREFIX) for h in hashes}
        with self.database.shared(reads=True) as session:
            return wanted <= set(session.exec(select(RuleFileRow.sha256).where(col(RuleFileRow.sha256).in_(wanted))).all())

    def _keep(self, home: Path, path: str, told: str) -> bool:
        try:
            raw = (home / path).read_bytes()
            sha256 = hashlib.sha256(raw).hexdigest()
            if PREFIX + sha256 == told:
                self._insert(RuleFileRow(sha256=sha256, path=path, text=raw.decode("utf-8"), first_seen=datetime.datetime.now(datetime.UTC)))
            else:
                _log.error("a rule file has changed since it was read; restart the service to read it again", extra={"file": path})
                self.lost.append(path)
        except (OSError, SQLAlchemyError) as error:
            why = f"{path} could not be kept ({type(error).__name__})"
            if why != self.broken:
                _log.error("a rule file could not be archived", extra={"file": path, "kind": type(error).__name__})
            self.broken = why
            return False
        self._kept.add(told)
        self.broken = ""
        return True

    def _insert(self, row: RuleFileRow) -> None:
        with self.database.shared() as session:
            if session.get(RuleFileRow, row.sha256) is None:
                session.add(row)
                try:
                    session.flush()
                except IntegrityError:  # another worker kept it in the meantime
                    session.rollback()
