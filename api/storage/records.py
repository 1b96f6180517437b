"""Decision records of tenants: rows that are added and never changed, and where the chain of each tenant stands."""

from __future__ import annotations

from sqlalchemy import Column, Text
from sqlmodel import Field

from api.storage.base import Owned


class RecordRow(Owned, table=True):
    """One record. `body` is canonical JSON, `hash` its SHA-256 in hexadecimal, `signature` a compact JWS over that hash.

    `number` counts from 1 in each tenant; `id` is drawn and tells nothing. Both stand in the body too.
    """

    __tablename__ = "decision_records"

    tenant_id: str = Field(primary_key=True, foreign_key="tenants.id", max_length=40)
    number: int = Field(primary_key=True)
    id: str = Field(unique=True, max_length=32)
    body: str = Field(sa_column=Column(Text, nullable=False))
    hash: str = Field(max_length=64)
    signature: str = Field(max_length=400)


class ChainRow(Owned, table=True):
    """How many records a tenant has, and the hash of the last."""

    __tablename__ = "record_chains"

    tenant_id: str = Field(primary_key=True, foreign_key="tenants.id", max_length=40)
    count: int
    head: str = Field(max_length=64)


class CheckpointRow(Owned, table=True):
    """What stands for the records of a tenant that were removed when their time was over: the last of them, with its hash.

    `body` is canonical JSON with both and the instant, `signature` a compact JWS over its SHA-256.
    """

    __tablename__ = "record_checkpoints"

    tenant_id: str = Field(primary_key=True, foreign_key="tenants.id", max_length=40)
    number: int
    body: str = Field(sa_column=Column(Text, nullable=False))
    signature: str = Field(max_length=400)
