"""Keeping records: each names the hash of the one before, and is signed, so that every signature is that of the whole chain until then."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col, select

from api.records.body import kept
from api.records.examining import FIRST
from api.records.seal import Seal, canonical, hashed
from api.storage.database import Database
from api.storage.records import ChainRow, CheckpointRow, RecordRow

_PAGE = 500
_LOCK = text("select pg_advisory_xact_lock(hashtextextended(:name, 0))")


class Records:
    """The records of all tenants. Every method raises one of UNREACHABLE where the database does not answer."""

    def __init__(self, database: Database, seal: Seal | None = None) -> None:
        self.database = database
        self.seal = seal or Seal(database.settings)

    def keep(self, tenant: str, question: str, answer: Mapping[str, Any]) -> RecordRow:
        """Add a record of an answer. It is in the database, with its signature, when this returns."""
        with self.database.session(tenant) as session:
            self.hold(session, tenant)
            chain = session.get(ChainRow, tenant) or ChainRow(tenant_id=tenant, count=0, head=FIRST)
            told = kept(self.seal, tenant, question, answer)  # under the key that signs it, whatever replaces that in the meantime
            row = self._row(tenant, chain, told)
            chain.count, chain.head = row.number, row.hash
            session.add(row)
            session.add(chain)
        return row

    def head(self, tenant: str) -> dict[str, Any] | None:
        """The signed head: the last record's number, id, hash and signature, and the public keys. None where there is no record.

        `key` is the one that signs now, `keys` are all that ever did, the newest first.
        """
        with self.database.session(tenant, reads=True) as session:
            row = session.exec(select(RecordRow).order_by(col(RecordRow.number).desc()).limit(1)).first()
        told = {"tenant": tenant, "number": row.number, "id": row.id, "hash": row.hash, "signature": row.signature} if row else None
        keys = self.seal.ring.public() if told else []
        return {**told, "key": keys[0], "keys": keys} if told else None

    def checkpoint(self, tenant: str) -> CheckpointRow | None:
        """What stands for records that were removed when their time was over."""
        with self.database.session(tenant, reads=True) as session:
            return session.get(CheckpointRow, tenant)

    def export(self, tenant: str) -> Iterator[dict[str, Any]]:
        """All records as they are handed out, and before them what stands for those that were removed."""
        if point := self.checkpoint(tenant):
            yield {"checkpoint": point.body, "signature": point.signature}
        yield from map(exported, self.rows(tenant))

    def page(self, tenant: str, after: int | None = None, most: int = _PAGE) -> list[RecordRow]:
        """So many records after a number, or from the first on, in their order."""
        wanted = select(RecordRow).order_by(col(RecordRow.number)).limit(most)
        with self.database.session(tenant, reads=True) as session:
            return list(session.exec(wanted if after is None else wanted.where(col(RecordRow.number) > after)))

    def rows(self, tenant: str) -> Iterator[RecordRow]:
        """All records in their order, read page by page."""
        page = self.page(tenant)
        while page:
            yield from page
            page = self.page(tenant, page[-1].number) if len(page) == _PAGE else []

    def one(self, tenant: str, id: str) -> RecordRow | None:
        """The record of this id."""
        with self.database.session(tenant, reads=True) as session:
            return session.exec(select(RecordRow).where(col(RecordRow.id) == id)).first()

    def hold(self, session: Session, tenant: str) -> None:
        """Let nobody else change the chain of a tenant before this transaction ends: SQLite holds the write lock already."""
        if self.database.postgres:
            session.connection().execute(_LOCK, {"name": f"records {tenant}"})

    def _row(self, tenant: str, chain: ChainRow, told: Mapping[str, Any]) -> RecordRow:
        number, id = chain.count + 1, secrets.token_hex(16)
        instant = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        body = canonical({**told, "tenant": tenant, "number": number, "id": id, "kept": instant, "previous": chain.head})
        hash = hashed(body)
        return RecordRow(tenant_id=tenant, number=number, id=id, body=body, hash=hash, signature=self.seal.sign(hash))


def exported(row: RecordRow) -> dict[str, Any]:
    """A record as it is handed out; `body` is text, since its hash is that of its bytes."""
    return {"number": row.number, "id": row.id, "body": row.body, "hash": row.hash, "signature": row.signature}
