"""Serving with one process, or with several that share a port: started, watched, told of new rules and stopped by one that answers nobody."""

from __future__ import annotations

import logging
import os
import signal
import tempfile
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import uvicorn
from uvicorn.supervisors.multiprocess import Multiprocess

from api import logs
from api.editions.reload import reload
from api.editions.store import Store
from api.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

    from api.service import Service

#: Seconds without a sign of life after which a worker is ended and another started; a long case keeps the interpreter busy for some.
_SILENT = 60
_log = logging.getLogger("portability")


def options(settings: Settings, host: str, port: int) -> dict[str, Any]:
    """How the server listens. Its own access log would write addresses as they were sent; ours names routes."""
    return {
        "host": host,
        "port": port,
        "access_log": False,
        "log_config": None,
        "server_header": False,
        "timeout_graceful_shutdown": settings.stop_seconds,
    }


def one(service: Service, host: str, port: int) -> None:
    """Serve in this process until it is stopped. SIGHUP takes over new rules."""
    from api.app import create_app

    _on_hangup(service.store)
    uvicorn.run(create_app(service), **options(service.settings, host, port))


def several(service: Service, host: str, port: int, workers: int) -> None:
    """Serve in so many processes until this one is stopped; then each answers what it has begun. SIGHUP takes over new rules in all of them.

    A process that ends is replaced. `service` is used here for its settings and rules alone: each process opens its own.
    """
    with tempfile.TemporaryDirectory(prefix="portability-figures-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder  # before the processes import the library
        config = uvicorn.Config(
            "api.serving:worker", factory=True, workers=workers, timeout_worker_healthcheck=_SILENT, **options(service.settings, host, port)
        )
        listening = config.bind_socket()
        try:
            _Workers(config, [listening], _hangup(service.store)).run()
        finally:
            listening.close()


def worker() -> FastAPI:
    """The application of one of several processes: it joins the edition of the rules that the others use."""
    from api.app import create_app
    from api.service import Service

    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # a terminal that closes tells every process; the one above takes over new rules
    logs.configure()
    return create_app(Service(first=False))


class _Workers(Multiprocess):
    """The processes. The library restarts all of them on SIGHUP; here they go on, and take over new rules by themselves."""

    def __init__(self, config: uvicorn.Config, sockets: list[Any], hangup: Callable[[], None]) -> None:
        super().__init__(config, sockets)
        self._hangup = hangup

    def init_processes(self) -> None:
        super().init_processes()
        self._let_go()

    def handle_hup(self) -> None:
        self._hangup()

    def keep_subprocess_alive(self) -> None:
        """Replace whoever ended; what it was working on is no longer counted as such."""
        before = {p.pid for p in self.processes}
        super().keep_subprocess_alive()
        self._let_go()
        from prometheus_client.multiprocess import mark_process_dead

        for pid in before - {p.pid for p in self.processes}:
            _log.error("a worker ended and is replaced")
            mark_process_dead(pid)  # type: ignore[no-untyped-call]

    def _let_go(self) -> None:
        """Close our copy of each process's end of its pipe: with that open, a process that ends while it is asked for a sign of life would be
        waited for as if it were only silent."""
        for process in self.processes:
            process.child_conn.close()


def _hangup(store: Store | None) -> Callable[[], None]:
    """What SIGHUP does: the trial of new rules runs beside everything else."""

    def begin() -> None:
        if store is not None:
            threading.Thread(target=reload, args=(store,), name="reload", daemon=True).start()

    return begin


def _on_hangup(store: Store | None) -> None:
    begin = _hangup(store)
    signal.signal(signal.SIGHUP, lambda _number, _frame: begin())
