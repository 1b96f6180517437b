"""Storing, listing and deleting drafts. Every method raises one of UNREACHABLE where the database does not answer."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from api.once import Asked, forget, once
from api.problems import HttpProblem
from api.storage.database import Database
from api.storage.drafts import DraftRow
from api.storage.jobs import JobRow
from api.storage.keys import drawn

#: Bytes of a draft, and of its scenarios.
MOST_BYTES = 1_000_000
MOST_DRAFTS = 1_000
LONGEST_TITLE = 200


@dataclass(frozen=True)
class SentDraft:
    """A draft as it came: the rule file, YAML or JSON, and the worked cases it must stand."""

    text: str
    title: str = ""
    scenarios: str | None = None

    @classmethod
    def read(cls, file: bytes, title: str = "", scenarios: bytes | None = None) -> SentDraft:
        """Raises HttpProblem: 413 for what is too long, 422 for what is empty or no text."""
        return cls(_text(file, "file"), titled(title), None if scenarios is None else _text(scenarios, "scenarios"))

    @property
    def format(self) -> str:
        return "json" if self.text.lstrip().startswith("{") else "yaml"


class Drafts:
    """The drafts of all tenants."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.keep = datetime.timedelta(days=database.settings.keep_drafts)

    def create(self, tenant: str, sent: SentDraft, asked: Asked | None = None) -> tuple[dict[str, Any], bool]:
        """Store a draft; what is told of it, and whether this very request stored it before.

        Raises HttpProblem as `once` does, and 409 over MOST_DRAFTS.
        """

        def make(session: Session) -> dict[str, Any]:
            count = session.exec(select(func.count()).select_from(DraftRow)).one()
            if count >= MOST_DRAFTS:
                raise too_many("drafts", MOST_DRAFTS)
            now = datetime.datetime.now(datetime.UTC)
            row = DraftRow(tenant_id=tenant, id=drawn(), created_at=now, **self._content(sent, now))
            session.add(row)
            session.flush()
            return told(row)

        return once(self.database, tenant, asked, make)

    def replace(self, tenant: str, id: str, sent: SentDraft) -> dict[str, Any] | None:
        """Another text in place of the old; None where there is no such draft. Jobs that are done keep what they found in the old one."""
        with self.database.session(tenant) as session:
            row = session.get(DraftRow, id)
            if row is None:
                return None
            for name, value in self._content(sent, datetime.datetime.now(datetime.UTC)).items():
                setattr(row, name, value)
            session.add(row)
            return told(row)

    def one(self, tenant: str, id: str) -> DraftRow | None:
        """The draft of this id."""
        with self.database.session(tenant, reads=True) as session:
            return session.get(DraftRow, id)

    def page(self, tenant: str, after: str | None, limit: int) -> list[dict[str, Any]]:
        """What is told of so many drafts, newest first, those after an id."""
        wanted = select(DraftRow).order_by(col(DraftRow.id).desc()).limit(limit)
        with self.database.session(tenant, reads=True) as session:
            return [told(row) for row in session.exec(wanted.where(col(DraftRow.id) < after) if after else wanted)]

    def delete(self, tenant: str, id: str) -> bool:
        """Delete a draft with its jobs and their results, at once. False where there is none."""
        with self.database.session(tenant) as session:
            jobs = session.exec(select(JobRow.id).where(col(JobRow.draft_id) == id)).all()
            forget(session, [id, *jobs])
            gone = bool(session.exec(delete(DraftRow).where(col(DraftRow.id) == id)).rowcount)
        self.database.wipe()
        return gone

    def _content(self, sent: SentDraft, now: datetime.datetime) -> dict[str, Any]:
        sha256 = hashlib.sha256(sent.text.encode()).hexdigest()
        kept = {"title": sent.title, "text": sent.text, "scenarios": sent.scenarios, "format": sent.format, "sha256": sha256}
        return {**kept, "changed_at": now, "keep_until": now + self.keep}


def told(row: DraftRow) -> dict[str, Any]:
    """What is told of a draft, without its text."""
    return {
        "id": row.id,
        "title": row.title,
        "format": row.format,
        "sha256": row.sha256,
        "scenarios": row.scenarios is not None,
        "created_at": instant(row.created_at),
        "changed_at": instant(row.changed_at),
        "keep_until": instant(row.keep_until),
    }


def instant(at: datetime.datetime | None) -> str | None:
    """An instant of a row, in UTC, as JSON has it."""
    return None if at is None else at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def titled(title: str) -> str:
    """A title without what a page or a terminal could trip over. Raises HttpProblem (422) for one that is too long."""
    if len(title) > LONGEST_TITLE or not title.isprintable():
        detail = f"A title is one line of {LONGEST_TITLE} visible characters at most."
        raise HttpProblem(422, "bad-title", "The title cannot be used", detail)
    return title.strip()


def too_many(what: str, most: int) -> HttpProblem:
    """409 for a tenant that keeps as many as it may."""
    return HttpProblem(409, "too-many", f"There are too many {what}", f"A tenant keeps {most} {what} at most; delete some that are done with.")


def _text(raw: bytes, part: str) -> str:
    if len(raw) > MOST_BYTES:
        raise HttpProblem(413, "too-large", "The file is too large", f"The part `{part}` may have {MOST_BYTES} bytes at most.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if not text.strip() or "\0" in text:
        raise HttpProblem(422, "not-text", "The file cannot be used", f"The part `{part}` is a text in UTF-8, and not empty.")
    return text
