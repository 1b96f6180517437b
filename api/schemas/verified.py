"""A signed credential, verified: its state and the facts that it tells, and the decision that rests on them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from api.schemas.answer import Answer
from api.schemas.base import Document

State = Literal["verified", "not_verified", "expired", "revoked", "status_unpublished", "issuer_unknown", "evidence_disputed"]


class Found(Document):
    """One finding: its state, its code, and a sentence."""

    state: State
    code: str
    why: str


class IssuerOf(Document):
    id: str
    name: str | None = Field(description="As the registry has it; null where nobody registered this issuer.")


class RegistryOf(Document):
    id: str
    title: str
    demonstration: bool = Field(description="Whether this is the registry that only serves to try things out; it proves nothing.")
    hash: str


class Verification(Found):
    as_of: str
    issuer: IssuerOf | None
    format: str | None
    valid_from: str | None
    valid_until: str | None
    status: str = Field(description="What the issuer's status list says, as far as it was read.")
    registry: RegistryOf
    findings: list[Found]
    facts: dict[str, Any] = Field(description="Facts of a case that the credential tells; empty where it cannot be relied on.")
    known_by: dict[str, str] = Field(description="How each of these facts is known.")


class Conflict(Document):
    """A fact that the case and the credential tell differently; the signed one is taken."""

    fact: str
    written_as: str
    taken: str


class VerifiedCredential(Document):
    verification: Verification
    conflicts: list[Conflict]
    answer: Answer | None
