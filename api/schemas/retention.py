"""What is kept how long."""

from __future__ import annotations

from pydantic import Field

from api.schemas.base import Document


class KeptKind(Document):
    id: str
    title: str
    holds: str
    days: int | None = Field(description="Days after which it is deleted; null where nothing is deleted by age.")
    since: str = Field(description="From when the days count; empty without days.")
    otherwise: str = Field(description="What holds where no days do; empty with days.")


class Keeping(Document):
    """Everything that the service may keep."""

    kept: list[KeptKind]
