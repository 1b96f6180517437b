"""Keeping every rule file that an answer rested on, once."""

from __future__ import annotations

import datetime
import hashlib
import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlmodel import Session, col, select

from api.storage.rule_file import RuleFileRow

PREFIX = "sha256:"
_log = logging.getLogger("portability.archive")


class Archive:
    """Rule files by hash. `broken` says why the last attempt to keep one failed; an answer is given all the same, and /readyz tells."""

    def __init__(self, engine: Engine, home: Path) -> None:
        self.engine, self.home = engine, home
        self.broken = ""
        self._kept: set[str] = set()

    def keep(self, decisions: Iterable[Mapping[str, Any]]) -> None:
        """Archive the files that the receipts of decisions name. Files already kept cost a look into a set."""
        for decision in decisions:
            for path, told in decision["receipt"]["rules"].items():
                if told not in self._kept:
                    self._keep(path, told)

    def texts(self, hashes: Iterable[str]) -> dict[str, str]:
        """The archived texts by hash, `sha256:…`; a hash that is not here is left out."""
        wanted = [h.removeprefix(PREFIX) for h in hashes]
        with Session(self.engine) as session:
            rows = session.exec(select(RuleFileRow).where(col(RuleFileRow.sha256).in_(wanted))).all()
        return {PREFIX + row.sha256: row.text for row in rows}

    def _keep(self, path: str, told: str) -> None:
        try:
            raw = (self.home / path).read_bytes()
            sha256 = hashlib.sha256(raw).hexdigest()
            if PREFIX + sha256 != told:
                self._fail(f"{path} has changed since it was read; restart the service to read it again")
                return
            self._insert(RuleFileRow(sha256=sha256, path=path, text=raw.decode("utf-8"), first_seen=datetime.datetime.now(datetime.UTC)))
        except (OSError, SQLAlchemyError) as error:
            self._fail(f"{path} could not be kept ({type(error).__name__})")
            return
        self._kept.add(told)
        self.broken = ""

    def _insert(self, row: RuleFileRow) -> None:
        with Session(self.engine) as session:
            if session.get(RuleFileRow, row.sha256) is None:
                session.add(row)
                try:
                    session.commit()
                except IntegrityError:  # another worker kept it in the meantime
                    session.rollback()

    def _fail(self, why: str) -> None:
        if why != self.broken:
            _log.error("archive: %s", why)
        self.broken = why
