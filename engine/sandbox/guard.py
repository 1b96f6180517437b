"""What the child may do, watched by an audit hook that cannot be taken off again: open what it was given, and nothing else.

A draft is data and runs no code of its own; the hook holds even where a mistake of ours would follow a path that a draft names.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

#: Events by which a process would connect, or start another.
_NEVER = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "pty.")
#: Events that change files; their first two arguments are paths.
_CHANGES = frozenset(
    f"os.{x}" for x in ("mkdir", "rmdir", "remove", "rename", "link", "symlink", "truncate", "chmod", "chown", "utime", "setxattr", "mkfifo")
)
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CODE = (".py", ".pyc", ".so", ".pth", ".typed")
_OF_THE_SYSTEM = ("/usr/share/zoneinfo", "/dev/null", "/dev/urandom", "/etc/fonts", "/usr/share/fonts")


class Guard:
    """Reads from `reads` and from the program itself, writes into `writes`, and does nothing else to the machine.

    `longest` is the most bytes that a file in `reads` may hold.
    """

    def __init__(self, reads: Sequence[str], writes: Sequence[str], longest: int) -> None:
        self._reads, self._writes, self._longest = _real(reads), _real(writes), longest
        self._program = _real([sys.prefix, sys.base_prefix, str(Path(__file__).parents[1]), *_OF_THE_SYSTEM, *_libraries()])
        self._paths = _real(p for p in sys.path if p)
        self._busy = False

    def install(self) -> None:
        """From now on, and for the life of the process."""
        sys.addaudithook(self)

    def __call__(self, event: str, told: tuple[Any, ...]) -> None:
        if self._busy:
            return
        if event.startswith(_NEVER):
            raise PermissionError(f"not in a contained process: {event}")
        if event == "open" or event in _CHANGES:
            self._busy = True
            try:
                self._files(event, told)
            finally:
                self._busy = False

    def _files(self, event: str, told: tuple[Any, ...]) -> None:
        if event != "open":
            paths = told[: 2 if event in ("os.rename", "os.link", "os.symlink") else 1]
            if not all(_within(_path(p), self._writes) for p in paths):
                raise PermissionError("this place is not open for writing")
            return
        path, mode, flags = told
        if isinstance(path, int):
            return
        real = _path(path)
        if (isinstance(mode, str) and set(mode) & set("wax+")) or (isinstance(flags, int) and flags & _WRITES):
            if not _within(real, self._writes):
                raise PermissionError("this place is not open for writing")
        elif not self._readable(real):
            raise PermissionError("this place is not open for reading")

    def _readable(self, real: str) -> bool:
        if _within(real, self._program) or (real.endswith(_CODE) and _within(real, self._paths)):
            return True
        return _within(real, (*self._reads, *self._writes)) and self._ordinary(real)

    def _ordinary(self, real: str) -> bool:
        """Whether an ordinary file of bearable length is there; what is not there may be looked for."""
        try:
            found = os.stat(real)  # noqa: PTH116 (no path object in a hook that runs at every open)
        except OSError:
            return True
        return stat.S_ISREG(found.st_mode) and found.st_size <= self._longest


def _libraries() -> list[str]:
    """Folders of sys.path that hold installed packages, with all their data."""
    return [p for p in sys.path if p.endswith(("site-packages", "dist-packages"))]


def _path(told: Any) -> str:
    return os.path.realpath(os.fsdecode(told))


def _real(paths: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(os.path.realpath(p) for p in paths))


def _within(path: str, folders: Sequence[str]) -> bool:
    return any(path == f or path.startswith(f.rstrip("/") + "/") for f in folders)
