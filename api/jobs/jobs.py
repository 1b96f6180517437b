"""Accepting jobs, telling how far they are, cancelling and repeating them. Every method raises one of UNREACHABLE without database."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from api.drafts.drafts import instant
from api.jobs.kinds import DRAFT, KINDS
from api.once import Asked, forget, once
from api.problems import HttpProblem, refused
from api.storage.batches import BatchRow
from api.storage.database import Database
from api.storage.drafts import DraftRow
from api.storage.jobs import JobFileRow, JobRow
from api.storage.keys import drawn, is_id

QUEUED, RUNNING, DONE, FAILED, CANCELLED = STATES = ("queued", "running", "done", "failed", "cancelled")
WAITING = (QUEUED, RUNNING)
#: Seconds after which whoever has too many jobs may ask again.
LATER = 30


class Jobs:
    """The jobs of all tenants.

    `wake` is set when there is one more to do: workers of this process need not wait for their next look. `followers` are the streams of
    progress that this process has open; its event loop alone counts them.
    """

    def __init__(self, database: Database) -> None:
        self.database, self.wake = database, threading.Event()
        self.followers = 0
        self.keep = datetime.timedelta(days=database.settings.keep_jobs)
        self.most_waiting = database.settings.jobs_waiting

    def start(
        self, tenant: str, kind: str, subject: str, options: Mapping[str, Any] | None = None, asked: Asked | None = None
    ) -> tuple[dict[str, Any], bool]:
        """Accept a job of a kind of `KINDS` on a draft or a batch; what is told of it, and whether this very request was accepted before.

        Raises CaseRefused where there is no such draft or batch, HttpProblem (429) where too many jobs of the tenant wait, and as `once` does.
        """
        told_on = KINDS[kind].on

        def make(session: Session) -> dict[str, Any]:
            model: type[DraftRow] | type[BatchRow] = DraftRow if told_on == DRAFT else BatchRow
            sha256 = session.exec(select(model.sha256).where(col(model.id) == subject)).first() if is_id(subject) else None
            if sha256 is None:
                raise refused(
                    "not-there",
                    f"there is no {told_on} of yours with this id",
                    pointer=f"/{told_on}",
                    mend=f"take the id that the {told_on} was given",
                )
            waiting = session.exec(select(func.count()).select_from(JobRow).where(col(JobRow.state).in_(WAITING))).one()
            if waiting >= self.most_waiting:
                raise self._busy()
            now = datetime.datetime.now(datetime.UTC)
            row = JobRow(
                tenant_id=tenant,
                id=drawn(),
                kind=kind,
                draft_id=subject if told_on == DRAFT else None,
                batch_id=None if told_on == DRAFT else subject,
                sha256=sha256,
                options=dict(options or {}),
                state=QUEUED,
                created_at=now,
                keep_until=now + self.keep,
            )
            session.add(row)
            session.flush()
            return told(row, [])

        found = once(self.database, tenant, asked, make)
        self.wake.set()
        return found

    def one(self, tenant: str, id: str) -> dict[str, Any] | None:
        """What is told of the job of this id."""
        with self.database.session(tenant, reads=True) as session:
            row = session.get(JobRow, id)
            return told(row, _documents(session, id)) if row else None

    def page(
        self, tenant: str, after: str | None, limit: int, *, state: str | None = None, draft: str | None = None, batch: str | None = None
    ) -> list[dict[str, Any]]:
        """What is told of so many jobs, newest first, those after an id; of one state, one draft, one batch where they are named."""
        wanted = select(JobRow).order_by(col(JobRow.id).desc()).limit(limit)
        for column, value in ((JobRow.state, state), (JobRow.draft_id, draft), (JobRow.batch_id, batch)):
            wanted = wanted.where(col(column) == value) if value else wanted
        with self.database.session(tenant, reads=True) as session:
            rows = session.exec(wanted.where(col(JobRow.id) < after) if after else wanted).all()
            return [told(row, _documents(session, row.id) if row.state == DONE else []) for row in rows]

    def cancel(self, tenant: str, id: str) -> dict[str, Any] | None:
        """End a job: one that waits at once, one that runs as soon as its worker looks. One that has ended stays. None where there is none."""
        with self.database.session(tenant) as session:
            row = _locked(session, id)
            if row is None:
                return None
            if row.state in WAITING and not row.cancel_asked:
                row.cancel_asked = True
                row.changes += 1
                if row.state == QUEUED:
                    row.state, row.ended_at = CANCELLED, datetime.datetime.now(datetime.UTC)
                session.add(row)
            return told(row, _documents(session, id))

    def retry(self, tenant: str, id: str) -> dict[str, Any] | None:
        """Do a job once more that failed or was cancelled. None where there is none. Raises HttpProblem: 409 for any other, 429 as `start` does."""
        with self.database.session(tenant) as session:
            row = _locked(session, id)
            if row is None:
                return None
            if row.state not in (FAILED, CANCELLED):
                detail = "Only a job that failed or was cancelled is done once more. For another run of one that is done, start a new job."
                raise HttpProblem(409, "not-to-be-repeated", "The job cannot be repeated", detail)
            if session.exec(select(func.count()).select_from(JobRow).where(col(JobRow.state).in_(WAITING))).one() >= self.most_waiting:
                raise self._busy()
            row.state, row.attempt, row.starts, row.changes = QUEUED, row.attempt + 1, 0, row.changes + 1
            row.cancel_asked, row.problems, row.stage, row.done, row.total = False, [], "", 0, None
            row.started_at = row.ended_at = None
            session.add(row)
            found = told(row, [])
        self.wake.set()
        return found

    def delete(self, tenant: str, id: str) -> bool:
        """Delete a job with its results, at once; one that runs is ended. False where there is none."""
        with self.database.session(tenant) as session:
            forget(session, [id])
            gone = bool(session.exec(delete(JobRow).where(col(JobRow.id) == id)).rowcount)
        self.database.wipe()
        return gone

    def document(self, tenant: str, id: str, name: str) -> JobFileRow | None:
        """A document that came out of a job."""
        with self.database.session(tenant, reads=True) as session:
            return session.get(JobFileRow, (id, name))

    def _busy(self) -> HttpProblem:
        detail = f"{self.most_waiting} of your jobs wait or are being worked on. Start another when one of them has ended."
        return HttpProblem(429, "too-many-jobs", "Too many jobs wait", detail, headers={"Retry-After": str(LATER)})


def told(row: JobRow, documents: list[str]) -> dict[str, Any]:
    """What is told of a job."""
    subject = {DRAFT: row.draft_id} if row.draft_id else {"batch": row.batch_id}
    return {
        "id": row.id,
        "kind": row.kind,
        **subject,
        "sha256": row.sha256,
        "options": row.options,
        "state": row.state,
        "cancelling": row.cancel_asked and row.state in WAITING,
        "attempt": row.attempt,
        "progress": {"stage": row.stage, "done": row.done, "total": row.total},
        "changes": row.changes,
        "findings": row.findings,
        "problems": row.problems,
        "documents": documents,
        "created_at": instant(row.created_at),
        "started_at": instant(row.started_at),
        "ended_at": instant(row.ended_at),
        "keep_until": instant(row.keep_until),
    }


def _documents(session: Session, id: str) -> list[str]:
    return list(session.exec(select(JobFileRow.name).where(col(JobFileRow.job_id) == id).order_by(col(JobFileRow.name))))


def _locked(session: Session, id: str) -> JobRow | None:
    """The job, which nobody else changes before this transaction ends."""
    return session.exec(select(JobRow).where(col(JobRow.id) == id).with_for_update()).first()
