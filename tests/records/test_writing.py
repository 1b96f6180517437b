"""Several writers at once, and writers that are killed: one chain, and nothing that was accepted is lost."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
import rfc8785

from api.records.chain import Records
from api.records.seal import canonical
from api.records.verifying import verify
from api.security import admin
from tests.api.databases import SERVERS, database, empty_database
from tests.records.answers import ANSWER, RECEIPT
from tests.repository.tree import ROOT

#: Keeps records until it is ended, and tells the id of each once it is kept.
WRITER = """
import sys
from api.records.chain import Records
from tests.api.databases import database
from tests.records.answers import ANSWER
from pathlib import Path
url, key, most = sys.argv[1:]
records = Records(database(url, record_key=Path(key)))
print("ready", flush=True)
sys.stdin.readline()
for _ in range(int(most)):
    print(records.keep("alder", "contribution-record", ANSWER).id, flush=True)
"""


def writer(url: str, key: Path, most: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, url, str(key), str(most)]
    started = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert started.stdout
    assert started.stdout.readline() == "ready\n"
    return started


def go(*writers: subprocess.Popen[str]) -> None:
    for started in writers:
        assert started.stdin
        started.stdin.write("go\n")
        started.stdin.flush()


@pytest.mark.parametrize("server", SERVERS)
def test_writers_at_once_and_writers_that_are_killed(server: str, tmp_path: Path) -> None:
    with empty_database(server, tmp_path) as url:
        key = tmp_path / "record-key.json"
        records = Records(database(url, record_key=key))
        admin.add_tenant(records.database, "alder", "alder", per_minute=0, per_day=0, origins=(), frames=())
        together = [writer(url, key, 30) for _ in range(2)]
        go(*together)
        accepted = [line for w in together for line in w.communicate(timeout=60)[0].split()]
        assert len(accepted) == len(set(accepted)) == 60
        for _ in range(3):
            killed = writer(url, key, 100_000)
            go(killed)
            time.sleep(random.uniform(0.05, 0.4))
            killed.kill()
            accepted += killed.communicate(timeout=60)[0].split()
        read, found = verify(records, "alder")
        ids = [row.id for row in records.rows("alder")]
        assert found == []
        assert set(accepted) <= set(ids)
        # Of each that was killed one more may be kept than it could tell.
        assert len(accepted) <= read == len(ids) <= len(accepted) + 3
        records.keep("alder", "contribution-record", ANSWER)
        assert verify(records, "alder") == (read + 1, [])
        records.database.engine.dispose()


def test_a_record_is_canonical_and_holds_nothing_of_the_person(records: Records) -> None:
    row = next(records.rows("alder"))
    told = json.loads(row.body)
    assert rfc8785.dumps(told).decode() == row.body == canonical(told)
    for personal in ("1958", "1980", "24 months", "2024-04-01", RECEIPT["trace"]):
        assert personal not in row.body
    (decision,) = told["decisions"]
    assert (decision["outcome"], decision["because"], decision["rules"]) == ("yes", ["de-us.art-7@DE"], RECEIPT["rules"])


def test_the_same_facts_have_another_digest_in_another_tenant(records: Records) -> None:
    alder, birch = ([json.loads(r.body)["facts"] for r in records.rows(t)] for t in ("alder", "birch"))
    assert len(set(alder)) == len(set(birch)) == 1
    assert alder != birch
    assert alder[0] == records.seal.digest("alder", "facts", canonical(RECEIPT["facts"]))
