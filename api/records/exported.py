"""Whether an exported file holds what was written: with the public keys alone, without the database and without its private key."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from api.records import checkpoint
from api.records.checkpoint import Checkpoint
from api.records.examining import Finding, compared, examined, gone
from api.records.ring import Ring
from engine.problems import InputRefused, Place, Problem

_KEYS = ("number", "id", "body", "hash", "signature")
#: A line of an export is no longer; nothing longer is read.
_LONGEST = 1_000_000


@dataclass(frozen=True)
class Line:
    """A record as a line of an export tells it. `tenant_id` is the tenant of the first line: one export is that of one tenant."""

    tenant_id: str
    number: int
    id: str
    body: str
    hash: str
    signature: str


def verify(path: Path, ring: Ring, known: Mapping[str, Any] | None = None) -> tuple[str, int, list[Finding]]:
    """The tenant of an export, how many records were read, and what is wrong with them.

    That the last records were cut off is found only with a head that was put aside (`known`). Raises InputRefused for a file that is none.
    """
    with path.open("rb") as file:
        lines = _lines(file)
        first = next(lines, None)
        tenant = _tenant(first) if first else ""
        point, wrong = _point(first, ring, tenant)
        rest = iter([first] if first and "checkpoint" not in first else [])
        rows = (Line(tenant, **{key: line[key] for key in _KEYS}) for line in chain(rest, lines))
        told = examined(_ordered(rows, wrong), ring, point)
    found = [*wrong, *told.found, *gone(told.places.keys() | told.altered, told.begins, max(told.places))]
    return tenant, told.read, found + (compared(told, ring, tenant, known) if known is not None else [])


def _ordered(rows: Iterator[Line], wrong: list[Finding]) -> Iterator[Line]:
    """The lines, and a finding for each that does not stand behind those with smaller numbers."""
    last = 0
    for row in rows:
        if row.number <= last:
            wrong.append(Finding(row.number, "moved", "it does not stand in its order"))
        last = max(last, row.number)
        yield row


def _lines(file: Any) -> Iterator[dict[str, Any]]:
    for number in range(1, 2**31):
        raw = file.readline(_LONGEST)
        if not raw:
            return
        try:
            line = json.loads(raw)
            shaped = isinstance(line, dict) and (_shaped(line) or (number == 1 and isinstance(line.get("checkpoint"), str)))
        except ValueError:
            shaped = False
        if not shaped:
            message, mend = "this is no line of an export", "give the file that /v1/records/export or `portability records export` wrote"
            raise InputRefused([Problem(Place(file="--export", line=number, column=1), "bad-export", message, mend=mend)])
        yield line


def _shaped(line: Mapping[str, Any]) -> bool:
    texts = all(isinstance(line.get(key), str) for key in _KEYS[1:])
    return texts and isinstance(line.get("number"), int) and not isinstance(line["number"], bool)


def _tenant(line: Mapping[str, Any]) -> str:
    try:
        return str(json.loads(line.get("checkpoint", line.get("body")))["tenant"])
    except (ValueError, KeyError, TypeError):
        return ""


def _point(line: Mapping[str, Any] | None, ring: Ring, tenant: str) -> tuple[Checkpoint | None, list[Finding]]:
    if line is None or "checkpoint" not in line:
        return None, []
    point = checkpoint.read(ring, tenant, line["checkpoint"], str(line.get("signature")))
    return point, [] if point else [Finding(0, "altered", "what stands for the records that were removed is not as it was signed")]
