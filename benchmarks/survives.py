"""Nothing that was accepted is lost and nothing is done twice, while processes and the database are ended by `kill -9` at random moments.

    python benchmarks/survives.py [--jobs 500] [--records 5000] [--kills 40] [--within 12] [--seed 1] [--sqlite]

One process serves and does jobs, another only does jobs (on SQLite too). Clients start jobs with an `Idempotency-Key`, ask for decision
records, and send again whatever was not answered. Meanwhile one of the processes, or on PostgreSQL the whole server, is ended and started
anew. Told at the end: what was accepted, what became of it, and whether the chain of records is whole. Exit code 1 where anything is amiss.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
from sqlmodel import col, func, select

from api.records.chain import Records
from api.records.verifying import verify
from api.security import admin
from api.service import GOLDEN_CASE
from api.settings import Settings
from api.storage import migrating
from api.storage.database import Database
from api.storage.drafts import DraftRow
from api.storage.jobs import JobFileRow, JobRow
from benchmarks.cluster import Cluster
from benchmarks.over_http import free_port

DRAFT = b"agreement: aa-bb\n"
TENANT, SCOPES = "alder", ("decisions:ask", "drafts:write", "drafts:read", "jobs:write", "jobs:read", "records:write", "records:read")
#: Seconds until whatever is still to be done counts as lost.
PATIENCE = 3600.0
#: The fewest seconds between two ends.
LEAST = 2.0


@dataclass
class Accepted:
    """What was answered: ids of jobs by their keys, ids of records; and how often something was sent again."""

    jobs: dict[str, str] = field(default_factory=dict)
    records: list[str] = field(default_factory=list)
    again: Counter[str] = field(default_factory=Counter)


class Processes:
    """The processes of the service, each started anew when it ended."""

    def __init__(self, environment: dict[str, str], port: int, folder: Path) -> None:
        self.environment, self.folder = environment, folder
        self.commands = {"serve": ["serve", "--port", str(port)], "work": ["work", "--at-once", "2"]}
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.lock = threading.Lock()

    def start(self, name: str) -> None:
        """Under this command line; the log is kept."""
        words = [sys.executable, "-m", "engine.cli", *self.commands[name]]
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(words, env=self.environment, stdout=log, stderr=log)

    def kill(self, name: str) -> None:
        with self.lock:
            self.running[name].kill()
            self.running[name].wait()
            self.start(name)

    def keep(self) -> None:
        """Start anew whoever ended by itself: a start without database is refused, and whoever runs a service tries again."""
        with self.lock:
            for name, process in self.running.items():
                if process.poll() is not None:
                    self.start(name)

    def stop(self) -> None:
        with self.lock:
            for process in self.running.values():
                process.kill()
                process.wait()


class Client:
    """Sends until it is answered."""

    def __init__(self, port: int, key: str, accepted: Accepted) -> None:
        self.url, self.accepted = f"http://127.0.0.1:{port}", accepted
        self.headers = {"Authorization": f"Bearer {key}"}
        self.http = httpx2.Client(timeout=30)

    def post(self, what: str, path: str, wanted: int, **sent: Any) -> httpx2.Response:
        """The answer, once there is one that says that it was taken in. Anything else but "not now" is a fault."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                response = self.http.post(f"{self.url}{path}", **{**sent, "headers": {**self.headers, **sent.get("headers", {})}})
                if response.status_code == wanted:
                    return response
                if response.status_code not in (429, 500, 503):
                    raise RuntimeError(f"{path} was answered {response.status_code}")
            except httpx2.TransportError:
                pass
            self.accepted.again[what] += 1
            time.sleep(0.3)
        raise RuntimeError(f"{path} was not answered")

    def draft(self) -> str:
        return str(self.post("draft", "/v1/drafts", 201, files={"file": DRAFT}, headers={"Idempotency-Key": "draft"}).json()["id"])

    def job(self, draft: str, number: int) -> None:
        key = f"job-{number}"
        sent = {"kind": "check", "draft": draft}
        self.accepted.jobs[key] = self.post("job", "/v1/jobs", 202, json=sent, headers={"Idempotency-Key": key}).json()["id"]

    def record(self) -> None:
        response = self.post("record", "/v1/decisions/contribution-record", 200, json=GOLDEN_CASE, headers={"Prefer": "portability-record"})
        self.accepted.records.append(response.headers["portability-record"])


