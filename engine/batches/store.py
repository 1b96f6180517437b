"""The private folder in which batches are kept while they run and for some days after: one folder for each, none longer than told.

Where: the setting `PORTABILITY_BATCHES`, else `portability/batches` in the user's folder for state (`XDG_STATE_HOME`).
"""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from engine.batches.journal import Journal
from engine.problems import InputRefused, Place, Problem, nearest

VARIABLE = "PORTABILITY_BATCHES"
_ID = re.compile(r"[0-9a-f]{16}")
_PRIVATE = 0o700


class Store:
    """All batches of one user. Raises InputRefused where others could read the folder, or where it cannot be made."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = root or _root()
        try:
            self.root.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
            found = self.root.stat()
        except OSError as error:
            raise _refused(self.root, "no-folder", "the folder for batches cannot be made", f"name another with --work or {VARIABLE}") from error
        if stat.S_IMODE(found.st_mode) & 0o077 or found.st_uid != os.getuid():
            raise _refused(self.root, "not-private", "others can read the folder for batches", f"chmod 700 {self.root}")

    def folder(self, batch: str) -> Path:
        """The folder of a batch, made where it is not there."""
        path = self.root / batch
        path.mkdir(mode=_PRIVATE, exist_ok=True)
        return path

    def batches(self) -> Iterator[str]:
        """The ids of all batches, in order."""
        yield from sorted(p.name for p in self.root.iterdir() if _ID.fullmatch(p.name) and p.is_dir() and not p.is_symlink())

    def unfinished(self, asked: str) -> str | None:
        """A batch that asks exactly this and was cut short."""
        return next((b for b in self.batches() if (told := self.told(b)) and told.get("asked") == asked and not told.get("finished")), None)

    def told(self, batch: str) -> dict[str, str]:
        """What the journal of a batch says of itself; nothing where it has none yet."""
        path = self.root / batch
        if not Journal.there(path):
            return {}
        with Journal(path) as journal:
            return journal.told()

    def open(self, batch: str) -> Journal:
        """The journal of a batch that is there. Raises InputRefused where there is none of that id."""
        known = list(self.batches())
        if batch not in known:
            raise _refused(self.root, "no-such-batch", "there is no batch of this id", nearest(batch, known) or "see `portability batches list`")
        return Journal(self.root / batch)

    def drop(self, batch: str) -> None:
        """Deletes a batch, also one that this process has open."""
        shutil.rmtree(self.root / batch)

    def purge(self, today: date, everything: bool = False, named: frozenset[str] = frozenset()) -> list[str]:
        """Deletes batches whose time is over, those that are named, or all; returns their ids. One that is at work is left alone."""
        gone = []
        for batch in self.batches():
            over = self.told(batch).get("keep_until", "") < today.isoformat()
            if (everything or over or batch in named) and not Journal.in_use(self.root / batch):
                shutil.rmtree(self.root / batch)
                gone.append(batch)
        return gone


def _root() -> Path:
    told = os.environ.get(VARIABLE)
    state = os.environ.get("XDG_STATE_HOME")
    return Path(told) if told else (Path(state) if state else Path.home() / ".local/state") / "portability/batches"


def _refused(path: Path, code: str, message: str, mend: str) -> InputRefused:
    return InputRefused([Problem(Place(str(path)), code, message, mend=mend)])
