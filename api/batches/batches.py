"""Storing, listing and deleting batches. Every method raises one of UNREACHABLE where the database does not answer."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, func
from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from api.bodies import strict_json
from api.drafts.drafts import instant, titled, too_many
from api.once import Asked, forget, once
from api.problems import HttpProblem
from api.storage.batches import BatchRow, CandidateRow
from api.storage.database import Database
from api.storage.jobs import JobRow
from api.storage.keys import drawn
from engine.batches.mapping import mapping_of
from engine.problems import InputRefused

#: Bytes of a table.
MOST_BYTES = 10_000_000
MOST_BATCHES = 100
_PACKED = b"PK\x03\x04"


@dataclass(frozen=True)
class SentBatch:
    """A table of candidates as it came, and how its headings are to be read."""

    content: bytes
    title: str = ""
    mapping: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, file: bytes, title: str = "", mapping: bytes | None = None) -> SentBatch:
        """Raises HttpProblem: 413 for a table that is too long, 422 for an empty one or a mapping that cannot be used, 400 for no JSON."""
        if len(file) > MOST_BYTES:
            raise HttpProblem(413, "too-large", "The table is too large", f"The part `file` may have {MOST_BYTES} bytes at most; send it in parts.")
        if not file.strip():
            raise HttpProblem(422, "empty", "The table is empty", "The part `file` is a CSV or XLSX table with headings in its first row.")
        return cls(file, titled(title), _mapping(mapping) if mapping is not None else {})

    @property
    def format(self) -> str:
        return "xlsx" if self.content.startswith(_PACKED) else "csv"


class Batches:
    """The batches of all tenants."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.keep = datetime.timedelta(days=database.settings.keep_batches)

    def create(self, tenant: str, sent: SentBatch, asked: Asked | None = None) -> tuple[dict[str, Any], bool]:
        """Store a table; what is told of it, and whether this very request stored it before.

        Raises HttpProblem as `once` does, and 409 over MOST_BATCHES.
        """

        def make(session: Session) -> dict[str, Any]:
            if session.exec(select(func.count()).select_from(BatchRow)).one() >= MOST_BATCHES:
                raise too_many("batches", MOST_BATCHES)
            now = datetime.datetime.now(datetime.UTC)
            row = BatchRow(
                tenant_id=tenant,
                id=drawn(),
                title=sent.title,
                format=sent.format,
                content=sent.content,
                size=len(sent.content),
                sha256=hashlib.sha256(sent.content).hexdigest(),
                mapping=sent.mapping,
                created_at=now,
                keep_until=now + self.keep,
            )
            session.add(row)
            session.flush()
            return told(row)

        return once(self.database, tenant, asked, make)

    def one(self, tenant: str, id: str) -> dict[str, Any] | None:
        """What is told of the batch of this id."""
        found = self._told(tenant, select(BatchRow).where(col(BatchRow.id) == id))
        return found[0] if found else None

    def page(self, tenant: str, after: str | None, limit: int) -> list[dict[str, Any]]:
        """What is told of so many batches, newest first, those after an id."""
        wanted = select(BatchRow).order_by(col(BatchRow.id).desc()).limit(limit)
        return self._told(tenant, wanted.where(col(BatchRow.id) < after) if after else wanted)

    def delete(self, tenant: str, id: str) -> bool:
        """Delete a batch with its jobs and every result, at once. False where there is none."""
        with self.database.session(tenant) as session:
            jobs = session.exec(select(JobRow.id).where(col(JobRow.batch_id) == id)).all()
            forget(session, [id, *jobs])
            gone = bool(session.exec(delete(BatchRow).where(col(BatchRow.id) == id)).rowcount)
        self.database.wipe()
        return gone

    def results(self, tenant: str, job: str, after: int = 0, limit: int = 100) -> list[CandidateRow]:
        """The results of so many rows of a job that is done, in their order, those after a row."""
        wanted = select(CandidateRow).where(col(CandidateRow.job_id) == job, col(CandidateRow.number) > after)
        with self.database.session(tenant, reads=True) as session:
            return list(session.exec(wanted.order_by(col(CandidateRow.number)).limit(limit)))

    def finished(self, tenant: str, id: str) -> str | None:
        """The job that last verified this batch to its end; None where none did."""
        wanted = select(JobRow.id).where(col(JobRow.batch_id) == id, col(JobRow.state) == "done")
        with self.database.session(tenant, reads=True) as session:
            return session.exec(wanted.order_by(col(JobRow.ended_at).desc(), col(JobRow.id).desc()).limit(1)).first()

    def _told(self, tenant: str, wanted: Any) -> list[dict[str, Any]]:
        with self.database.session(tenant, reads=True) as session:
            return [told(row) for row in session.exec(wanted.options(defer(BatchRow.content)))]  # type: ignore[arg-type]


def told(row: BatchRow) -> dict[str, Any]:
    """What is told of a batch, without its table."""
    return {
        "id": row.id,
        "title": row.title,
        "format": row.format,
        "size": row.size,
        "sha256": row.sha256,
        "mapping": bool(row.mapping),
        "created_at": instant(row.created_at),
        "keep_until": instant(row.keep_until),
    }


def _mapping(raw: bytes) -> dict[str, Any]:
    """The mapping as JSON, once the reader of mappings takes it."""
    told = strict_json(raw)
    try:
        mapping_of(raw, "mapping")
    except InputRefused as error:
        detail = "The part `mapping` must be mended; each finding tells where."
        raise HttpProblem(422, "bad-mapping", "The mapping cannot be used", detail, error.problems) from None
    return dict(told)
