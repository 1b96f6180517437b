"""Records that are removed when their time is over: the rest can still be verified, and removing hides nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from api.records.chain import Records
from api.records.verifying import verify
from api.retention.removing import remove
from api.security import admin
from api.storage.records import CheckpointRow
from tests.api.databases import POSTGRES_ALONE, SERVERS, database, empty_database
from tests.records.aged import keep
from tests.records.answers import ANSWER

#: Days; the first three are over.
AGES, KEPT, OVER = [400, 390, 380, 20, 10, 0], 365, 3


@pytest.fixture(params=SERVERS)
def records(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Records]:
    with empty_database(request.param, tmp_path) as url:
        opened = database(url, record_key=tmp_path / "record-key.json")
        found = Records(opened)
        for tenant in ("alder", "birch"):
            admin.add_tenant(opened, tenant, tenant, per_minute=0, per_day=0, origins=(), frames=())
            keep(found, tenant, AGES)
        yield found
        opened.engine.dispose()


def sql(records: Records, told: str) -> None:
    with records.database.engine.begin() as connection:
        connection.exec_driver_sql(told)


def swept(records: Records, tenant: str = "alder") -> tuple[int, bool]:
    return remove(records, tenant, datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=KEPT))


def told(records: Records) -> list[tuple[int, str]]:
    return [(f.number, f.kind) for f in verify(records, "alder")[1]]


def test_what_is_over_is_removed_and_the_rest_verifies(records: Records) -> None:
    head = records.head("alder")
    assert swept(records) == (OVER, True)
    assert [row.number for row in records.rows("alder")] == [4, 5, 6]
    assert verify(records, "alder", head) == (3, [])
    assert verify(records, "birch") == (6, [])
    assert swept(records) == (0, True)
    records.keep("alder", "credential", ANSWER)
    assert verify(records, "alder", head) == (4, [])
    assert swept(records, "nobody") == (0, True)


def test_all_of_a_chain_may_be_over(records: Records) -> None:
    tomorrow = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1)
    assert remove(records, "alder", tomorrow) == (6, True)
    assert verify(records, "alder") == (0, [])
    assert records.head("alder") is None
    records.keep("alder", "credential", ANSWER)
    assert [row.number for row in records.rows("alder")] == [7]
    assert verify(records, "alder") == (1, [])


@pytest.mark.parametrize("number", [4, 5, 6])
def test_what_is_altered_or_removed_later_is_still_found(records: Records, number: int) -> None:
    swept(records)
    was = next(r.body for r in records.rows("alder") if r.number == number)
    sql(records, f"update decision_records set body = replace(body, 'yes', 'no') where tenant_id = 'alder' and number = {number}")
    assert told(records) == [(number, "altered")]
    with records.database.engine.begin() as connection:
        connection.execute(text("update decision_records set body = :was where tenant_id = 'alder' and number = :n"), {"was": was, "n": number})
    assert told(records) == []
    sql(records, f"delete from decision_records where tenant_id = 'alder' and number = {number}")
    assert told(records) == [(number, "removed")]


def test_removing_does_not_hide_what_was_altered(records: Records) -> None:
    """A record whose text was altered, also to look older, stays with all that follow it."""
    sql(records, "update decision_records set body = replace(body, 'yes', 'no') where tenant_id = 'alder' and number = 2")
    assert swept(records) == (1, False)
    assert told(records) == [(2, "altered")]
    sql(records, "delete from decision_records where tenant_id = 'alder' and number = 2")
    assert swept(records) == (0, False)
    assert told(records) == [(2, "removed")]


@pytest.mark.parametrize(
    "change",
    [
        "update record_checkpoints set number = 4 where tenant_id = 'alder'",
        "update record_checkpoints set body = replace(body, '\"number\":3', '\"number\":4') where tenant_id = 'alder'",
        "update record_checkpoints set signature = replace(signature, 'a', 'b') where tenant_id = 'alder'",
    ],
)
def test_what_stands_for_removed_records_cannot_be_made_up(records: Records, change: str) -> None:
    swept(records)
    sql(records, change)
    assert told(records) == [(0, "altered"), (1, "removed"), (2, "removed"), (3, "removed")]
    keep(records, "alder", [0])
    assert remove(records, "alder", datetime.datetime.now(datetime.UTC)) == (0, False)


def test_what_stands_for_removed_records_is_needed(records: Records) -> None:
    swept(records)
    sql(records, "delete from record_checkpoints where tenant_id = 'alder'")
    assert told(records) == [(1, "removed"), (2, "removed"), (3, "removed")]
    assert swept(records) == (0, False)


def test_what_stands_for_the_records_of_another_is_not_taken(records: Records) -> None:
    swept(records)
    swept(records, "birch")
    other = records.checkpoint("birch")
    assert other
    with records.database.operator() as session:
        session.merge(CheckpointRow(**{**other.model_dump(), "tenant_id": "alder"}))
    assert told(records)[0] == (0, "altered")


def test_a_removed_record_that_is_put_back_is_found(records: Records) -> None:
    third = next(r for r in records.rows("alder") if r.number == 3).model_copy()
    swept(records)
    with records.database.operator() as session:
        session.merge(third)
    assert told(records) == [(3, "of another history")]
    assert swept(records) == (0, False)


@POSTGRES_ALONE
def test_a_tenant_cannot_remove_records(archive_url: str, tmp_path: Path) -> None:
    """The wall keeps it from both tables; removing is the operator's."""
    opened = database(archive_url, record_key=tmp_path / "record-key.json")
    for table in ("decision_records", "record_checkpoints"):
        with pytest.raises(ProgrammingError, match="permission denied"), opened.session("alder") as session:
            session.connection().execute(text(f"delete from {table}"))
    opened.engine.dispose()
