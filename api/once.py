"""`Idempotency-Key`: a creating request that is sent twice makes one thing, and is answered twice in the same words.

What is kept is a digest of route and key, a digest of what was sent, and the answer; all of it in the transaction that makes the thing, so
that there is never one without the other.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col
from starlette.requests import Request

from api.problems import HttpProblem
from api.storage.database import Database
from api.storage.jobs import AnsweredRow

HEADER = "Idempotency-Key"
_LONGEST = 200
_TOLD = f"A word of your own, 1 to {_LONGEST} visible characters. Sent again with the same body while jobs are kept, it gives the same answer."
#: What the description says of the header, for a route that reads it.
PARAMETER: dict[str, Any] = {"parameters": [{"name": HEADER, "in": "header", "required": False, "schema": {"type": "string"}, "description": _TOLD}]}


@dataclass(frozen=True)
class Asked:
    """A creating request with a key: digests of route and key, and of what was sent."""

    digest: str
    body: str


def asked(request: Request, route: str, *parts: bytes) -> Asked | None:
    """The request with its key; None where it has none. Raises HttpProblem (422) for what is no key."""
    told = request.headers.getlist(HEADER.lower())
    if not told:
        return None
    if len(told) > 1 or not 0 < len(told[0]) <= _LONGEST or not told[0].isascii() or not told[0].isprintable():
        raise HttpProblem(422, "bad-idempotency-key", "The key of the request cannot be used", f"{HEADER}: {_TOLD}")
    return Asked(_digest(route.encode(), told[0].encode()), _digest(*parts))


def once(database: Database, tenant: str, sent: Asked | None, make: Callable[[Session], dict[str, Any]]) -> tuple[dict[str, Any], bool]:
    """What `make` tells of the thing it makes (with its `id`), and whether it was made before.

    Raises HttpProblem: 422 where the key came with another body, 409 where what it made is deleted; and whatever `make` raises.
    """
    if sent is None:
        with database.session(tenant) as session:
            return make(session), False
    try:
        with database.session(tenant) as session:
            row = session.get(AnsweredRow, (tenant, sent.digest))
            if row is not None:
                return _again(row, sent), True
            told = make(session)
            now = datetime.datetime.now(datetime.UTC)
            until = now + datetime.timedelta(days=database.settings.keep_jobs)
            answer = json.dumps(told, ensure_ascii=False)
            session.add(
                AnsweredRow(tenant_id=tenant, digest=sent.digest, body=sent.body, made=told["id"], answer=answer, created_at=now, keep_until=until)
            )
            session.flush()
            return told, False
    except IntegrityError:  # the same request is answered at this very moment, elsewhere
        with database.session(tenant, reads=True) as session:
            row = session.get(AnsweredRow, (tenant, sent.digest))
            if row is None:
                raise
            return _again(row, sent), True


def forget(session: Session, made: list[str]) -> None:
    """What was made is deleted: the answers that told of it are emptied, and the keys make nothing anew."""
    session.exec(update(AnsweredRow).where(col(AnsweredRow.made).in_(made)).values(answer=""))


def _again(row: AnsweredRow, sent: Asked) -> dict[str, Any]:
    if row.body != sent.body:
        detail = f"This {HEADER} came with another body before. Take a new key for a new request."
        raise HttpProblem(422, "idempotency-key-reused", "The key of the request was used for another", detail)
    if not row.answer:
        detail = f"What this {HEADER} made is deleted. Take a new key to make it anew."
        raise HttpProblem(409, "deleted", "What was made is deleted", detail)
    told: dict[str, Any] = json.loads(row.answer)
    return told


def _digest(*parts: bytes) -> str:
    """Of parts with their lengths, so that none can be taken for another."""
    found = hashlib.sha256()
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()
