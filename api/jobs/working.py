"""One job, from its rows to its rows: its command runs in a contained process, and this process only waits, listens and writes down."""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Callable
from pathlib import Path

from api.editions.store import Store
from api.jobs.folder import Folder, Interrupted
from api.jobs.kinds import KINDS, RESULT
from api.jobs.taking import Lost, Taken, Taking
from api.logs import place_of
from api.problems import told
from api.storage.database import UNREACHABLE, Database
from engine.language.corpus import rules_home
from engine.problems import RuleFileRefused
from engine.sandbox.contain import Contained, Unwanted, contained

_log = logging.getLogger("portability.jobs")
_PROGRESS = re.compile(r"(?:(?P<stage>[^:\[]{1,60}): )?.*?\b(?P<done>\d{1,9}) of (?P<total>\d{1,9})\b")
#: Seconds between two notes on progress, two looks whether a job is still wanted, and two tries where the database does not answer.
_EVERY, _LOOK, _AGAIN = 0.5, 0.5, 1.0
#: Lines of a command that are kept where it fails.
_LINES = 20
MISUSE = 2


class Working:
    """Does jobs, on the edition of the rules that is in use on this machine when one begins. `stopping` is set when the process is to end."""

    def __init__(self, database: Database, stopping: threading.Event) -> None:
        self.taking, self.below, self.stopping = Taking(database), database.settings.jobs_folder, stopping
        self.store = Store(database.settings.editions, rules_home())

    def work(self, id: str) -> None:
        """Do a job to its end, whatever that is. Waits for a database that does not answer, or does not let it be taken up. Raises Interrupted."""
        while True:
            try:
                return self._work(id)
            except UNREACHABLE as error:
                _log.warning("a job waits for the database", extra={"kind": type(error).__name__})
            except Exception as error:  # whoever called would take the job for ended, and it would never be taken up again
                _log.error("a job could not be taken up and waits", extra={"kind": type(error).__name__, "place": place_of(error.__traceback__)})
            if self.stopping.wait(_AGAIN):
                raise Interrupted

    def _work(self, id: str) -> None:
        job = self.taking.take(id)
        if job is None:
            return
        folder = Folder(self.below, job)
        with folder.held(self.stopping):
            if self._ended(job, folder):
                folder.remove()

    def _ended(self, job: Taken, folder: Folder) -> bool:
        """Work on a job that was taken up. True unless another worker has it by now, whose folder it is then."""
        try:
            self._done(job, folder)
        except Lost:
            return self.taking.lost(job)
        except UNREACHABLE:
            raise
        except RuleFileRefused as refused:
            self.taking.failed(job, [told(p) for p in refused.problems])
        except Exception as error:
            _log.error("a job failed in a way that nobody foresaw", extra={"kind": type(error).__name__, "place": place_of(error.__traceback__)})
            self.taking.failed(
                job, [{"code": "unexpected", "message": "the fault lies in the service", "mend": "tell the operator the id of the job"}]
            )
        return True

    def _done(self, job: Taken, folder: Folder) -> None:
        listening = _Listening(self.taking, job, folder)
        ended = self._contained(job, folder.fill(), folder, listening)
        if ended.code >= MISUSE or ended.code < 0:
            self.taking.failed(job, listening.problems())
            return
        documents = list(folder.documents())
        first = True
        for lines in folder.results():
            self.taking.rows(job, lines, first=first)
            first = False
        if not documents:
            documents = [(RESULT, "application/json", folder.result(ended.out))]
        self.taking.done(job, documents, findings=bool(ended.code))

    def _contained(self, job: Taken, file: Path, folder: Folder, listening: Callable[[str], None]) -> Contained:
        kind = KINDS[job.kind]
        words = kind.words(folder.path, str(file), job.options)
        wanted, own = _Wanted(self.taking, job, self.stopping), [folder.path]
        edition = self.store.current()
        home = self.store.home(edition).resolve() if edition else None
        try:
            return contained(
                kind.module, words, reads=own, writes=own, limits=kind.limits, told=listening, wanted=wanted, starts=kind.starts, home=home
            )
        except Unwanted:
            if self.stopping.is_set():
                raise Interrupted from None
            raise Lost from None


class _Wanted:
    """Whether a job is still wanted: asked often, looked up seldom. A database that does not answer says nothing against it."""

    def __init__(self, taking: Taking, job: Taken, stopping: threading.Event) -> None:
        self._taking, self._job, self._stopping, self._last = taking, job, stopping, time.monotonic()

    def __call__(self) -> bool:
        if self._stopping.is_set():
            return False
        now = time.monotonic()
        if now - self._last < _LOOK:
            return True
        self._last = now
        try:
            return self._taking.wanted(self._job)
        except UNREACHABLE:
            return True


class _Listening:
    """What a command says while it runs: progress is written down now and then, the last other lines are its problems."""

    def __init__(self, taking: Taking, job: Taken, folder: Folder) -> None:
        self._taking, self._job, self._folder, self._last, self._lines = taking, job, folder, 0.0, list[str]()

    def __call__(self, line: str) -> None:
        found = _PROGRESS.match(line)
        if found is None:
            self._lines = [*self._lines, self._folder.bare(line)][-_LINES:]
            return
        now = time.monotonic()
        if now - self._last >= _EVERY:
            self._last = now
            try:
                self._taking.progress(self._job, (found["stage"] or "").strip(), int(found["done"]), int(found["total"]))
            except (*UNREACHABLE, Lost):
                pass  # it is told the next time; whether the job is still wanted is looked up elsewhere

    def problems(self) -> list[dict[str, str]]:
        return [{"code": "refused", "message": line[:2000]} for line in self._lines] or [
            {"code": "refused", "message": "the command ended without a word"}
        ]
