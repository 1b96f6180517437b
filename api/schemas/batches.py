"""Batches of candidates as they are told of, and the results of their rows."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from api.schemas.base import Document


class Batch(Document):
    """A batch without its table."""

    id: str
    title: str
    format: Literal["csv", "xlsx"]
    size: int = Field(description="Bytes of the table.")
    sha256: str = Field(description="Of the table.")
    mapping: bool = Field(description="Whether it came with a mapping of its headings.")
    created_at: str
    keep_until: str = Field(description="It is deleted then, with every result.")


class Batches(Document):
    """Newest first. `after` is the id to ask on from; null where these are the last."""

    batches: list[Batch]
    after: str | None


class BatchResults(Document):
    """Results of rows in their order. `after` is the row to ask on from; null where these are the last."""

    batch: str
    job: str = Field(description="The job that found them.")
    results: list[dict[str, Any]] = Field(description="One for each row, as docs/batches.md has them.")
    after: int | None
