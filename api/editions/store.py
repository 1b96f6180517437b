"""Copies of the rule files of this installation, each under the hash of everything in it, and which one all processes use."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from engine.problems import InputRefused, Place, Problem

PARTS = ("agreements", "rulesets")
PREFIX = "sha256:"
#: So many copies are kept, and any that was in use within so many seconds: a question, or a job of hours, may still be worked on it.
KEPT, LONGEST = 3, 86_400
_CURRENT, _LAST, _LOCK = "current", "last.json", ".lock"


class Store:
    """The folder of copies. A copy is whole before it has its name and never changed afterwards; `current` names the one in use.

    Every method raises InputRefused where the folder cannot be used.
    """

    def __init__(self, folder: Path, rules: Path) -> None:
        self.folder, self.rules = folder, rules

    def take(self) -> str:
        """Copy the rule files as they lie there now; the hash of the copy, `sha256:…`."""
        with _told():
            files = dict(_files(self.rules))
            name = hashlib.sha256("".join(f"{hashlib.sha256(raw).hexdigest()}  {path}\n" for path, raw in files.items()).encode()).hexdigest()
            if not (self.folder / name).is_dir():
                self._write(name, files)
        return PREFIX + name

    def home(self, edition: str) -> Path:
        """The folder in which the rule files of a copy lie."""
        return self.folder / edition.removeprefix(PREFIX)

    def current(self) -> str:
        """The hash of the copy in use; empty where none is."""
        try:
            told = (self.folder / _CURRENT).read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            return ""
        return told if self.home(told).is_dir() else ""

    def use(self, edition: str) -> None:
        """Make a copy the one in use, for every process that looks. Copies that nobody can be working on any more are removed."""
        with _told():
            for used in filter(None, (self.current(), edition)):  # the time of a copy is when it was in use last
                os.utime(self.home(used))
            self._replace(_CURRENT, edition)
            copies = sorted((p for p in self.folder.iterdir() if p.is_dir() and p.name[0] != "."), key=lambda p: p.stat().st_mtime_ns, reverse=True)
            for old in copies[KEPT:]:
                if time.time() - old.stat().st_mtime > LONGEST:
                    shutil.rmtree(old, ignore_errors=True)

    def drop(self, edition: str) -> None:
        """Remove a copy that was refused."""
        if edition != self.current():
            shutil.rmtree(self.home(edition), ignore_errors=True)

    def last(self) -> dict[str, Any] | None:
        """What the last reload came to, by whatever process."""
        try:
            told = json.loads((self.folder / _LAST).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return told if isinstance(told, dict) else None

    def note(self, outcome: Mapping[str, Any]) -> None:
        """Write down what a reload came to."""
        with _told():
            self._replace(_LAST, json.dumps(outcome, ensure_ascii=False))

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Whether this process may reload now: one does at a time. The lock ends with the process that holds it."""
        with _told():
            self.folder.mkdir(parents=True, exist_ok=True)
            file = (self.folder / _LOCK).open("w")
        with file:
            yield _locked(file)

    def _write(self, name: str, files: Mapping[str, bytes]) -> None:
        made = self.folder / f".{name}.{secrets.token_hex(8)}"
        for part in PARTS:
            (made / part).mkdir(parents=True)
        for path, raw in files.items():
            (made / path).parent.mkdir(parents=True, exist_ok=True)
            (made / path).write_bytes(raw)
        try:
            made.rename(self.folder / name)
        except OSError:  # another process made the same copy in the meantime
            shutil.rmtree(made, ignore_errors=True)
            if not (self.folder / name).is_dir():
                raise

    def _replace(self, name: str, text: str) -> None:
        made = self.folder / f".{name}.{secrets.token_hex(8)}"
        made.write_text(text, encoding="utf-8")
        made.rename(self.folder / name)


def _locked(file: TextIO) -> bool:
    """Try for a moment: who only looks how a reload stands holds the lock no longer."""
    for _ in range(10):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            time.sleep(0.02)
    return False


def _files(rules: Path) -> Iterator[tuple[str, bytes]]:
    """Every rule file by its path, in the order of paths; what an editor leaves beside them has a name with a dot in front."""
    for part in PARTS:
        for path in sorted((rules / part).rglob("*")):
            told = path.relative_to(rules)
            if path.is_file() and not any(word.startswith(".") for word in told.parts):
                yield told.as_posix(), path.read_bytes()


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message, mend = "the copies of the rules cannot be kept there", "name a folder that can be written, on a disk with room"
        place = Place(file="PORTABILITY_EDITIONS")
        raise InputRefused([Problem(place, "editions-unusable", message, found=type(error).__name__, mend=mend)]) from None
