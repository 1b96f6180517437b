"""Stages that were done are kept: a report that was ended goes on where it was, and nothing is asked twice of the same files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine import __version__
from engine.language.corpus import rules_home
from engine.problems import InputRefused
from engine.reporting.subject import Subject
from engine.sandbox.contain import contained
from engine.sandbox.limits import LIMITS, Limits

#: What a stage may take: as much as the command that asks the same.
_LIKE = {"check": "check", "checklist": "check", "test": "test", "compare": "compare", "careers": "compare", "prove": "prove"}


def state_of(subject: Subject) -> str:
    """Changes with any rule file, with the program, the draft and the day: what a kept stage must have been made from."""
    home = rules_home()
    state = hashlib.sha256(f"{__version__} {Path(subject.named).name} {subject.day}\n".encode())
    program = Path(__file__).parents[1]
    files = [*(home / "agreements").rglob("*.*"), *(home / "rulesets").rglob("*.*"), *program.rglob("*.py")]
    for path in sorted(p for p in files if p.is_file()):
        state.update(f"{path.relative_to(program if path.is_relative_to(program) else home)} ".encode())
        state.update(hashlib.sha256(path.read_bytes()).digest())
    if subject.draft is not None:
        state.update(subject.draft.read_bytes())
    return state.hexdigest()


def stage(name: str, subject: Subject, state: str, folder: Path, told: Callable[[str], None]) -> dict[str, Any]:
    """The result of a stage, kept or made now in a contained process; `{"not_done": […]}` where it could not be done."""
    path = folder / f"{name}.json"
    if (found := _kept(path, state)) is not None:
        told(f"{name}: as before")
        return found
    told(f"{name}: begun")
    problems: list[str] = []

    def heard(line: str) -> None:
        told(line)
        if not line.startswith(f"{name}: "):
            problems.append(line)

    try:
        reads = [subject.draft.resolve()] if subject.draft is not None else []
        ended = contained("engine.reporting.stage", [name, subject.named, subject.day.isoformat()], reads=reads, limits=_limits(name), told=heard)
    except InputRefused as refused:
        return {"not_done": [str(p) for p in refused.problems]}
    if ended.code:
        return {"not_done": [p.replace(subject.named, Path(subject.named).name) for p in problems[-20:]] or ["the stage ended without a word"]}
    result: dict[str, Any] = json.loads(ended.out)
    folder.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(json.dumps({"state": state, "result": result}, ensure_ascii=False, sort_keys=True, indent=1), encoding="utf-8")
    new.replace(path)
    return result


def _kept(path: Path, state: str) -> dict[str, Any] | None:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return told["result"] if isinstance(told, dict) and told.get("state") == state and isinstance(told.get("result"), dict) else None


def _limits(name: str) -> Limits:
    return replace(LIMITS[_LIKE[name]]) if name in _LIKE else Limits()
