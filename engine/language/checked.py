"""Which rule files were found sound before, by the hash of their bytes and the state of the checks.

Checking a file against the models costs more than reading it; a file that has not changed need not be checked for every decision. The
list is a convenience: where it cannot be read or written, every file is checked.
"""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path

CACHE_VARIABLE = "PORTABILITY_CACHE"


def cache_folder() -> Path:
    """Where the list is kept."""
    told = os.environ.get(CACHE_VARIABLE)
    return Path(told) if told else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "portability"


@cache
def _list() -> Path:
    return cache_folder() / f"checked-{_state_of_the_checks()}.txt"


def _state_of_the_checks() -> str:
    """Changes whenever the code that checks files does."""
    state = hashlib.sha256()
    for source in sorted((Path(__file__).parent / "files").glob("*.py")):
        told = source.stat()
        state.update(f"{source.name} {told.st_size} {told.st_mtime_ns}\n".encode())
    return state.hexdigest()[:16]


@cache
def _known(path: Path) -> set[str]:
    try:
        return set(path.read_text(encoding="ascii").split())
    except (OSError, ValueError):
        return set()


def is_known(sha256: str) -> bool:
    """Whether a file with these bytes was sound."""
    return sha256 in _known(_list())


def remember(sha256: str) -> None:
    """Note that a file with these bytes is sound. Does nothing where the list cannot be written."""
    path = _list()
    _known(path).add(sha256)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="ascii") as lines:
            lines.write(sha256 + "\n")
    except OSError:
        return
