"""Health of the service, and problem details."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from api.schemas.base import Document


class Live(Document):
    status: Literal["live"]


class Ready(Document):
    status: Literal["ready", "not ready"]
    engine: str
    backend: str
    fallen_back: bool
    edition: str = Field(description="The hash of the rules in use in this process; empty for rules that were given and stay.")
    golden: bool
    database: bool = Field(description="Whether the database answers.")
    migrations: bool = Field(description="Whether its tables have the newest form.")
    warnings: list[str]


class Finding(Document):
    pointer: str | None = Field(default=None, description="JSON pointer into the body.")
    place: str | None = Field(default=None, description="File, line and column of a rule file.")
    code: str
    message: str
    found: str
    expected: str
    mend: str


class Problem(Document):
    """RFC 9457. Never repeats what was sent."""

    type: str
    title: str
    status: int
    detail: str
    request_id: str
    problems: list[Finding] | None = None
    error: str | None = Field(default=None, description="At /oauth/token alone: the code of RFC 6749.")
