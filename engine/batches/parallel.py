"""Several processes that decide rows of one chunk together. Each ends by itself when the one that asks is gone, however that ended."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Self

from engine.batches.deciding import Asked, Deciding
from engine.decision.decide import Decider
from engine.language.corpus import Corpus
from engine.problems import InputRefused, Place, Problem

MOST_JOBS = 64


class Workers:
    """So many processes, each with its own rules in memory. The results are those of one process, in the order of the rows."""

    def __init__(self, count: int) -> None:
        anew = multiprocessing.get_context("spawn")  # nothing is shared, neither files nor locks
        self._all: list[tuple[multiprocessing.process.BaseProcess, Connection]] = []
        for _ in range(count):
            here, there = anew.Pipe()
            process = anew.Process(target=_decide, args=(there,), daemon=True)
            process.start()
            there.close()
            self._all.append((process, here))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for process, pipe in self._all:
            pipe.close()
            process.join(timeout=5)
            if process.is_alive():
                process.terminate()

    def results(self, rows: Sequence[Asked]) -> list[dict[str, Any]]:
        """Whole results in the order of the rows. Raises InputRefused where a process is gone; what stands in the journal stays."""
        share = -(-len(rows) // len(self._all)) or 1
        parts = [rows[start : start + share] for start in range(0, len(rows), share)]
        asked = [pipe for (_, pipe), _ in zip(self._all, parts, strict=False)]
        try:
            for pipe, part in zip(asked, parts, strict=True):
                pipe.send(part)
            return [result for pipe in asked for result in pipe.recv()]
        except (EOFError, OSError):
            mend = "run the command again: it goes on where it stopped; with fewer --jobs where memory is short"
            raise InputRefused([Problem(Place(), "process-ended", "a process that decided rows has ended", mend=mend)]) from None


def _decide(pipe: Connection) -> None:
    """Answers until nobody asks any more."""
    deciding = Deciding(Decider(Corpus()))
    while True:
        try:
            rows = pipe.recv()
            pipe.send(deciding.results(rows))
        except (EOFError, OSError, KeyboardInterrupt):
            return
