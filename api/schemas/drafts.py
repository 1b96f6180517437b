"""Drafts as they are told of."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from api.schemas.base import Document


class Draft(Document):
    """A draft without its text. `scenarios`: whether it came with worked cases."""

    id: str
    title: str
    format: Literal["yaml", "json"]
    sha256: str = Field(description="Of the bytes of its text.")
    scenarios: bool
    created_at: str
    changed_at: str
    keep_until: str = Field(description="It is deleted then.")


class DraftText(Draft):
    """A draft with its text, as it was sent."""

    text: str
    scenarios_text: str | None


class Drafts(Document):
    """Newest first. `after` is the id to ask on from; null where these are the last."""

    drafts: list[Draft]
    after: str | None
