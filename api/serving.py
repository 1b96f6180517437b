"""Serving with one process, or with several that share a port: started, watched, told of new rules and stopped by one that answers nobody."""

from __future__ import annotations

import logging
import os
import signal
import tempfile
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors.multiprocess import Multiprocess, Process

from api import logs
from api.editions.reload import reload
from api.editions.store import Store
from api.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

    from api.service import Service

#: Seconds without a sign of life after which a worker is ended and another started; a long case keeps the interpreter busy for some.
_SILENT = 60
#: Seconds between two looks whether a process that is asked for a sign of life is there at all.
_TURN = 0.5
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
        config = uvicorn.Config("api.serving:worker", factory=True, workers=workers, **options(service.settings, host, port))
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


class _Process(Process):
    """One of the processes. It is asked for a sign of life in short turns: one that ends meanwhile is not waited for as if it were only silent."""

    def ping(self, timeout: float = 5) -> bool:
        until = time.monotonic() + timeout
        try:
            self.parent_conn.send(b"ping")
            while (left := until - time.monotonic()) > 0 and self.process.is_alive():
                if self.parent_conn.poll(min(left, _TURN)):
                    self.parent_conn.recv()
                    return True
        except (OSError, EOFError):
            pass
        return False


class _Workers(Multiprocess):
    """The processes. The library restarts all of them on SIGHUP; here they go on, and take over new rules by themselves."""

    def __init__(self, config: uvicorn.Config, sockets: list[Any], hangup: Callable[[], None]) -> None:
        super().__init__(config, sockets)
        self._hangup = hangup

    def init_processes(self) -> None:
        self.processes = [self._started() for _ in range(self.processes_num)]

    def handle_hup(self) -> None:
        self._hangup()

    def keep_subprocess_alive(self) -> None:
        """Replace whoever ended or keeps silent; what it was working on is no longer counted as such."""
        from prometheus_client.multiprocess import mark_process_dead

        for n, process in enumerate(self.processes):
            if self.should_exit.is_set():
                return
            if process.is_alive(timeout=_SILENT):
                continue
            process.kill()
            process.join()
            if process.exitcode == STARTUP_FAILURE:
                _log.error("a worker cannot start, and so no other can")
                self.should_exit.set()
                return
            _log.error("a worker ended and is replaced")
            mark_process_dead(process.pid)  # type: ignore[no-untyped-call]
            self.processes[n] = self._started()

    def _started(self) -> _Process:
        """A process that runs. Our copy of its end of the pipe is closed: with that open, nobody would be told that the other end is gone."""
        process = _Process(self.config, self.sockets)
        process.start()
        process.child_conn.close()
        return process


def _hangup(store: Store | None) -> Callable[[], None]:
    """What SIGHUP does: the trial of new rules runs beside everything else."""

    def begin() -> None:
        if store is not None:
            threading.Thread(target=reload, args=(store,), name="reload", daemon=True).start()

    return begin


def _on_hangup(store: Store | None) -> None:
    begin = _hangup(store)
    signal.signal(signal.SIGHUP, lambda _number, _frame: begin())
