"""A signed statement that stands for the records of a chain that were removed when their time was over."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from typing import Any

from api.records.ring import CHECKPOINT, Ring
from api.records.seal import Seal, canonical, hashed
from api.storage.records import CheckpointRow


@dataclass(frozen=True)
class Checkpoint:
    """The last record that was removed, its hash, and the statement: canonical JSON with its signature."""

    tenant: str
    number: int
    hash: str
    body: str
    signature: str


def stated(seal: Seal, tenant: str, number: int, hash: str) -> Checkpoint:
    """A new statement: every record up to this number was whole and is removed. Raises InputRefused where the key cannot be used."""
    instant = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    body = canonical({"version": 1, "tenant": tenant, "number": number, "hash": hash, "removed": instant})
    return Checkpoint(tenant, number, hash, body, seal.sign(hashed(body), CHECKPOINT))


def standing(ring: Ring, row: CheckpointRow) -> Checkpoint | None:
    """The statement of a row; None where it is not as it was signed."""
    told = read(ring, row.tenant_id, row.body, row.signature)
    return told if told and told.number == row.number else None


def read(ring: Ring, tenant: str, body: str, signature: str) -> Checkpoint | None:
    """What a statement says; None where it is not signed, or is that of another tenant."""
    if ring.place(hashed(body), signature, CHECKPOINT) is None:
        return None
    told: dict[str, Any] = json.loads(body)
    return Checkpoint(tenant, told["number"], told["hash"], body, signature) if told["tenant"] == tenant else None
