"""Rows as lines of JSON and back, so that a copy of one kind of database is restored into another."""

from __future__ import annotations

import base64
import datetime
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import JSON, Date, DateTime, LargeBinary, Table
from sqlalchemy.types import TypeDecorator

from api.storage import tables

#: Tables whose rows mean nothing elsewhere: they tell what this database did last.
_OWN = frozenset({"upkeep"})


def kept() -> list[Table]:
    """The tables of a copy; one that another refers to stands before it."""
    return [t for t in tables.METADATA.sorted_tables if t.name not in _OWN]


def line(row: Mapping[str, Any]) -> bytes:
    """A row as one line. Instants and days are written as ISO 8601 has them, bytes in base64."""
    return json.dumps({name: _plain(value) for name, value in row.items()}, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def values(table: Table, raw: bytes) -> dict[str, Any]:
    """A line as values for a row of this table. Raises ValueError where it is none."""
    told = json.loads(raw)
    if not isinstance(told, dict) or told.keys() != set(table.columns.keys()):
        raise ValueError
    return {column.name: _value(column.type, told[column.name]) for column in table.columns}


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.isoformat() if isinstance(value, datetime.date) else value


def _value(kind: Any, told: Any) -> Any:
    kind = kind.impl if isinstance(kind, TypeDecorator) else kind
    if told is None or isinstance(kind, JSON):
        return told
    if isinstance(kind, LargeBinary):
        return base64.b64decode(told, validate=True)
    if isinstance(kind, DateTime):
        return datetime.datetime.fromisoformat(told)
    return datetime.date.fromisoformat(told) if isinstance(kind, Date) else told
