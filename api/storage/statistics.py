"""Counters of tenants for periods that are not yet published, and the figures that are. Neither tells of a question or of a person.

`name` is the id of a table, `period` a month or quarter, `cell` the values of the table's dimensions as a JSON list of texts.
"""

from __future__ import annotations

from sqlalchemy import Column, Text
from sqlmodel import Field, SQLModel

from api.storage.base import Owned


class CounterRow(Owned, table=True):
    """How many questions a tenant gave to a cell. It is deleted when its period is published."""

    __tablename__ = "statistics_counters"

    tenant_id: str = Field(primary_key=True, foreign_key="tenants.id", max_length=40)
    name: str = Field(primary_key=True, max_length=20)
    period: str = Field(primary_key=True, max_length=7)
    cell: str = Field(sa_column=Column(Text, primary_key=True))
    count: int


class FigureRow(SQLModel, table=True):
    """A figure that is published: of all tenants together, rounded, and never changed."""

    __tablename__ = "statistics_figures"

    name: str = Field(primary_key=True, max_length=20)
    period: str = Field(primary_key=True, max_length=7)
    cell: str = Field(sa_column=Column(Text, primary_key=True))
    figure: int


class ClosedRow(SQLModel, table=True):
    """A table whose figures for a period are published; whatever is counted for it later is dropped."""

    __tablename__ = "statistics_closed"

    name: str = Field(primary_key=True, max_length=20)
    period: str = Field(primary_key=True, max_length=7)
