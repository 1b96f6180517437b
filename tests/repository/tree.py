"""The files of the repository, as far as they are kept: what git tracks, or what stands there where git does not."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_NOT_KEPT = {".git", ".venv", "__pycache__", "build", "dist", "var"}


@cache
def files() -> tuple[Path, ...]:
    """Every file that is kept or would be, sorted."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=False)
        if listed.returncode == 0:
            names = listed.stdout.decode().split("\0")
            return tuple(sorted(ROOT / n for n in names if n and (ROOT / n).is_file()))
    found = (p for p in ROOT.rglob("*") if p.is_file())
    return tuple(sorted(p for p in found if not any(part in _NOT_KEPT or part.endswith("_cache") or part == ".hypothesis" for part in p.parts)))


def text_of(path: Path) -> str | None:
    """What a file says; None where it is no text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
