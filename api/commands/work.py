"""`portability work`: a process that does jobs and serves nobody. Several may run, on PostgreSQL on several machines."""

from __future__ import annotations

import argparse
import signal
import threading
from collections.abc import Sequence

from api import logs
from api.settings import Settings


def run(argv: Sequence[str]) -> int:
    """Work until stopped. Jobs that are being done then are left to whoever starts next. Returns 0.

    Raises InputRefused where a setting or the database cannot be used.
    """
    parser = argparse.ArgumentParser(prog="portability work", description="Do the jobs that the service accepts.")
    parser.add_argument(
        "--at-once", type=int, choices=range(1, 65), metavar="N", help="jobs at once (1 to 64); default: PORTABILITY_JOBS, at least 1"
    )
    told = parser.parse_args(list(argv))
    logs.configure()

    from api.jobs.jobs import Jobs
    from api.jobs.workers import Workers
    from api.storage import migrating
    from api.storage.database import Database

    settings = Settings.read()
    database = Database(settings)
    migrating.ready(database)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    workers = Workers(database, Jobs(database), told.at_once or max(settings.jobs, 1))
    workers.start()
    stop.wait()
    workers.stop()
    return 0
