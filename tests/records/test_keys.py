"""Replacing the key that signs: what the old one signed stays good, and it signs nothing more."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.commands import records as command
from api.records import ring
from api.records.chain import Records
from api.records.verifying import verify
from api.security import admin
from engine.problems import InputRefused
from tests.api.databases import SERVERS, database, empty_database
from tests.records.answers import ANSWER


@pytest.fixture(params=SERVERS)
def records(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Records]:
    with empty_database(request.param, tmp_path) as url:
        monkeypatch.setenv("DATABASE_URL", url)
        monkeypatch.setenv("PORTABILITY_RECORD_KEY", str(tmp_path / "record-key.json"))
        opened = database(url, record_key=tmp_path / "record-key.json")
        admin.add_tenant(opened, "alder", "alder", per_minute=0, per_day=0, origins=(), frames=())
        found = Records(opened)
        for _ in range(3):
            found.keep("alder", "contribution-record", ANSWER)
        yield found
        opened.engine.dispose()


def test_a_new_key_signs_from_the_next_record_on(records: Records, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = records.seal.ring.public()
    head = records.head("alder")
    assert command.run(("replace-key",)) == 0
    assert "record-key." in capsys.readouterr().out
    records.keep("alder", "credential", ANSWER)
    new = records.seal.ring.public()
    assert (len(new), new[1:]) == (2, old)
    places = [records.seal.ring.place(r.hash, r.signature) for r in records.rows("alder")]
    assert places == [1, 1, 1, 0]
    assert verify(records, "alder", head) == (4, [])
    assert command.run(("replace-key",)) == 0
    records.keep("alder", "credential", ANSWER)
    assert verify(Records(records.database), "alder", head) == (5, [])
    told = records.head("alder")
    assert told
    assert told["keys"] == records.seal.ring.public()
    assert len(told["keys"]) == 3
    assert all("d" not in key for key in told["keys"])
    stored = json.loads((tmp_path / "record-key.json").read_text())["keys"]
    assert ["d" in key for key in stored] == [True, False, False]
    assert {p.stat().st_mode & 0o777 for p in tmp_path.glob("record-key*.json")} == {0o600}
    assert len(list(tmp_path.glob("record-key.*.json"))) == 2


def test_a_key_that_was_replaced_signs_nothing_more(records: Records, tmp_path: Path) -> None:
    """Whoever has the old key adds a record to a chain that goes on under the new one."""
    path = tmp_path / "record-key.json"
    old = tmp_path / "stolen.json"
    shutil.copy(path, old)
    ring.replace(path)
    records.keep("alder", "credential", ANSWER)
    thief = Records(database(records.database.settings.database_url, record_key=old))
    thief.keep("alder", "credential", ANSWER)
    thief.database.engine.dispose()
    assert [(f.number, f.kind) for f in verify(records, "alder")[1]] == [(5, "of another history")]


def test_an_old_record_signed_anew_is_found(records: Records, tmp_path: Path) -> None:
    """Whoever has the new key puts its signature under a record from before: what the old key signed after it tells."""
    ring.replace(tmp_path / "record-key.json")
    records.keep("alder", "credential", ANSWER)
    with records.database.operator() as session:
        first = session.merge(next(records.rows("alder")))
        first.signature = records.seal.sign(first.hash)
    assert [(f.number, f.kind) for f in verify(records, "alder")[1]] == [(2, "of another history"), (3, "of another history")]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"keys": []}', '{"keys": [1]}', '{"kty": "oct", "k": "AA"}'])
def test_keys_that_cannot_be_used_are_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "key.json"
    path.write_text(content)
    for read in (ring.of_file, ring.public_keys, ring.replace):
        with pytest.raises(InputRefused, match="PORTABILITY_RECORD_KEY"):
            read(path)


def test_public_keys_alone_sign_nothing(records: Records, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(("keys",)) == 0
    path = tmp_path / "public.json"
    path.write_text(capsys.readouterr().out)
    assert ring.public_keys(path).public() == records.seal.ring.public()
    with pytest.raises(InputRefused):
        ring.of_file(path)
