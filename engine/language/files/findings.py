"""What a check finds, by its path in the data; and how it becomes a problem with a place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.language.reading import Data, Document, Path
from engine.problems import Problem


@dataclass(frozen=True, slots=True)
class Finding:
    """`at_key` points at the word itself, not at what follows it."""

    path: Path
    code: str
    message: str
    mend: str
    found: str = ""
    expected: str = ""
    at_key: bool = False
    severity: str = "error"


def as_problem(document: Document, finding: Finding) -> Problem:
    """The finding with line, column and address."""
    place = document.place(finding.path, key=finding.at_key)
    return Problem(
        place,
        finding.code,
        finding.message,
        finding.found,
        finding.expected,
        finding.mend,
        _address(document.data, finding.path),
        finding.severity,
    )


def _address(data: Data, path: Path) -> str:
    """The ids that stand above a path: `ca-in.art-7.opens`."""
    names: list[str] = []
    for word in ("agreement", "national", "credential", "provision", "reference", "checklist", "amends"):
        head = mapping(data).get(word)
        if isinstance(head, str):
            names.append(head)
            break
    for step in path:
        if isinstance(data, dict) and isinstance(step, str):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            break
        name = mapping(data).get("id")
        if isinstance(name, str):
            names.append(name)
    return ".".join(names)


def mapping(data: object) -> dict[str, Data]:
    """The data if it is a mapping, else an empty one: a wrong shape is told once, by the models."""
    return data if isinstance(data, dict) else {}


def items(data: object) -> Iterator[tuple[int, Data]]:
    """The items of a list with their numbers; nothing if it is no list."""
    return enumerate(data) if isinstance(data, list) else enumerate(())


def kind_of(value: object) -> str:
    """What stands there, in the words of the text."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return f"“{value}”"[:80]
