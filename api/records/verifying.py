"""Whether a chain is as it was written, and where it is not: which record was altered, moved, removed, or stands where another history was."""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from api.records.chain import FIRST, Records
from api.records.seal import hashed
from api.storage.records import ChainRow, RecordRow

#: So many records that are missing one after another are told one by one.
_LONG = 1_000


@dataclass(frozen=True)
class Finding:
    """Something that is not as it was written. `number` is the place that the record had when it was kept; 0 stands for the chain itself."""

    number: int
    kind: str
    told: str

    def __str__(self) -> str:
        return f"record {self.number}: {self.kind}; {self.told}" if self.number else f"chain: {self.kind}; {self.told}"


def verify(records: Records, tenant: str, known: Mapping[str, Any] | None = None) -> tuple[int, list[Finding]]:
    """How many records were read, and what is wrong with them. `known` is a head that was exported before.

    Without it, a chain that was cut at its end together with what tells its length cannot be told from one that was shorter.
    """
    before = _chain(records, tenant)
    found: list[Finding] = []
    places: dict[int, str] = {}
    altered: set[int] = set()
    read = 0
    for row in records.rows(tenant):
        read += 1
        body, wrong = _row(records, row)
        number = row.number if body is None else int(body["number"])
        found += wrong
        if body is None:
            altered.add(number)
            continue
        if number - 1 in places or number == 1:
            previous = FIRST if number == 1 else places[number - 1]
            if body["previous"] != previous:
                found.append(Finding(number, "of another history", "it does not name the record before it"))
        places.setdefault(number, hashed(row.body))
    found += _ends(before, _chain(records, tenant), places, altered)
    if known is not None:
        found += _known(records, tenant, known, places)
    return read, found


def _row(records: Records, row: RecordRow) -> tuple[dict[str, Any] | None, list[Finding]]:
    """What a record says, where it is as it was written, and what is wrong beside it."""
    hash = hashed(row.body)
    if not records.seal.signed(hash, row.signature):
        what = "its text is not the one that was signed" if hash != row.hash else "its signature is not good"
        return None, [Finding(row.number, "altered", what)]
    body: dict[str, Any] = json.loads(row.body)
    wrong = []
    if row.hash != hash:
        wrong.append(Finding(body["number"], "altered", "its hash is not that of its text"))
    if row.id != body["id"]:
        wrong.append(Finding(body["number"], "altered", "its id is not the one in its text"))
    if row.tenant_id != body["tenant"]:
        return None, [Finding(row.number, "of another tenant", "it was kept for another")]
    if row.number != body["number"]:
        wrong.append(Finding(body["number"], "moved", f"it stands at place {row.number}"))
    return body, wrong


def _ends(before: tuple[int, str], after: tuple[int, str], places: Mapping[int, str], altered: set[int]) -> list[Finding]:
    """What is missing between the first record and the last, and whether the end is where the chain says."""
    count, head = before
    last = max(places, default=0)
    wrong = Finding(0, "altered", "it does not end where it says that it ends")
    if places.get(count, FIRST if count == 0 else head) != head or last > after[0]:
        return [*_gone(places.keys() | {n for n in altered if n <= last}, last), wrong]
    if count > last and places.get(last) == head:  # it names the last record, and counts more
        return [*_gone(places.keys() | altered, last), wrong]
    return _gone(places.keys() | {n for n in altered if n <= count}, max(count, last))


def _gone(there: Set[int], last: int) -> list[Finding]:
    """The places up to the last that no record has; a long gap is told as one."""
    found: list[Finding] = []
    numbers = [0, *sorted(n for n in there if 0 < n <= last), last + 1]
    for before, after in pairwise(numbers):
        if after - before > _LONG:
            found.append(Finding(before + 1, "removed", f"no record has a place from here to {after - 1}"))
        else:
            found += [Finding(n, "removed", "no record has its place") for n in range(before + 1, after)]
    return found


def _known(records: Records, tenant: str, known: Mapping[str, Any], places: Mapping[int, str]) -> list[Finding]:
    """Whether the chain still holds the record that was its head."""
    number, hash = known.get("number"), str(known.get("hash"))
    if known.get("tenant") != tenant or not isinstance(number, int) or not records.seal.signed(hash, str(known.get("signature"))):
        return [Finding(0, "not compared", "the head that was given is not one of this chain, or not signed by this installation")]
    if places.get(number) == hash:
        return []
    return [Finding(number, "removed" if number not in places else "of another history", "the head that was given names another record")]


def _chain(records: Records, tenant: str) -> tuple[int, str]:
    with records.database.session(tenant, reads=True) as session:
        row = session.get(ChainRow, tenant)
        return (row.count, row.head) if row else (0, FIRST)
