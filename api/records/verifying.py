"""Whether a chain in the database is as it was written, and where it is not: altered, moved, removed, or standing where another history was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.records import checkpoint
from api.records.chain import Records
from api.records.examining import FIRST, Examined, Finding, compared, examined, gone
from api.storage.records import ChainRow, CheckpointRow


def verify(records: Records, tenant: str, known: Mapping[str, Any] | None = None) -> tuple[int, list[Finding]]:
    """How many records were read, and what is wrong with them. `known` is a head that was exported before.

    Without it, a chain that was cut at its end together with what tells its length cannot be told from one that was shorter. Records that
    were removed when their time was over are stood for by a signed checkpoint.
    """
    while True:
        count, head, stated = _chain(records, tenant)
        point = checkpoint.standing(records.seal.ring, stated) if stated else None
        told = examined(records.rows(tenant), records.seal.ring, point)
        after, _, stated_after = _chain(records, tenant)
        if (stated and stated.body) == (stated_after and stated_after.body):  # else records were removed while these were read
            break
    if stated and point is None:
        told.found.insert(0, Finding(0, "altered", "what stands for the records that were removed is not as it was signed"))
    told.found += _ends(told, count, head, after)
    if known is not None:
        told.found += compared(told, records.seal.ring, tenant, known)
    return told.read, told.found


def _ends(told: Examined, count: int, head: str, after: int) -> list[Finding]:
    """What is missing between the first record and the last, and whether the end is where the chain says."""
    places, altered, first = told.places, told.altered, told.begins
    last = max(places)
    wrong = Finding(0, "altered", "it does not end where it says that it ends")
    if places.get(count, FIRST if count == 0 else head) != head or last > after:
        return [*gone(places.keys() | {n for n in altered if n <= last}, first, last), wrong]
    if count > last and places.get(last) == head:  # it names the last record, and counts more
        return [*gone(places.keys() | altered, first, last), wrong]
    return gone(places.keys() | {n for n in altered if n <= count}, first, max(count, last))


def _chain(records: Records, tenant: str) -> tuple[int, str, CheckpointRow | None]:
    with records.database.session(tenant, reads=True) as session:
        row = session.get(ChainRow, tenant)
        count, head = (row.count, row.head) if row else (0, FIRST)
        return count, head, session.get(CheckpointRow, tenant)
