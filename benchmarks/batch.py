"""A batch of 10,000 candidates: time and peak memory, a result for each row, and what a kill in the middle leaves.

Run: python -m benchmarks.batch [--rows 10000] [--bad 3]
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.candidates import write_csv
from engine.batches.journal import Journal


def started(table: Path, out: Path, work: Path) -> subprocess.Popen[bytes]:
    words = ["verify", str(table), "--out", str(out), "--work", str(work), "--as-of", "2026-11-01"]
    return subprocess.Popen([sys.executable, "-m", "engine.cli", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def whole(table: Path, out: Path, work: Path) -> dict[str, Any]:
    """A run from the first row to the last: seconds, and the most memory that it took."""
    begun = time.monotonic()
    process = started(table, out, work)
    _, _, used = os.wait4(process.pid, 0)
    return {"seconds": round(time.monotonic() - begun, 1), "peak MB": round(used.ru_maxrss / 1024)}


def killed_and_resumed(table: Path, out: Path, work: Path, at: int) -> dict[str, Any]:
    """A run that is killed once so many rows are done, and then run again."""
    process = started(table, out, work)
    done = 0
    while done < at and process.poll() is None:
        time.sleep(0.05)
        for found in work.glob("*/journal.sqlite"):
            with Journal(found.parent) as journal:
                done = sum(journal.counts().values())
    process.send_signal(signal.SIGKILL)
    process.wait()
    there = out.exists()
    return {"rows done when killed": done, "a file was left": there, **whole(table, out, work)}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--bad", type=int, default=3)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        table = here / "candidates.csv"
        write_csv(table, told.rows, bad_per_cent=told.bad)
        first = whole(table, here / "first.jsonl", here / "a")
        again = killed_and_resumed(table, here / "again.jsonl", here / "b", told.rows // 2)
        results = [json.loads(line) for line in (here / "first.jsonl").open(encoding="utf-8")]
        numbers = [r["row"] for r in results]
        report = {
            "rows": told.rows,
            "codes": dict(sorted(Counter(r["code"] for r in results).items())),
            "a result for each row, in order": numbers == list(range(2, told.rows + 2)),
            "whole": first,
            "killed and resumed": again,
            "the same bytes as without the kill": (here / "first.jsonl").read_bytes() == (here / "again.jsonl").read_bytes(),
        }
    print(json.dumps(report, indent=2))
    return 0 if report["a result for each row, in order"] and report["the same bytes as without the kill"] else 1


if __name__ == "__main__":
    raise SystemExit(main())
