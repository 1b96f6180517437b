"""One stage, run by itself: `stage NAME SUBJECT DAY` prints its result as JSON. It is what the child of a report runs."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from engine.reporting.stages import STAGES, day_of
from engine.reporting.subject import Subject


def run(words: list[str]) -> int:
    """Exit code 0. Raises RuleFileRefused or CaseRefused where the text cannot be read."""
    name, subject, day = words
    result = STAGES[name](Subject(subject, day_of(day)), _Told(name))
    print(json.dumps(_by_name(result, subject), ensure_ascii=False, sort_keys=True, default=str))
    return 0


def _by_name(result: Any, subject: str) -> Any:
    """A draft is called by its name and not by where it lay, so that the same draft gives the same report elsewhere."""
    if isinstance(result, dict):
        return {key: _by_name(value, subject) for key, value in result.items()}
    if isinstance(result, list | tuple):
        return [_by_name(value, subject) for value in result]
    if isinstance(result, str) and "/" in subject:
        return result.replace(subject, Path(subject).name)
    return result


class _Told:
    """Progress, once a stage takes more than a second."""

    def __init__(self, name: str) -> None:
        self._name, self._last = name, time.monotonic()

    def __call__(self, done: int, total: int, what: str) -> None:
        if time.monotonic() - self._last > 1:
            self._last = time.monotonic()
            print(f"{self._name}: {done} of {total} {what}", file=sys.stderr, flush=True)
