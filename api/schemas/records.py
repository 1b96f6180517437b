"""Decision records as they are handed out."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from api.schemas.base import Document


class Record(Document):
    """One record. `body` is canonical JSON as text (RFC 8785): `hash` is the SHA-256 of its bytes, `signature` a compact JWS over the hash."""

    number: int
    id: str
    body: str
    hash: str
    signature: str


class Records(Document):
    """Records in their order. `after` is the number to ask on from; null where these are the last."""

    records: list[Record]
    after: int | None


class RecordHead(Document):
    """The last record, and the public keys by one of which its signature, and with it the chain until then, is looked at."""

    tenant: str
    number: int
    id: str
    hash: str
    signature: str
    key: dict[str, Any] = Field(description="A JWK, RFC 8037: the key that signs now.")
    keys: list[dict[str, Any]] = Field(description="It and those that signed before it, the newest first.")
