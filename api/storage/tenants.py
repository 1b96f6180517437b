"""Tenants, and what they show to be let in: keys of the API, clients of OAuth.

A secret is never stored: `secret_hash` is what `api.security.secrets` makes of it. Instants are in UTC, `last_used` is a day.
"""

from __future__ import annotations

import datetime

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from api.storage.base import Owned


class Tenant(SQLModel, table=True):
    """An organisation that uses the service. `id` is a short word that the operator chooses; `per_day` 0 is no quota.

    `origins` are the sites whose scripts may call the API, `frames` those that may show its pages in a frame: whole origins, no patterns.
    `theme` is what `api.security.themes` read.
    """

    __tablename__ = "tenants"

    id: str = Field(primary_key=True, max_length=40)
    title: str = Field(max_length=200)
    created: datetime.datetime
    disabled: datetime.datetime | None = None
    per_minute: int = 600
    per_day: int = 0
    origins: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    frames: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    theme: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False, server_default="{}"))


class Admitted(Owned):
    """What a key and a client have in common. `id` is the part that is no secret; `scopes` are words with spaces between."""

    id: str = Field(primary_key=True, max_length=40)
    title: str = Field(default="", max_length=200)
    secret_hash: str = Field(max_length=64)
    scopes: str = Field(max_length=1000)
    created: datetime.datetime
    expires: datetime.datetime | None = None
    revoked: datetime.datetime | None = None
    last_used: datetime.date | None = None
    replaces: str | None = Field(default=None, max_length=40)


class ApiKey(Admitted, table=True):
    """A key: `ptk_<id>_<secret>`, sent with each request."""

    __tablename__ = "api_keys"


class OAuthClient(Admitted, table=True):
    """A client of OAuth: its id and secret are exchanged for short-lived tokens."""

    __tablename__ = "oauth_clients"


class Usage(Owned, table=True):
    """How much of its daily quota a tenant has taken. Nothing is told of what was asked."""

    __tablename__ = "tenant_usage"

    day: datetime.date = Field(primary_key=True)
    tenant_id: str = Field(primary_key=True, foreign_key="tenants.id", max_length=40)
    taken: int = 0
