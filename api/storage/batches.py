"""Batches of candidates. They are personal data: they stand in these rows and nowhere else, and end with them."""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, LargeBinary, Text
from sqlmodel import Field

from api.storage.base import Owned


class BatchRow(Owned, table=True):
    """One table of candidates as it was sent, CSV or XLSX, and the mapping of its headings (`engine.batches.mapping`).

    Every instant is in UTC. The row is deleted, with its jobs and their results, once `keep_until` is over.
    """

    __tablename__ = "batches"

    id: str = Field(primary_key=True, max_length=32)
    title: str = Field(max_length=200)
    format: str = Field(max_length=4)
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    size: int
    sha256: str = Field(max_length=64)
    mapping: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    created_at: datetime.datetime
    keep_until: datetime.datetime = Field(index=True)


class CandidateRow(Owned, table=True):
    """What a job found for one row of a batch: its code and the whole result as JSON."""

    __tablename__ = "batch_results"

    job_id: str = Field(sa_column_args=[ForeignKey("jobs.id", ondelete="CASCADE")], primary_key=True, max_length=32)
    number: int = Field(primary_key=True)
    code: str = Field(max_length=40)
    result: str = Field(sa_column=Column(Text, nullable=False))
