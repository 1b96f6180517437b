"""Findings of a check: each told once, in the order of files, as words and as the report of the contract."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from engine.problems import Place, Problem, nearest

#: An error keeps a file from being used; a warning should be mended; a note is told for information.
SEVERITIES = ("error", "warning", "note")


@dataclass
class Findings:
    """Collects problems. The same fault met again, in another instance or on another day, is told once."""

    _found: dict[tuple[Place, str, str, str], Problem] = field(default_factory=dict)

    def add(self, problem: Problem) -> None:
        place = Place(problem.place.file, problem.place.line, problem.place.column)
        self._found.setdefault((place, problem.code, problem.found, problem.message if not problem.found else ""), problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.add(problem)

    @property
    def sorted(self) -> list[Problem]:
        """Errors before warnings before notes, then by place."""
        return sorted(self._found.values(), key=lambda p: (SEVERITIES.index(p.severity), p))

    @property
    def errors(self) -> int:
        return sum(p.severity == "error" for p in self._found.values())


def warning(place: Place, code: str, message: str, *, found: str = "", expected: str = "", mend: str = "", address: str = "") -> Problem:
    """A finding that keeps nothing from being used."""
    return Problem(place, code, message, found, expected, mend, address, "warning")


def unknown(place: Place, code: str, message: str, found: str, known: list[str], address: str, mend: str = "") -> Problem:
    """A name that is not among those that are known, with the nearest of them."""
    return Problem(place, code, message, found, ", ".join(known[:12]), nearest(found, known) or mend, address)


def reported(problem: Problem) -> Mapping[str, str]:
    """One finding under the keys of the report."""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "place": str(problem.place),
        "pointer": problem.place.pointer,
        "address": problem.address,
        "message": problem.message,
        "found": problem.found,
        "expected": problem.expected,
        "mend": problem.mend,
    }
