"""Every figure of law judged, on several processes: each builds the ground for itself, since a reading shares nothing."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from pathlib import Path

from engine.checking.figures_of_law import Mutant, mutants
from engine.checking.mutation import Ground, Judged

#: With fewer figures than these, starting other processes takes longer than it saves.
FEW = 10

_ground: Ground | None = None


def _prepare(home: Path) -> None:
    global _ground
    _ground = Ground.of(home)


def _judge(task: tuple[str, Mutant]) -> Judged:
    assert _ground is not None
    return _ground.judge(_ground.file(task[0]), task[1])


def survey(ground: Ground, home: Path, paths: Sequence[Path] | None, workers: int, tell: Callable[[int, int, int], None]) -> list[Judged]:
    """Judge every mutant of the files under the paths, or of all, on several processes where `workers` is more than one.

    `tell` hears how far it has come.
    """
    tasks = [(file.path, mutant) for file in ground.files(paths) for mutant in mutants(file.data)]
    judged: list[Judged] = []

    def take(found: Judged) -> None:
        judged.append(found)
        tell(len(judged), len(tasks), sum(bool(j.noticed_by) for j in judged))

    if workers < 2 or len(tasks) < FEW:
        for name, mutant in tasks:
            take(ground.judge(ground.file(name), mutant))
        return judged
    # Fresh processes: nothing that this one holds is shared.
    with multiprocessing.get_context("spawn").Pool(workers, _prepare, (home,)) as pool:
        for found in pool.imap(_judge, tasks, chunksize=4):
            take(found)
    return judged
