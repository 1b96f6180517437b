"""Removing the oldest records of a chain so that the rest can still be verified: a signed checkpoint stands for them."""

from __future__ import annotations

import datetime
import json
from itertools import takewhile

from sqlalchemy import delete
from sqlmodel import Session, col, select

from api.records import checkpoint
from api.records.chain import Records
from api.records.examining import examined
from api.storage.records import CheckpointRow, RecordRow

#: So many records are removed in one transaction: while it lasts no record of the tenant can be kept.
_AT_ONCE = 500


def remove(records: Records, tenant: str, before: datetime.datetime) -> tuple[int, bool]:
    """Remove the records of a tenant that were kept before an instant; how many, and whether all of them were as they were written.

    Each is looked at before: where one was altered, removed or moved, it and what follows stay, so that this does not hide it.
    """
    removed = 0
    while True:
        with records.database.operator() as session:
            count, whole = _some(session, records, tenant, f"{before:%Y-%m-%dT%H:%M:%SZ}")
        removed += count
        if not whole or count < _AT_ONCE:
            return removed, whole


def _some(session: Session, records: Records, tenant: str, before: str) -> tuple[int, bool]:
    records.hold(session, tenant)
    row = session.get(CheckpointRow, tenant)
    point = checkpoint.standing(records.seal.ring, row) if row else None
    if row and point is None:
        return 0, False
    wanted = select(RecordRow).where(col(RecordRow.tenant_id) == tenant).order_by(col(RecordRow.number)).limit(_AT_ONCE)
    rows = list(session.exec(wanted))
    told = examined(rows, records.seal.ring, point)
    good = 0
    for place, found in enumerate(rows, told.begins + 1):
        if found.number != place or any(f.number == place for f in told.found):
            break
        good += 1
    old = list(takewhile(lambda row: json.loads(row.body)["kept"] < before, rows[:good]))
    if old:
        new = checkpoint.stated(records.seal, tenant, old[-1].number, old[-1].hash)
        session.connection().execute(delete(RecordRow).where(col(RecordRow.tenant_id) == tenant, col(RecordRow.number) <= new.number))
        row = row or CheckpointRow(tenant_id=tenant, number=0, body="", signature="")
        row.number, row.body, row.signature = new.number, new.body, new.signature
        session.add(row)
    return len(old), good == len(rows)
