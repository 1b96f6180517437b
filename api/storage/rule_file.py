"""A rule file as it stood, named by the hash of its bytes. Rules belong to no tenant: this table is shared."""

from __future__ import annotations

import datetime

from sqlmodel import Field, SQLModel

import api.storage.base  # noqa: F401  names of constraints are agreed before a table is described


class RuleFileRow(SQLModel, table=True):
    """A rule file: `sha256` of its bytes in hexadecimal, where it stood under the home of the rules, its text, when it was first seen."""

    __tablename__ = "rule_file"

    sha256: str = Field(primary_key=True, min_length=64, max_length=64)
    path: str
    text: str
    first_seen: datetime.datetime
