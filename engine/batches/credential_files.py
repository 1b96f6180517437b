"""A signed credential beside a batch: opened only below the folder that was told, through no link, and never above it."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePosixPath

from engine.batches.limits import MOST_CREDENTIAL
from engine.batches.sheet import Fault

_OUTSIDE = Fault("file-outside", "the file lies outside the folder of --credentials", "give its path below that folder")
_NONE = Fault("no-such-file", "there is no such file below the folder of --credentials, or it is a link", "check the name of the file")
_LARGE = Fault("too-large", "the credential is too large and was not read", f"at most {MOST_CREDENTIAL} bytes")
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def read_below(folder: Path, name: str) -> bytes | Fault:
    """The bytes of a file. Every step is opened from the one above it, so that nothing can be exchanged for a link in between."""
    told = PurePosixPath(name)
    if told.is_absolute() or ".." in told.parts or "\\" in name or not told.parts:
        return _OUTSIDE
    opened: list[int] = []
    try:
        opened.append(os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC))
        for step in told.parts[:-1]:
            opened.append(os.open(step, _FOLDER, dir_fd=opened[-1]))
        opened.append(os.open(told.parts[-1], _FILE, dir_fd=opened[-1]))
        found = os.fstat(opened[-1])
        if not stat.S_ISREG(found.st_mode):
            return _NONE
        if found.st_size > MOST_CREDENTIAL:
            return _LARGE
        with os.fdopen(opened.pop(), "rb") as file:
            raw = file.read(MOST_CREDENTIAL + 1)
        return raw if len(raw) <= MOST_CREDENTIAL else _LARGE
    except (OSError, ValueError):
        return _NONE
    finally:
        for number in opened:
            os.close(number)
