"""Tokens, and what a key may do."""

from __future__ import annotations

from typing import Literal

from api.schemas.base import Document


class Token(Document):
    """RFC 6749: `expires_in` in seconds, `scope` with spaces between."""

    access_token: str
    token_type: Literal["Bearer"]
    expires_in: int
    scope: str


class Access(Document):
    """Quotas of the tenant in requests; 0 is no quota. `key` is the part that is no secret."""

    tenant: str
    key: str
    scopes: list[str]
    per_minute: int
    per_day: int
