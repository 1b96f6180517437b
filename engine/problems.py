"""What is wrong with a file or a case, told so that the reader can mend it.

Every error that leaves the engine is a `Problem`: a code, a place, what was found, what was expected, the nearest known
name and how to mend it. An exception carries one or more of them; nothing else is raised for bad input.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a file with line and column (from 1), or a JSON pointer into a case."""

    file: str = ""
    line: int = 0
    column: int = 0
    pointer: str = ""

    def __str__(self) -> str:
        if self.line:
            return f"{self.file}:{self.line}:{self.column}"
        return self.file or self.pointer or "(input)"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding. `severity` is `error`, `warning` or `note`; an error keeps the file or the case from being used."""

    place: Place
    code: str
    message: str
    found: str = ""
    expected: str = ""
    mend: str = ""
    address: str = ""
    severity: str = "error"

    def __str__(self) -> str:
        parts = [f"{self.place}: {self.code}: {self.message}"]
        if self.found:
            parts.append(f"found {self.found}")
        if self.expected:
            parts.append(f"expected {self.expected}")
        if self.mend:
            parts.append(self.mend)
        return "; ".join(parts)


class InputRefused(ValueError):
    """Input that cannot be used. `problems` is never empty and is sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(problems))
        super().__init__("\n".join(str(p) for p in self.problems))


class RuleFileRefused(InputRefused):
    """A rule file (agreement, model, national law, credential, table, scenario) that does not load."""


class CaseRefused(InputRefused):
    """A case that is malformed. Messages never repeat what the person wrote; they name the place and the kind of value."""


def nearest(name: str, known: Sequence[str]) -> str:
    """The nearest known name, as the end of a sentence, or nothing."""
    hits = get_close_matches(name, known, n=1, cutoff=0.6)
    return f"did you mean “{hits[0]}”?" if hits else ""
