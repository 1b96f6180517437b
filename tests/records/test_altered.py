"""Whatever is changed in a stored record is found, and which record it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from api.records.chain import Records
from api.records.examining import Finding
from api.records.verifying import verify
from api.storage.records import RecordRow
from tests.records.answers import ANSWER
from tests.records.conftest import KEPT

TEXTS = ("body", "hash", "signature", "id")


def sql(records: Records, *statements: str, **values: object) -> None:
    with records.database.engine.begin() as connection:
        for told in statements:
            connection.execute(text(told), values)


def value(records: Records, column: str, number: int) -> str:
    with records.database.engine.begin() as connection:
        told = connection.execute(text(f"select {column} from decision_records where tenant_id = 'alder' and number = :n"), {"n": number})
        return str(told.scalar_one())


@contextmanager
def restored(records: Records) -> Iterator[None]:
    """The tables as they were, afterwards."""
    tables = ("decision_records", "record_chains")
    sql(records, *(f"create table kept_{t} as select * from {t}" for t in tables))
    try:
        yield
    finally:
        for t in tables:
            sql(records, f"delete from {t}", f"insert into {t} select * from kept_{t}", f"drop table kept_{t}")


def findings(records: Records) -> list[Finding]:
    return verify(records, "alder")[1]


def test_a_chain_that_nobody_touched_is_whole(records: Records) -> None:
    assert [verify(records, t) for t in ("alder", "birch", "never")] == [(KEPT, []), (KEPT, []), (0, [])]


def test_every_column_of_a_record_is_tried() -> None:
    """Texts byte by byte below; the number and the tenant by moving a record and giving it to another."""
    assert {*TEXTS, "number", "tenant_id"} == set(RecordRow.__table__.columns.keys())  # type: ignore[attr-defined]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(number=st.integers(1, KEPT), column=st.sampled_from(TEXTS), place=st.integers(0, 10_000), byte=st.integers(0x20, 0x7E))
def test_a_byte_that_was_altered_is_found_and_in_which_record(records: Records, number: int, column: str, place: int, byte: int) -> None:
    was = value(records, column, number)
    at = place % len(was)
    new = was[:at] + chr(byte if chr(byte) != was[at] else 0x20 + (byte - 0x1F) % 0x5F) + was[at + 1 :]
    assert new != was
    change = f"update decision_records set {column} = :new where tenant_id = 'alder' and number = :n"
    sql(records, change, new=new, n=number)
    try:
        found = findings(records)
    finally:
        sql(records, change, new=was, n=number)
    assert {(f.number, f.kind) for f in found} == {(number, "altered")}
    assert findings(records) == []


def test_the_last_characters_of_a_signature_count_too(records: Records) -> None:
    """The last character of each part of a JWS holds bits that a lenient reader passes over."""
    was = value(records, "signature", 2)
    for at in (*(i - 1 for i, c in enumerate(was) if c == "."), len(was) - 1):
        for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=":
            if letter != was[at]:
                assert records.seal.ring.place(value(records, "hash", 2), was[:at] + letter + was[at + 1 :]) is None


@pytest.mark.parametrize("number", range(1, KEPT + 1))
def test_a_record_that_was_removed_is_named(records: Records, number: int) -> None:
    with restored(records):
        sql(records, f"delete from decision_records where tenant_id = 'alder' and number = {number}")
        assert [(f.number, f.kind) for f in findings(records)] == [(number, "removed")]


@pytest.mark.parametrize("number", range(1, KEPT + 1))
def test_a_record_that_was_given_to_another_is_named(records: Records, number: int) -> None:
    with restored(records):
        sql(records, f"delete from decision_records where tenant_id = 'birch' and number = {number}")
        sql(records, f"update decision_records set tenant_id = 'birch' where tenant_id = 'alder' and number = {number}")
        assert [(f.number, f.kind) for f in findings(records)] == [(number, "removed")]
        assert (number, "of another tenant") in {(f.number, f.kind) for f in verify(records, "birch")[1]}


@pytest.mark.parametrize("place", [-7, 0, KEPT + 1, 2_000_000_000, 2**31 - 1, -(2**31)])
def test_a_record_that_was_moved_is_named(records: Records, place: int) -> None:
    with restored(records):
        sql(records, "update decision_records set number = :place where tenant_id = 'alder' and number = 3", place=place)
        assert [(f.number, f.kind) for f in findings(records)] == [(3, "moved")]


def test_records_that_changed_places_are_both_named(records: Records) -> None:
    with restored(records):
        move = "update decision_records set number = {} where tenant_id = 'alder' and number = {}"
        sql(records, move.format(99, 2), move.format(2, 5), move.format(5, 99))
        assert {(f.number, f.kind) for f in findings(records)} == {(2, "moved"), (5, "moved")}


@pytest.mark.parametrize("change", ["count = count + 1", "count = count - 1", "count = 2000000000", "count = 0", f"head = '{'0' * 64}'"])
def test_a_chain_that_tells_another_end_is_found(records: Records, change: str) -> None:
    with restored(records):
        sql(records, f"update record_chains set {change} where tenant_id = 'alder'")
        assert [(f.number, f.kind) for f in findings(records)] == [(0, "altered")]


def test_a_chain_that_was_cut_whole_is_found_by_a_head_that_was_put_aside(records: Records) -> None:
    head = records.head("alder")
    assert verify(records, "alder", head) == (KEPT, [])
    with restored(records):
        hash = value(records, "hash", KEPT - 1)
        sql(records, f"delete from decision_records where tenant_id = 'alder' and number = {KEPT}")
        sql(records, f"update record_chains set count = {KEPT - 1}, head = :hash where tenant_id = 'alder'", hash=hash)
        assert findings(records) == []
        assert [(f.number, f.kind) for f in verify(records, "alder", head)[1]] == [(KEPT, "removed")]
    assert head
    for other in ({**head, "hash": "0" * 64}, {**head, "tenant": "birch"}, {**head, "number": "6"}, {}):
        assert [f.kind for f in verify(records, "alder", other)[1]] == ["not compared"]


def test_a_second_history_of_the_same_key_is_found(records: Records) -> None:
    """Set back to an earlier state and gone on from there, beside a record of the first history."""
    with restored(records):
        fifth = {c: value(records, c, 5) for c in TEXTS}
        sql(records, "delete from decision_records where tenant_id = 'alder' and number >= 4")
        sql(records, "update record_chains set count = 3, head = :h where tenant_id = 'alder'", h=value(records, "hash", 3))
        records.keep("alder", "credential", ANSWER)
        insert = "insert into decision_records (tenant_id, number, id, body, hash, signature) values ('alder', 5, :id, :body, :hash, :signature)"
        sql(records, insert, "update record_chains set count = 5, head = :hash where tenant_id = 'alder'", **fifth)
        assert [(f.number, f.kind) for f in findings(records)] == [(5, "of another history")]
