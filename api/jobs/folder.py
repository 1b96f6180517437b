"""The private folder of a job, for as long as it runs: what its command reads there, and what it leaves.

It stays where a worker is ended in the middle, so that the next goes on; it goes with the end of the job, however that comes. One worker has
it at a time: one that was taken for dead lets go before another begins.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from api.jobs.kinds import BATCH, DOCUMENTS, DRAFT_FILE, KINDS, MAPPING, REPORT, RESULTS, SCENARIOS
from api.jobs.taking import Taken
from api.storage.keys import is_id

_PRIVATE = 0o700
_OF_A_SUMMARY = ("as_of", "rows", "codes", "read_as")
#: Rows of results in one transaction.
ROWS = 500
#: Seconds between two looks whether another worker let go.
_LOOK = 0.1


class Interrupted(BaseException):
    """This process stops; the job stays as it is, and is taken up again. No Exception, so that nobody takes it for an end of the job."""


class Folder:
    """The folder of one job below the folder of all."""

    def __init__(self, below: Path, job: Taken) -> None:
        self.path = below.resolve() / job.id
        self.job = job

    @contextmanager
    def held(self, stopping: threading.Event) -> Iterator[None]:
        """Have the folder to oneself, once whoever has it lets go or ends. Raises Interrupted where `stopping` is set before."""
        while (file := self._taken()) is None:
            if stopping.wait(_LOOK):
                raise Interrupted
        try:
            yield
        finally:
            os.close(file)

    def _taken(self) -> int | None:
        """A lock on the folder; None where another has it, or removed it while it was being taken."""
        self.path.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        try:
            file = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except FileNotFoundError:
            return None
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(file), self.path.stat()):
                return file
        except (BlockingIOError, FileNotFoundError):
            pass
        os.close(file)
        return None

    def fill(self) -> Path:
        """Write what the command works on; its path."""
        self.path.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        self.path.chmod(_PRIVATE)
        if KINDS[self.job.kind].on == BATCH:
            if self.job.mapping:
                (self.path / MAPPING).write_text(json.dumps(self.job.mapping), encoding="utf-8")
            return self._write(f"candidates.{self.job.format}", self.job.content)
        if self.job.scenarios is not None:
            self._write(SCENARIOS, self.job.scenarios.encode())
        return self._write(DRAFT_FILE, self.job.content)

    def documents(self) -> Iterator[tuple[str, str, bytes]]:
        """The documents that a report left."""
        for name, media_type in DOCUMENTS.items():
            path = self.path / REPORT / name
            if path.is_file():
                yield name, media_type, path.read_bytes()

    def results(self) -> Iterator[list[str]]:
        """The results of the rows of a batch, line by line, so many at once."""
        path = self.path / RESULTS
        if path.is_file():
            with path.open(encoding="utf-8") as file:
                while chunk := list(islice(file, ROWS)):
                    yield [line.rstrip("\n") for line in chunk]

    def bare(self, text: str) -> str:
        """A text of the command, in which files are called by their names and not by where they lay."""
        return text.replace(f"{self.path}/", "")

    def result(self, printed: str) -> bytes:
        """What the command printed, as a document: of a batch the summary alone, without what the command line says of its own keeping."""
        if KINDS[self.job.kind].on != BATCH:
            return self.bare(printed).encode()
        told = json.loads(printed)
        return json.dumps({key: told[key] for key in _OF_A_SUMMARY}, ensure_ascii=False, indent=2).encode()

    def remove(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)

    def _write(self, name: str, content: bytes) -> Path:
        path = self.path / name
        path.parent.mkdir(mode=_PRIVATE, exist_ok=True)
        path.write_bytes(content)
        return path


def sweep(below: Path, waiting: Collection[str]) -> None:
    """Remove the folders of jobs that have ended."""
    for path in below.iterdir() if below.is_dir() else ():
        if is_id(path.name) and path.name not in waiting:
            shutil.rmtree(path, ignore_errors=True)
