"""Drafts of tenants: rule files that are not law. Law is no person's, but a draft is confidential until its ministry publishes it."""

from __future__ import annotations

import datetime

from sqlalchemy import Column, Text
from sqlmodel import Field

from api.storage.base import Owned


class DraftRow(Owned, table=True):
    """One draft: `text` as it was sent, with the SHA-256 of its bytes; `scenarios` are its worked cases, where it has any.

    Every instant is in UTC. The row is deleted, with its jobs and their results, once `keep_until` is over.
    """

    __tablename__ = "drafts"

    id: str = Field(primary_key=True, max_length=32)
    title: str = Field(max_length=200)
    format: str = Field(max_length=4)
    text: str = Field(sa_column=Column(Text, nullable=False))
    scenarios: str | None = Field(default=None, sa_column=Column(Text))
    sha256: str = Field(max_length=64)
    created_at: datetime.datetime
    changed_at: datetime.datetime
    keep_until: datetime.datetime = Field(index=True)
