"""Cut short at any moment, a batch goes on where it stopped: every row once, and the same results as without the cut."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from engine.batches import run as batch_run
from engine.batches.journal import Journal
from engine.batches.prepare import Preparing
from engine.batches.row import Row
from engine.cli import main
from tests.batches.world import csv_of, rows
from tests.repository.tree import ROOT

ROWS = 1_500
PREPARED = Preparing.prepared


def stopped_at(monkeypatch: pytest.MonkeyPatch, row: int) -> None:
    """As if somebody stopped the run when it came to this row."""

    def prepared(preparing: Preparing, asked: Row) -> Any:
        if asked.number == row:
            raise KeyboardInterrupt
        return PREPARED(preparing, asked)

    monkeypatch.setattr(Preparing, "prepared", prepared)


@pytest.fixture
def table(home: Path) -> Path:
    path = home / "long.csv"
    changes = [
        {"candidate": f"row-{n:05}", "evidence": "else", "awarded": f"{1900 + n % 100}-01", "language": "xx" if n % 7 else "BAD"} for n in range(ROWS)
    ]
    path.write_text(csv_of(rows(*changes)))
    return path


def command(table: Path, out: Path) -> list[str]:
    return [sys.executable, "-m", "engine.cli", "verify", str(table), "--out", str(out), "--as-of", "2024-01-01", "--no-progress"]


def results(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.read_text().splitlines()]


def kept(home: Path) -> Path:
    (folder,) = (home / "kept").iterdir()
    return folder


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_killed_in_the_middle_it_goes_on_without_loss_or_double_rows(home: Path, table: Path, jobs: str) -> None:
    out = home / "out.jsonl"
    process = subprocess.Popen(
        [*command(table, out), "--jobs", jobs], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ.copy()
    )
    done = _wait_for_rows(home, process)
    below = children(process.pid)
    assert len(below) >= int(jobs) - 1
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not out.exists()
    _wait_until_gone(below)
    with Journal(kept(home)) as journal:
        before = sum(journal.counts().values())
    assert done <= before < ROWS

    again = subprocess.run([*command(table, out), "--json", "--jobs", jobs], cwd=ROOT, capture_output=True, text=True, check=False)
    assert again.returncode == 1, again.stderr
    assert json.loads(again.stdout)["resumed"] is True
    assert [r["row"] for r in results(out)] == list(range(2, ROWS + 2))
    whole = home / "whole.jsonl"
    assert main(["verify", str(table), "--out", str(whole), "--as-of", "2024-01-01", "--work", str(home / "elsewhere")]) == 1
    assert whole.read_bytes() == out.read_bytes()


def _wait_for_rows(home: Path, process: subprocess.Popen[bytes]) -> int:
    """How many rows are done when the first chunks stand in the journal."""
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        folders = list((home / "kept").glob("*/journal.sqlite"))
        if folders:
            with Journal(folders[0].parent) as journal:
                if (done := sum(journal.counts().values())) >= 200:
                    return done
        time.sleep(0.01)
    pytest.fail("it was done, or never began")


def children(process: int) -> list[int]:
    """The processes that a process has started."""
    return [int(word) for word in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def _wait_until_gone(processes: list[int]) -> None:
    """Processes that only served the one that was killed end by themselves."""
    until = time.monotonic() + 30
    while any(Path(f"/proc/{number}").exists() and _state(number) != "Z" for number in processes):
        assert time.monotonic() < until
        time.sleep(0.05)


def _state(process: int) -> str:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


def test_stopped_in_the_middle_of_a_chunk_whole_chunks_are_kept(
    home: Path, table: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = home / "out.jsonl"
    stopped_at(monkeypatch, 251)
    words = ["verify", str(table), "--out", str(out), "--as-of", "2024-01-01"]
    assert main(words) == 2
    assert "200 rows are kept" in capsys.readouterr().err
    with Journal(kept(home)) as journal:
        assert sum(journal.counts().values()) == 200
    monkeypatch.setattr(Preparing, "prepared", PREPARED)
    assert main(words) == 1
    assert [r["row"] for r in results(out)] == list(range(2, ROWS + 2))


def test_what_repeats_is_found_across_the_cut(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, out = home / "list.csv", home / "out.jsonl"
    monkeypatch.setattr(batch_run, "CHUNK", 1)
    path.write_text(csv_of(rows({}, {}, {"candidate": "row-1"}, {"awarded": "2010-06-02"})))

    stopped_at(monkeypatch, 4)
    assert main(["verify", str(path), "--out", str(out)]) == 2
    monkeypatch.setattr(Preparing, "prepared", PREPARED)
    assert main(["verify", str(path), "--out", str(out)]) == 1
    assert [r.get("repeats") for r in results(out)] == [None, None, {"row": 2, "by": "reference"}, {"row": 3, "by": "facts"}]


def test_a_finished_batch_is_not_decided_again_and_another_question_is_another_batch(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, out = home / "list.csv", home / "out.jsonl"
    path.write_text(csv_of(rows({}, {"awarded": "03/04/2010"})))
    assert main(["verify", str(path), "--out", str(out)]) == 1
    monkeypatch.setattr("engine.batches.deciding.Deciding.results", lambda *_: pytest.fail("decided again"))
    assert main(["verify", str(path), "--out", str(out)]) == 1
    monkeypatch.undo()
    monkeypatch.setenv("PORTABILITY_RULES", str(home / "rules"))
    monkeypatch.setenv("PORTABILITY_BATCHES", str(home / "kept"))
    for more in (["--dates", "dmy"], ["--as-of", "2024-01-01"]):
        main(["verify", str(path), "--out", str(out), *more])
    rules = home / "rules/rulesets/credentials/ad-sm-nurse/ruleset.yaml"
    rules.write_text(rules.read_text().replace("24 months", "25 months", 1))
    main(["verify", str(path), "--out", str(out)])
    assert len(list((home / "kept").iterdir())) == 4


def test_a_batch_that_is_at_work_is_left_alone(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = home / "list.csv"
    path.write_text(csv_of(rows({})))
    assert main(["verify", str(path), "--as-of", "2024-01-01"]) == 0
    with Journal(kept(home), writing=True):
        assert main(["verify", str(path), "--as-of", "2024-01-01"]) == 2
        assert "in-use" in capsys.readouterr().err
        assert main(["batches", "purge", "--all"]) == 0
        assert kept(home).is_dir()


def test_a_table_that_changes_while_it_is_read_is_refused(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    path = home / "list.csv"
    path.write_text(csv_of(rows({}, {})))

    def changing(*args: Any) -> Any:
        with path.open("a") as file:
            file.write(" ")
        return PREPARED(*args)

    monkeypatch.setattr(Preparing, "prepared", changing)
    assert main(["verify", str(path)]) == 2
    told = capsys.readouterr()
    assert "changed" in told.err and told.out == ""
    assert list((home / "kept").iterdir()) == []
