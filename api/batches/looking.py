"""A batch as its pages look at it: how its headings are read, and results by their codes, page by page.

Every function raises one of UNREACHABLE where the database does not answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import JSON, cast, func, type_coerce
from sqlmodel import col, select

from api.batches.batches import SentBatch
from api.storage.batches import BatchRow, CandidateRow
from api.storage.database import Database

#: Results that are read at once.
_AT_ONCE = 500


def table(database: Database, tenant: str, id: str) -> SentBatch | None:
    """The batch as it was sent; None where there is none."""
    with database.session(tenant, reads=True) as session:
        row = session.get(BatchRow, id)
        return SentBatch(row.content, row.title, row.mapping) if row else None


def read_as(database: Database, tenant: str, id: str, mapping: dict[str, Any]) -> bool:
    """Its headings are read so from now on; jobs that are done keep what they found. False where there is no such batch."""
    with database.session(tenant) as session:
        row = session.get(BatchRow, id)
        if row is None:
            return False
        row.mapping = mapping
        session.add(row)
        return True


def page(database: Database, tenant: str, job: str, wanted: Mapping[str, str], skip: int, limit: int) -> tuple[list[dict[str, Any]], int]:
    """So many results of a job that have every code that is wanted, in the order of rows, and how many there are of them."""
    with database.session(tenant, reads=True) as session:
        total = session.exec(_wanted(select(func.count()).select_from(CandidateRow), job, wanted)).one()
        rows = session.exec(_wanted(select(CandidateRow.result), job, wanted).order_by(col(CandidateRow.number)).offset(skip).limit(limit)).all()
    return [json.loads(row) for row in rows], total


def everything(database: Database, tenant: str, job: str, wanted: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """All such results. They are read so many at once, so that whoever takes them slowly holds nothing of the database meanwhile."""
    after = 0
    query = _wanted(select(CandidateRow.number, CandidateRow.result), job, wanted).order_by(col(CandidateRow.number)).limit(_AT_ONCE)
    while True:
        with database.session(tenant, reads=True) as session:
            rows = session.exec(query.where(col(CandidateRow.number) > after)).all()
        for _, told in rows:
            yield json.loads(told)
        if len(rows) < _AT_ONCE:
            return
        after = rows[-1][0]


def one(database: Database, tenant: str, job: str, number: int) -> dict[str, Any] | None:
    """The result of a row."""
    with database.session(tenant, reads=True) as session:
        row = session.get(CandidateRow, (job, number))
        return dict(json.loads(row.result)) if row else None


def counts(database: Database, tenant: str, job: str) -> dict[str, int]:
    """How many results have each code."""
    with database.session(tenant, reads=True) as session:
        found = session.exec(select(CandidateRow.code, func.count()).where(col(CandidateRow.job_id) == job).group_by(col(CandidateRow.code)))
        return dict(found.all())


def notices(database: Database, tenant: str, job: str) -> list[tuple[list[dict[str, Any]], int]]:
    """The notices to the recruiter that results of a job carry, each set of them once, with how many results carry it."""
    as_json = type_coerce if database.engine.dialect.name == "sqlite" else cast
    told = as_json(col(CandidateRow.result), JSON)["recruitment"].as_string().label("told")
    some = _wanted(select(told).where(col(CandidateRow.result).contains('"recruitment":[{')), job, {}).subquery()
    with database.session(tenant, reads=True) as session:
        found = session.exec(select(some.c.told, func.count()).group_by(some.c.told)).all()
    return [(json.loads(notices), count) for notices, count in found]


def _wanted(query: Any, job: str, wanted: Mapping[str, str]) -> Any:
    """Results are kept as the lines of JSON that a run writes, without blanks, so a code of one is found by its text."""
    query = query.where(col(CandidateRow.job_id) == job)
    for name, value in wanted.items():
        if name == "code" and value:
            query = query.where(col(CandidateRow.code) == value)
        elif value:
            query = query.where(col(CandidateRow.result).contains(f'"{name}":{json.dumps(value)}', autoescape=True))
    return query
