"""What a worker writes down of a job: that it took it up, how far it is, how it ended. Each is one transaction.

A job may be taken up twice, where a worker was taken for dead. Each time has a number (`starts`), and only the last may write: what the
other brings is dropped. So a job may be worked on twice and yet ends once.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from api.jobs.jobs import CANCELLED, DONE, FAILED, QUEUED, RUNNING
from api.storage.batches import BatchRow, CandidateRow
from api.storage.database import Database
from api.storage.drafts import DraftRow
from api.storage.jobs import JobFileRow, JobRow

#: A job that was begun so often and never ended ends its workers, and is given up.
MOST_STARTS = 50
_GIVEN_UP = {
    "code": "given-up",
    "message": f"the worker ended {MOST_STARTS} times while it was at this job",
    "mend": "make the draft or the batch smaller",
}


@dataclass(frozen=True)
class Taken:
    """A job that was taken up for the `start`-th time, with what it is done on."""

    tenant: str
    id: str
    start: int
    kind: str
    options: dict[str, Any]
    content: bytes
    format: str
    scenarios: str | None
    mapping: dict[str, Any]


class Lost(Exception):
    """The job is not this worker's any more: it is cancelled, deleted, or was taken up by another."""


class Taking:
    """The rows of jobs, as workers write them. Every method raises one of UNREACHABLE where the database does not answer."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def take(self, id: str) -> Taken | None:
        """Take up a job; None where there is nothing to do on it."""
        with self.database.operator(reads=True) as session:
            tenant = session.exec(select(JobRow.tenant_id).where(col(JobRow.id) == id)).first()
        if tenant is None:
            return None
        with self.database.session(tenant) as session:
            row = _held(session, id)
            if row is None or row.state not in (QUEUED, RUNNING):
                return None
            row.starts, row.changes = row.starts + 1, row.changes + 1
            session.add(row)
            if row.cancel_asked:
                _end(row, CANCELLED)
                return None
            if row.starts > MOST_STARTS:
                _end(row, FAILED, [_GIVEN_UP])
                return None
            row.state, row.started_at = RUNNING, row.started_at or _now()
            return _taken(session, row)

    def wanted(self, job: Taken) -> bool:
        """Whether the job is still this worker's, and nobody asked to cancel it."""
        with self.database.session(job.tenant, reads=True) as session:
            wanted = select(JobRow.id).where(col(JobRow.id) == job.id, col(JobRow.starts) == job.start, col(JobRow.state) == RUNNING)
            return session.exec(wanted.where(col(JobRow.cancel_asked).is_(False))).first() is not None

    def progress(self, job: Taken, stage: str, done: int, total: int | None) -> None:
        """How far it is. Raises Lost."""
        with self.database.session(job.tenant) as session:
            row = self._mine(session, job)
            row.stage, row.done, row.total, row.changes = stage, done, total, row.changes + 1
            session.add(row)

    def rows(self, job: Taken, results: Sequence[str], *, first: bool) -> None:
        """Results of rows of a batch, each as one line of JSON; the first of them replace those of an earlier start. Raises Lost."""
        with self.database.session(job.tenant) as session:
            self._mine(session, job)
            if first:
                session.exec(delete(CandidateRow).where(col(CandidateRow.job_id) == job.id))
            session.add_all(_candidate(job, line) for line in results)

    def done(self, job: Taken, documents: Iterable[tuple[str, str, bytes]], *, findings: bool) -> None:
        """The job is done, with its documents (name, media type, bytes). Raises Lost."""
        with self.database.session(job.tenant) as session:
            row = self._mine(session, job)
            session.exec(delete(JobFileRow).where(col(JobFileRow.job_id) == job.id))
            session.add_all(JobFileRow(tenant_id=job.tenant, job_id=job.id, name=n, media_type=m, content=c) for n, m, c in documents)
            row.findings = findings
            _end(row, DONE)
            session.add(row)

    def failed(self, job: Taken, problems: list[dict[str, str]]) -> None:
        """The job came to no end of its own. Raises Lost."""
        with self.database.session(job.tenant) as session:
            row = self._mine(session, job)
            _end(row, FAILED, problems)
            session.add(row)

    def lost(self, job: Taken) -> bool:
        """Its process was ended; where somebody asked for that, it is cancelled. False where another worker has it now."""
        with self.database.session(job.tenant) as session:
            row = _held(session, job.id)
            if row is None or row.state != RUNNING:
                return True
            if row.starts != job.start:
                return False
            if row.cancel_asked:
                _end(row, CANCELLED)
                session.add(row)
            return True

    def waiting(self) -> list[tuple[str, int]]:
        """Jobs of all tenants that have not ended, oldest first, with their attempts."""
        with self.database.operator(reads=True) as session:
            wanted = select(JobRow.id, JobRow.attempt).where(col(JobRow.state).in_((QUEUED, RUNNING)))
            return [(id, attempt) for id, attempt in session.exec(wanted.order_by(col(JobRow.id)))]

    def _mine(self, session: Session, job: Taken) -> JobRow:
        row = _held(session, job.id)
        if row is None or row.starts != job.start or row.state != RUNNING or row.cancel_asked:
            raise Lost
        return row


def _held(session: Session, id: str) -> JobRow | None:
    return session.exec(select(JobRow).where(col(JobRow.id) == id).with_for_update()).first()


def _taken(session: Session, row: JobRow) -> Taken:
    """The job with its draft or batch, which are there: whoever deletes them deletes it."""
    scenarios, mapping = None, dict[str, Any]()
    subject: DraftRow | BatchRow
    if row.draft_id:
        subject = session.get_one(DraftRow, row.draft_id)
        content, scenarios = subject.text.encode(), subject.scenarios
    else:
        subject = session.get_one(BatchRow, row.batch_id)
        content, mapping = subject.content, subject.mapping
    row.sha256 = subject.sha256
    return Taken(row.tenant_id, row.id, row.starts, row.kind, row.options, content, subject.format, scenarios, mapping)


def _end(row: JobRow, state: str, problems: Sequence[dict[str, str]] = ()) -> None:
    row.state, row.ended_at, row.problems, row.changes = state, _now(), list(problems), row.changes + 1


def _candidate(job: Taken, line: str) -> CandidateRow:
    told = json.loads(line)
    return CandidateRow(tenant_id=job.tenant, job_id=job.id, number=told["row"], code=told["code"], result=line)


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
