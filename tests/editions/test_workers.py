"""Several processes on one port: one chain of records, one set of figures, and new rules and a stop that reach all of them."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from api.cli import serve
from api.records.chain import Records
from api.records.verifying import verify
from api.security import admin
from api.service import GOLDEN_CASE
from tests.api.databases import database
from tests.editions.rules import FIGURE, OTHER, changed, few
from tests.editions.serving import Served, served

ASK = "/v1/decisions/contribution-record"


@pytest.mark.parametrize("told", ["0", "-1", "65", "two"])
def test_how_many_there_may_be(told: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        serve([f"--workers={told}"])
    assert "1 to 64" in capsys.readouterr().err


def pids(running: Served) -> set[str]:
    """The processes below the one that was started."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = path.read_text().rpartition(")")[2].split()
            command = (path.parent / "cmdline").read_text()
        except OSError:
            continue
        if told[1] == str(running.process.pid) and told[0] != "Z" and "spawn_main" in command:
            found.add(path.parent.name)
    return found


def settled(running: Served, edition: str) -> bool:
    """Whether every process names this edition in the end."""
    for _ in range(200):
        if running.editions() == {edition}:
            return True
        time.sleep(0.1)
    return False


def test_two_processes_keep_one_chain_take_over_new_rules_and_stop(archive_url: str, tmp_path: Path) -> None:
    rules = few(tmp_path / "rules")
    environment = {
        "DATABASE_URL": archive_url,
        "PORTABILITY_RULES": str(rules),
        "PORTABILITY_EDITIONS": str(tmp_path / "editions"),
        "PORTABILITY_RECORD_KEY": str(tmp_path / "record-key.json"),
    }
    opened = database(archive_url, record_key=tmp_path / "record-key.json")
    admin.add_tenant(opened, "alder", "Alder", per_minute=0, per_day=0, origins=(), frames=())
    key = admin.add_key(opened, "alder", "key", ["decisions:ask", "records:write", "operations"]).shown

    def kept(_: int) -> int:
        return running.ask(ASK, GOLDEN_CASE, key, Prefer="portability-record")[0]

    with served(tmp_path, 2, **environment) as running:
        ((old,), before) = running.editions(), pids(running)
        assert len(before) == 2
        with ThreadPoolExecutor(4) as threads:
            answers = threads.map(kept, range(60))
            changed(rules, FIGURE, OTHER)
            running.process.send_signal(signal.SIGHUP)
            assert set(answers) == {200}
        for _ in range(600):
            if running.ask("/v1/operations/reload", key=key)[1]["edition"] != old:
                break
            time.sleep(0.1)
        new = running.ask("/v1/operations/reload", key=key)[1]["edition"]
        assert new != old
        assert settled(running, new)

        figures = running.ask("/metrics")[1]
        assert f'portability_requests_total{{method="POST",route="{ASK}",status="200"}} 60.0' in figures
        assert "portability_requests_in_flight 0.0" in figures

        # One that is killed is replaced, also while it is asked for a sign of life, and its successor joins the edition in use, whatever lies
        # in the folder of the rules by then.
        changed(rules, OTHER, "value: forty")
        os.kill(int(min(before)), signal.SIGSTOP)
        time.sleep(1.5)
        os.kill(int(min(before)), signal.SIGKILL)
        for _ in range(300):
            after = pids(running)
            if len(after) == 2 and min(before) not in after:
                break
            time.sleep(0.1)
        assert len(after) == 2
        assert len(before & after) == 1
        assert settled(running, new)
        assert f'route="{ASK}",status="200"}} 60.0' in running.ask("/metrics")[1]
    assert verify(Records(opened), "alder") == (60, [])
    for pid in after:
        assert not Path("/proc", pid).exists()
    opened.engine.dispose()