def run(folder: Path, *, jobs: int, records: int, kills: int, seed: int, within: float, cluster: Cluster | None) -> dict[str, Any]:
    """Does all of it; what is told at the end. `amiss` is empty where everything is as it must be."""
    url = cluster.url if cluster else f"sqlite:///{folder}/portability.db"
    names = ("TOKEN_KEY", "RECORD_KEY", "JOBS_FOLDER", "EDITIONS")
    told = {"DATABASE_URL": url, **{f"PORTABILITY_{n}": str(folder / n.lower()) for n in names}}
    told |= {"PORTABILITY_JOBS": "2", "PORTABILITY_JOBS_WAITING": "100000", "PORTABILITY_ANONYMOUS_LIMIT": "off"}
    database = Database(Settings.read(told))
    migrating.migrate(database)
    admin.add_tenant(database, TENANT, TENANT, per_minute=0, per_day=0, origins=(), frames=())
    key = admin.add_key(database, TENANT, "key", SCOPES).shown
    database.engine.dispose()
    port, accepted = free_port(), Accepted()
    processes = Processes({**os.environ, **told}, port, folder)
    client = Client(port, key, accepted)
    for name in processes.commands:
        processes.start(name)
    ended: Counter[str] = Counter()
    over = threading.Event()
    killer = threading.Thread(target=_kill, args=(processes, cluster, random.Random(seed), kills, ended, over, within))
    try:
        draft = client.draft()
        killer.start()
        with ThreadPoolExecutor(4) as threads:
            waiting = [threads.submit(client.job, draft, n) for n in range(jobs)] + [threads.submit(client.record) for _ in range(records)]
            for one in waiting:
                one.result()
        _wait(database, processes, over)
        killer.join()
        return {"kills": dict(ended), **_found(database, accepted, jobs, records)}
    finally:
        over.set()
        processes.stop()
        database.engine.dispose()


def _kill(
    processes: Processes, cluster: Cluster | None, chance: random.Random, kills: int, ended: Counter[str], over: threading.Event, within: float
) -> None:
    """End something so many times, each after a random while."""
    whoever = [*processes.commands, *(["postgresql"] if cluster else [])]
    while sum(ended.values()) < kills and not over.wait(chance.uniform(LEAST, within)):
        name = chance.choice(whoever)
        if name == "postgresql" and cluster:
            cluster.kill()
            time.sleep(chance.uniform(0.0, 2.0))
            cluster.start()
        else:
            processes.kill(name)
        ended[name] += 1
        processes.keep()


def _wait(database: Database, processes: Processes, over: threading.Event) -> None:
    """Until every job has ended, or patience has."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        processes.keep()
        try:
            with database.operator(reads=True) as session:
                left = session.exec(select(func.count()).select_from(JobRow).where(col(JobRow.state).in_(("queued", "running")))).one()
        except Exception:  # the database is away for a while
            left = -1
        if left == 0:
            break
        time.sleep(1.0)
    over.set()


def _found(database: Database, accepted: Accepted, wanted: int, records: int) -> dict[str, Any]:
    """What became of what was accepted."""
    with database.operator(reads=True) as session:
        rows = {row.id: row for row in session.exec(select(JobRow))}
        documents = [(d.job_id, d.name, bytes(d.content)) for d in session.exec(select(JobFileRow))]
        drafts = session.exec(select(func.count()).select_from(DraftRow)).one()
    chain = Records(database)
    read, wrong = verify(chain, TENANT)
    kept = Counter(row.id for row in chain.rows(TENANT))
    unanswered = accepted.again["record"]
    amiss = {
        "jobs that were not accepted": wanted - len(accepted.jobs),
        "records that were not accepted": records - len(accepted.records),
        "jobs that are lost": len(set(accepted.jobs.values()) - rows.keys()),
        "jobs that did not end well": sum(row.state != "done" for row in rows.values()),
        "jobs that were started twice": len(rows) - wanted,
        "jobs that were repeated": sum(row.attempt != 1 for row in rows.values()),
        "drafts that were stored twice": drafts - 1,
        "results that are lost or there twice": abs(len(documents) - len(rows)) + len(rows.keys() - {d[0] for d in documents}),
        "results that differ": len({d[2] for d in documents}) - 1,
        "records that are lost": len(set(accepted.records) - kept.keys()),
        "records that are there twice": sum(count > 1 for count in kept.values()),
        "records that nobody asked for": max(0, read - len(accepted.records) - unanswered),
        "findings of the chain": len(wrong),
    }
    told = {"jobs": len(rows), "taken up again": sum(row.starts - 1 for row in rows.values()), "records": read, "sent again": dict(accepted.again)}
    return {**told, "amiss": {what: count for what, count in amiss.items() if count}}


def main() -> int:
    parser = argparse.ArgumentParser(description="Accepted work against kill -9.")
    parser.add_argument("--jobs", type=int, default=500)
    parser.add_argument("--records", type=int, default=5_000)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--within", type=float, default=12.0, help="the most seconds between two ends")
    parser.add_argument("--sqlite", action="store_true", help="on SQLite, where processes alone are ended; else on a PostgreSQL of its own")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="portability-survives-") as name:
        folder, began = Path(name), time.monotonic()
        folder.chmod(0o711)
        cluster = None if told.sqlite else Cluster(folder / "postgresql")
        try:
            found = run(folder, jobs=told.jobs, records=told.records, kills=told.kills, seed=told.seed, within=told.within, cluster=cluster)
        finally:
            if cluster:
                cluster.stop()
    print(json.dumps({"seed": told.seed, "seconds": round(time.monotonic() - began), **found}, indent=1))
    return 1 if found["amiss"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
