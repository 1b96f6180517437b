"""When work that one process at a time does for all was done last. It belongs to no tenant."""

from __future__ import annotations

import datetime

from sqlmodel import Field, SQLModel

import api.storage.base  # noqa: F401  names of constraints are agreed before a table is described


class UpkeepRow(SQLModel, table=True):
    """A piece of work by its name, and the instant in UTC at which a process took it up last."""

    __tablename__ = "upkeep"

    name: str = Field(primary_key=True, max_length=40)
    at: datetime.datetime
