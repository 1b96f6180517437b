"""Jobs of tenants, what came out of them, and which creating requests were answered already."""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, LargeBinary, Text
from sqlmodel import Field

from api.storage.base import Owned


class JobRow(Owned, table=True):
    """One job on a draft or a batch, whose content had the hash `sha256` when it was accepted.

    `state` is queued, running, done, failed or cancelled. `attempt` counts from 1 and grows by each retry, `starts` each time that a worker
    takes it up; `changes` grows by each change of the row and numbers the events of progress; `done` of `total` are steps or rows.
    `findings` tells of a job that is done whether its command found something, `problems` why it failed. The row is deleted, with its
    results, once `keep_until` is over, and with its draft or batch.
    """

    __tablename__ = "jobs"

    id: str = Field(primary_key=True, max_length=32)
    kind: str = Field(max_length=20)
    draft_id: str | None = Field(default=None, sa_column_args=[ForeignKey("drafts.id", ondelete="CASCADE")], index=True, max_length=32)
    batch_id: str | None = Field(default=None, sa_column_args=[ForeignKey("batches.id", ondelete="CASCADE")], index=True, max_length=32)
    sha256: str = Field(max_length=64)
    options: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    state: str = Field(index=True, max_length=12)
    attempt: int = 1
    starts: int = 0
    stage: str = Field(default="", max_length=60)
    done: int = 0
    total: int | None = None
    changes: int = 1
    cancel_asked: bool = False
    findings: bool | None = None
    problems: list[dict[str, str]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    created_at: datetime.datetime
    started_at: datetime.datetime | None = None
    ended_at: datetime.datetime | None = None
    keep_until: datetime.datetime = Field(index=True)


class JobFileRow(Owned, table=True):
    """A document that came out of a job: data, a page, a PDF. Written once, with the state `done`, in one transaction."""

    __tablename__ = "job_files"

    job_id: str = Field(sa_column_args=[ForeignKey("jobs.id", ondelete="CASCADE")], primary_key=True, max_length=32)
    name: str = Field(primary_key=True, max_length=80)
    media_type: str = Field(max_length=80)
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class AnsweredRow(Owned, table=True):
    """A creating request that carried an Idempotency-Key, and its answer.

    `digest` is that of route and key, `body` that of what was sent: neither is kept itself. `answer` is empty once what was made is deleted.
    """

    __tablename__ = "idempotency_keys"

    tenant_id: str = Field(primary_key=True, foreign_key="tenants.id", max_length=40)
    digest: str = Field(primary_key=True, max_length=64)
    body: str = Field(max_length=64)
    made: str = Field(index=True, max_length=32)
    answer: str = Field(sa_column=Column(Text, nullable=False))
    created_at: datetime.datetime
    keep_until: datetime.datetime = Field(index=True)
