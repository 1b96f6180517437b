"""What makes a batch the same batch: the table, how it is read, the rules, and the program. Where any of them changes, it is another."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import engine
from engine import __version__

_RULES = ("rulesets/credentials", "rulesets/reference", "rulesets/models")


def asked(table: str, settings: Mapping[str, Any], home: Path, beside: Iterable[Path]) -> str:
    """SHA-256 of everything that a result can depend on but the day. `beside` are other files that are read (credentials, a registry)."""
    told = {"table": table, "settings": settings, "rules": _of_files(home, _rule_files(home)), "engine": _engine(), "beside": _of_files(home, beside)}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def files_below(folder: Path | str | None) -> list[Path]:
    """The plain files below a folder, links left out; none where no folder was told."""
    return [p for p in Path(folder).rglob("*") if p.is_file() and not p.is_symlink()] if folder else []


def _rule_files(home: Path) -> list[Path]:
    return [p for part in _RULES for p in (home / part).rglob("*") if p.suffix in (".yaml", ".csv") and "scenarios" not in p.parts]


@cache
def _engine() -> str:
    here = Path(engine.__file__).parent
    return f"{__version__} {_of_files(here, here.rglob('*.py'))}"


def _of_files(home: Path, files: Iterable[Path]) -> str:
    """One hash of names and contents."""
    found = hashlib.sha256()
    for path in sorted(files):
        name = path.relative_to(home).as_posix() if path.is_relative_to(home) else str(path)
        found.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return found.hexdigest()
