"""Workers: this process takes jobs that wait, does so many at once, and takes over those of workers that ended."""

from __future__ import annotations

import logging
import threading
import time

from api.jobs.durable import Durable
from api.jobs.folder import sweep
from api.jobs.jobs import Jobs
from api.jobs.slots import Slot
from api.jobs.working import Working
from api.storage.database import Database

#: Seconds between two looks for jobs that wait, for workers that ended, and for what can be forgotten.
_LOOK, _DEAD, _OLD = 1.0, 10.0, 3600.0
_log = logging.getLogger("portability.jobs")


class Workers:
    """The workers of one process, from `start` to `stop`."""

    def __init__(self, database: Database, jobs: Jobs, at_once: int) -> None:
        self.database, self.jobs, self.at_once = database, jobs, at_once
        self.stopping = threading.Event()
        self.working = Working(database, self.stopping)
        self._handed: set[tuple[str, int]] = set()
        self._next = {"dead": 0.0, "old": 0.0}

    def start(self) -> None:
        """Take a name, and with it the jobs that its last holder left; then look for work until the end."""
        self._slot = Slot(self.database)
        sweep(self.working.below, {id for id, _ in self.working.taking.waiting()})
        self._durable = Durable(self.database, self._slot.name, self.at_once, self.working.work)
        self._looking = threading.Thread(target=self._look, name="jobs", daemon=True)
        self._looking.start()

    def stop(self) -> None:
        """End the processes of jobs, and leave the jobs to whoever starts next."""
        self.stopping.set()
        self.jobs.wake.set()
        self._looking.join()
        self._durable.close()
        self._slot.close()

    def _look(self) -> None:
        """Nothing that goes wrong in one look ends the looking: the database may be away for a while."""
        while not self.stopping.is_set():
            try:
                self._hand_over()
                if self._due("dead", _DEAD):
                    self._slot.hold()
                    self._take_over()
                if self._due("old", _OLD):
                    self._durable.forget()
            except Exception as error:
                _log.warning("workers could not look for jobs", extra={"kind": type(error).__name__})
            self.jobs.wake.wait(_LOOK)
            self.jobs.wake.clear()

    def _hand_over(self) -> None:
        """Every job that has not ended is handed to the library once by this process; it takes each once, whoever hands it over."""
        waiting = self.working.taking.waiting()
        for job in waiting:
            if job not in self._handed:
                self._durable.enqueue(*job)
                self._handed.add(job)
        self._handed &= set(waiting)

    def _take_over(self) -> None:
        for name in self._durable.holders():
            with self._slot.dead(name) as dead:
                if dead:
                    self._durable.recover([name])

    def _due(self, what: str, seconds: float) -> bool:
        now = time.monotonic()
        if now < self._next[what]:
            return False
        self._next[what] = now + seconds
        return True
