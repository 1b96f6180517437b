"""One decision from a cold shell, against an interpreter that does nothing: the ratio, and what was loaded without need.

Run: python -m benchmarks.cold_start
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import perf_counter

from benchmarks.cases import TWO_SIDED

ROUNDS, MOST = 9, 25
#: What a decision has no use for: the service, the store, the checks, templates, translations, other shapes of rule files.
NEEDLESS = ("fastapi", "starlette", "uvicorn", "sqlmodel", "sqlalchemy", "jinja2", "babel", "api", "hypothesis", "pytest", "engine.checking",
            "engine.scenarios", "engine.language.schema", "asyncio", "email", "http", "multiprocessing", "unittest", "ssl", "xml")  # fmt: skip


def command() -> list[str]:
    """The installed command where there is one, else the module."""
    installed = Path(sys.executable).with_name("portability")
    return [str(installed)] if installed.exists() else [sys.executable, "-m", "engine.cli"]


def environment() -> dict[str, str]:
    """As in a person's shell: byte code may be kept."""
    return {k: v for k, v in os.environ.items() if k not in ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")}


def seconds(*commands: list[str]) -> list[tuple[float, float]]:
    """For each command the best of a few rounds, by the clock and in processor time. They take turns; the first round only warms up."""
    rounds: list[list[tuple[float, float]]] = [[] for _ in commands]
    for n in range(ROUNDS + 1):
        for words, found in zip(commands, rounds, strict=True):
            start, used = perf_counter(), processor()
            subprocess.run(words, env=environment(), stdout=subprocess.DEVNULL, check=True)
            if n:
                found.append((perf_counter() - start, processor() - used))
    return [(min(clock for clock, _ in found), min(used for _, used in found)) for found in rounds]


def processor() -> float:
    """Processor time of all children so far."""
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def loaded(words: list[str]) -> dict[str, float]:
    """Milliseconds of its own for each module that the command imports."""
    times = subprocess.run([sys.executable, "-X", "importtime", *words], env=environment(), capture_output=True, text=True, check=True).stderr
    found = {}
    for line in times.splitlines():
        parts = line.removeprefix("import time:").split("|")
        if len(parts) == 3 and parts[0].strip().isdigit():
            found[parts[2].strip()] = int(parts[0]) / 1000
    return found


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.json"
        path.write_text(json.dumps(TWO_SIDED))
        commands = [sys.executable, "-c", "pass"], [*command(), "decide", str(path), "--json"], [*command(), "--help"]
        (nothing, idle), (whole, busy), (helped, _) = seconds(*commands)
        modules = loaded(["-m", "engine.cli", "decide", str(path), "--json"])
    ratio = whole / nothing
    print(
        json.dumps(
            {
                "decide / pass": round(ratio, 1),
                "decide / pass, in processor time": round(busy / idle, 1),
                "help / pass": round(helped / nothing, 1),
                "target": MOST,
                "met": ratio <= MOST,
                "modules": len(modules),
                "imports / pass": round(sum(modules.values()) / 1000 / nothing, 1),
                "needless": sorted(m for m in modules if any(m == n or m.startswith(n + ".") for n in NEEDLESS)),
                "dearest": {m: round(t / 1000 / nothing, 2) for m, t in sorted(modules.items(), key=lambda x: -x[1])[:12]},
            },
            indent=2,
        )
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
