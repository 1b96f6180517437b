"""Whether records in their order are as they were written, and where not: in the database as in a file that was exported."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Protocol

from api.records.checkpoint import Checkpoint
from api.records.ring import Ring
from api.records.seal import hashed

#: What the first record names as the hash before it.
FIRST = "0" * 64
#: So many records that are missing one after another are told one by one.
_LONG = 1_000


class Told(Protocol):
    """A record as it is stored or exported."""

    @property
    def tenant_id(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def id(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def hash(self) -> str: ...
    @property
    def signature(self) -> str: ...


@dataclass(frozen=True)
class Finding:
    """Something that is not as it was written. `number` is the place that the record had when it was kept; 0 stands for the chain itself."""

    number: int
    kind: str
    told: str

    def __str__(self) -> str:
        return f"record {self.number}: {self.kind}; {self.told}" if self.number else f"chain: {self.kind}; {self.told}"


@dataclass
class Examined:
    """Records that were looked at: how many, the hash at each place, the places of those whose text cannot be trusted, and what is wrong."""

    begins: int
    places: dict[int, str]
    read: int = 0
    altered: set[int] = field(default_factory=set)
    found: list[Finding] = field(default_factory=list)


def examined(rows: Iterable[Told], ring: Ring, checkpoint: Checkpoint | None) -> Examined:
    """Look at records in the order of their numbers, from the first, or from the one after a checkpoint."""
    told = Examined(checkpoint.number, {checkpoint.number: checkpoint.hash}) if checkpoint else Examined(0, {0: FIRST})
    newest = len(ring.keys)
    for row in rows:
        told.read += 1
        key = ring.place(hashed(row.body), row.signature)
        if key is None:
            told.altered.add(row.number)
            what = "its text is not the one that was signed" if hashed(row.body) != row.hash else "its signature is not good"
            told.found.append(Finding(row.number, "altered", what))
            continue
        body: dict[str, Any] = json.loads(row.body)
        number = int(body["number"])
        if row.tenant_id != body["tenant"]:
            told.altered.add(row.number)
            told.found.append(Finding(row.number, "of another tenant", "it was kept for another"))
            continue
        told.found += _beside(row, body)
        if number <= told.begins:
            told.found.append(Finding(number, "of another history", "it was removed when its time was over"))
            continue
        if key > newest:
            told.found.append(Finding(number, "of another history", "it is signed by a key that was replaced before"))
        newest = min(newest, key)
        if told.places.get(number - 1, body["previous"]) != body["previous"]:
            told.found.append(Finding(number, "of another history", "it does not name the record before it"))
        told.places.setdefault(number, hashed(row.body))
    return told


def gone(there: Set[int], first: int, last: int) -> list[Finding]:
    """The places after the first up to the last that no record has; a long gap is told as one."""
    found: list[Finding] = []
    numbers = [first, *sorted(n for n in there if first < n <= last), last + 1]
    for before, after in pairwise(numbers):
        if after - before > _LONG:
            found.append(Finding(before + 1, "removed", f"no record has a place from here to {after - 1}"))
        else:
            found += [Finding(n, "removed", "no record has its place") for n in range(before + 1, after)]
    return found


def compared(told: Examined, ring: Ring, tenant: str, head: Mapping[str, Any]) -> list[Finding]:
    """Whether the chain still holds the record that was its head when that was put aside.

    A head from before a checkpoint names a record that was removed when its time was over; nothing is said of it.
    """
    number, hash = head.get("number"), str(head.get("hash"))
    if head.get("tenant") != tenant or not isinstance(number, int) or ring.place(hash, str(head.get("signature"))) is None:
        return [Finding(0, "not compared", "the head that was given is not one of this chain, or not signed by this installation")]
    if number < told.begins or told.places.get(number) == hash:
        return []
    return [Finding(number, "removed" if number not in told.places else "of another history", "the head that was given names another record")]


def _beside(row: Told, body: Mapping[str, Any]) -> list[Finding]:
    """What stands wrong beside a text that is as it was written."""
    wrong = []
    if row.hash != hashed(row.body):
        wrong.append(Finding(body["number"], "altered", "its hash is not that of its text"))
    if row.id != body["id"]:
        wrong.append(Finding(body["number"], "altered", "its id is not the one in its text"))
    if row.number != body["number"]:
        wrong.append(Finding(body["number"], "moved", f"it stands at place {row.number}"))
    return wrong
