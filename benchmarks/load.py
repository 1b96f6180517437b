"""The service under load, as processes of its own on this machine: how many requests a second, what too many of them meet, and new rules meanwhile.

    python -m benchmarks.load [--seconds 5] [--connections 8] [--database URL] [--rules FOLDER] [--only PART]

Three parts, each bounded in time and in connections, to 127.0.0.1 alone. The client shares the cores with the service.

- capacity: the golden case with one worker and with two, requests a second and the time within which 99 of 100 were answered;
- ten times as many connections as one worker answers at once, none of which waits when it is turned away: what they are told, whether a
  watcher is still answered, and what the rate is afterwards, as a ratio to before;
- new rules taken over by two workers under load: answers on the old and on the new edition, and any that failed.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from api.service import GOLDEN_CASE
from engine.language.corpus import rules_home

URL = "/v1/decisions/contribution-record"
BODY = json.dumps(GOLDEN_CASE).encode()
REQUEST = f"POST {URL} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(BODY)}\r\n\r\n".encode() + BODY
AT_ONCE, TIMES, LONGEST = 16, 10, 600.0
#: A figure that does not change the answer to the golden case, and another that does not either.
FILE, FIGURE, OTHER = "rulesets/national/US.yaml", "value: 40 quarters", "value: 36 quarters"


@dataclass
class Seen:
    """What clients were answered: seconds of each 200, how often each status, refusals without Retry-After, rule files named, broken connections."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    without_term: int = 0
    editions: Counter[str] = field(default_factory=Counter)
    broken: int = 0

    def told(self, seconds: float) -> dict[str, Any]:
        ordered = sorted(self.seconds) or [0.0]
        at = {p: round(ordered[min(len(ordered) - 1, len(ordered) * p // 100)] * 1000, 1) for p in (50, 99)}
        return {"answered a second": round(len(self.seconds) / seconds, 1), "p50 ms": at[50], "p99 ms": at[99]}


async def client(port: int, seen: Seen, goes_on: Callable[[], bool]) -> None:
    """One connection that asks again as soon as it is answered."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        while goes_on():
            began = time.perf_counter()
            writer.write(REQUEST)
            head = await reader.readuntil(b"\r\n\r\n")
            lines = head.lower().split(b"\r\n")
            body = await reader.readexactly(next(int(line[15:]) for line in lines if line.startswith(b"content-length:")))
            status = int(head[9:12])
            seen.statuses[status] += 1
            if status == 200:
                seen.seconds.append(time.perf_counter() - began)
                rules = next(d for d in json.loads(body)["decisions"] if d["deciding"] == "US")["receipt"]["rules"]
                seen.editions[rules[FILE]] += 1
            elif not any(line.startswith(b"retry-after:") for line in lines):
                seen.without_term += 1
    except (OSError, asyncio.IncompleteReadError):
        seen.broken += 1
    finally:
        writer.close()


async def load(port: int, connections: int, goes_on: Callable[[], bool]) -> Seen:
    """What so many connections are answered as long as it goes on."""
    seen = Seen()
    await asyncio.gather(*(client(port, seen, goes_on) for _ in range(connections)))
    return seen


def measured(port: int, connections: int, seconds: float) -> tuple[Seen, float]:
    """What is answered in so many seconds, and how many it were."""
    began = time.perf_counter()
    seen = asyncio.run(load(port, connections, lambda: time.perf_counter() < began + seconds))
    return seen, time.perf_counter() - began


def ask(port: int, path: str) -> Any:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as response:
        return json.load(response)


def ready(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until the service answers. Raises TimeoutError where it ends, or after five minutes."""
    until = time.monotonic() + 300
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError):
            ask(port, "/readyz")
            return
        time.sleep(0.1)
    raise TimeoutError("the service did not start")


@contextlib.contextmanager
def served(workers: int, **environment: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """A service with files of its own; it must end by itself when it is told to."""
    with socket.socket() as probe, tempfile.TemporaryDirectory(prefix="portability-load-") as folder:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        own = {name: f"{folder}/{name}" for name in ("PORTABILITY_EDITIONS", "PORTABILITY_RECORD_KEY", "PORTABILITY_TOKEN_KEY")}
        told = {
            **os.environ,
            "PORT": str(port),
            "DATABASE_URL": f"sqlite:///{folder}/d.db",
            "PORTABILITY_ANONYMOUS_LIMIT": "off",
            "PORTABILITY_JOBS": "0",
            **own,
        }
        command = [sys.executable, "-c", f"import sys; from api.cli import serve; sys.exit(serve(['--workers', '{workers}']))"]
        with (Path(folder) / "log").open("wb") as log:
            process = subprocess.Popen(command, env=told | environment, stdout=log, stderr=log)
            try:
                ready(port, process)
                measured(port, 8, 2)  # every process compiles what the case needs
                yield port, process
            finally:
                process.terminate()
                process.wait(60)


def capacity(connections: int, seconds: float, **environment: str) -> dict[str, Any]:
    found = {}
    for workers in (1, 2):
        with served(workers, **environment) as (port, _):
            seen, took = measured(port, connections, seconds)
            found[f"{workers} worker" + "s" * (workers > 1)] = {**seen.told(took), "others than 200": seen.statuses.total() - seen.statuses[200]}
    one, two = (x["answered a second"] for x in found.values())
    return {**found, "two / one": round(two / one, 2)}


def overload(seconds: float, **environment: str) -> dict[str, Any]:
    with served(1, PORTABILITY_IN_FLIGHT=str(AT_ONCE), **environment) as (port, _):
        before, took = measured(port, AT_ONCE, seconds)
        rate = len(before.seconds) / took

        async def flooded() -> tuple[Seen, list[float]]:
            began, looks = time.perf_counter(), list[float]()

            async def watcher() -> None:
                while time.perf_counter() < began + seconds:
                    at = time.perf_counter()
                    await asyncio.to_thread(ask, port, "/livez")
                    looks.append(time.perf_counter() - at)
                    await asyncio.sleep(0.2)

            seen, _ = await asyncio.gather(load(port, AT_ONCE * TIMES, lambda: time.perf_counter() < began + seconds), watcher())
            return seen, looks

        flood, looks = asyncio.run(flooded())
        after, took = measured(port, AT_ONCE, seconds)
        return {
            "connections": AT_ONCE * TIMES,
            "statuses": dict(flood.statuses),
            "refused without Retry-After": flood.without_term,
            "broken connections": flood.broken,
            "answered / before": round(len(flood.seconds) / seconds / rate, 2),
            "slowest look at /livez, ms": round(max(looks) * 1000),
            "statuses afterwards": dict(after.statuses),
            "afterwards / before": round(len(after.seconds) / took / rate, 2),
        }


def reloaded(connections: int, rules: Path, **environment: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="portability-load-") as folder:
        for part in ("agreements", "rulesets"):
            shutil.copytree(rules / part, Path(folder) / part)
        with served(2, PORTABILITY_RULES=folder, **environment) as (port, process):
            old, began = ask(port, "/readyz")["edition"], time.perf_counter()
            text = (Path(folder) / FILE).read_text(encoding="utf-8")
            assert FIGURE in text
            (Path(folder) / FILE).write_text(text.replace(FIGURE, OTHER), encoding="utf-8")
            process.send_signal(signal.SIGHUP)
            seen = Seen()

            async def meanwhile() -> float:
                """Load until both processes were seen on the new edition in ten looks, and two seconds more."""
                until, took = began + LONGEST, 0.0

                async def watcher() -> None:
                    nonlocal until, took
                    new = 0
                    while time.perf_counter() < until and new < 10:
                        edition = (await asyncio.to_thread(ask, port, "/readyz"))["edition"]
                        new = new + 1 if edition != old else 0
                        await asyncio.sleep(0.2)
                    took = time.perf_counter() - began
                    until = time.perf_counter() + 2

                await asyncio.gather(watcher(), *(client(port, seen, lambda: time.perf_counter() < until) for _ in range(connections)))
                return took

            took = asyncio.run(meanwhile())
            return {
                "seconds until both use it": round(took, 1),
                **seen.told(time.perf_counter() - began),
                "statuses": dict(seen.statuses),
                "broken connections": seen.broken,
                "answers by edition": sorted(seen.editions.values(), reverse=True),
            }


def main() -> None:
    parser = argparse.ArgumentParser(description="The service under load.")
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--database", help="postgresql://…, an empty database; without: an SQLite file of its own")
    parser.add_argument("--rules", type=Path, help="the rules that are changed and taken over; without: all of this installation")
    parser.add_argument("--only", choices=("capacity", "overload", "reload"))
    told = parser.parse_args()
    environment = {"DATABASE_URL": told.database} if told.database else {}
    parts: dict[str, Callable[[], dict[str, Any]]] = {
        "capacity": lambda: capacity(told.connections, told.seconds, **environment),
        "overload": lambda: overload(told.seconds, **environment),
        "reload": lambda: reloaded(told.connections, told.rules or rules_home(), **environment),
    }
    print(json.dumps({"cores": os.cpu_count(), "load of the machine before": round(os.getloadavg()[0], 1)}))
    for name, part in parts.items():
        if told.only in (None, name):
            print(json.dumps({name: part()}), flush=True)


if __name__ == "__main__":
    main()
