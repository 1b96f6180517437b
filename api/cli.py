"""`portability serve`: the API and the pages over HTTP."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from api import logs
from api.commands.numbers import number
from api.settings import Settings

if TYPE_CHECKING:
    from api.service import Service

_FIRST_KEY = (
    "No partner has a key yet. Citizens need none. For a partner's first key run\n"
    "    portability tenants add ID --title NAME\n"
    "    portability keys add ID --scopes decisions:ask"
)


def serve(argv: Sequence[str]) -> int:
    """Serve until stopped; SIGTERM and SIGINT let what was begun be answered, and nothing new be taken. SIGHUP takes over new rules.

    The port is `--port`, else PORT, else 8000. Returns 0, or 2 for a port that is none.

    Raises InputRefused where a setting or the database cannot be used.
    """
    parser = argparse.ArgumentParser(prog="portability serve", description="Serve the API and the pages.")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1: this machine only)")
    parser.add_argument("--port", type=int, help="the port to listen on; default: the variable PORT, else 8000")
    parser.add_argument("--workers", type=number(1, 64, "1 to 64 processes"), default=1, metavar="N", help="processes that answer, 1 to 64 (1)")
    told = parser.parse_args(list(argv))
    settings = Settings.read()
    port = settings.port if told.port is None else told.port
    if not 0 <= port <= 65535:
        print("portability serve: a port is a whole number from 0 to 65535; set --port or PORT", file=sys.stderr)
        return 2
    logs.configure()

    from api import serving
    from api.security.admin import first_key_is_there
    from api.service import Service

    service = Service(settings=settings)
    if not first_key_is_there(service.database):
        print(_FIRST_KEY, file=sys.stderr)
    if told.workers > 1:
        service.database.engine.dispose()
    # The server stops by itself, and then raises the signal once more: what does jobs beside it must come to its end as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with _jobs(service):
        if told.workers == 1:
            serving.one(service, told.host, port)
        else:
            serving.several(service, told.host, port, told.workers)
    return 0


@contextmanager
def _jobs(service: Service) -> Iterator[None]:
    """Do jobs meanwhile, so many at once as the settings say. What is being done at the end is left to whoever starts next."""
    if not service.settings.jobs:
        yield
        return
    from api.jobs.workers import Workers  # the library of durable workflows is loaded where jobs are done

    workers = Workers(service.database, service.jobs, service.settings.jobs)
    workers.start()
    try:
        yield
    finally:
        workers.stop()
