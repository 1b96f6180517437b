"""One row as a case: what each cell says, where it stands, and every fault at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.batches.cells import value_of
from engine.batches.columns import Column, known_columns
from engine.batches.headings import folded
from engine.batches.mapping import HeadingMap
from engine.batches.sheet import Fault, Line
from engine.problems import Place, Problem

#: Columns whose faults do not hide that consent is missing.
CONSENT = ("consent_given", "consent_purpose", "consent_until")


@dataclass(frozen=True)
class Layout:
    """How the rows of one table are read: the column of each cell, what the mapping says, and the order of dates."""

    file: str
    columns: Mapping[int, str]
    told: HeadingMap = field(default_factory=HeadingMap)
    dates: str | None = None


@dataclass(frozen=True)
class Row:
    """`case` is the case as it would be written; `own` holds values of the batch itself; `column_of` the column behind a pointer."""

    number: int
    file: str
    case: dict[str, Any]
    own: dict[str, Any]
    problems: tuple[Problem, ...]
    column_of: Mapping[str, tuple[str, int]]

    @property
    def candidate(self) -> str | None:
        return self.own.get("candidate")

    def problem(self, fault: Fault, name: str, index: int) -> Problem:
        """A fault at its place: file, row, column."""
        return Problem(Place(self.file, self.number, index + 1), fault.code, fault.message, mend=fault.mend, address=name)


def read_row(line: Line, layout: Layout) -> Row:
    """Raises nothing: what cannot be read stands in `problems`."""
    row = Row(line.number, layout.file, {"question": "credential"}, {}, (), {})
    if line.fault is not None:
        return _with(row, [row.problem(line.fault, "", 0)])
    problems: list[Problem] = []
    values: dict[str, tuple[Any, int]] = {name: (text, -1) for name, text in layout.told.defaults.items()}
    for index, name in layout.columns.items():
        cell = line.cells[index] if index < len(line.cells) else ""
        if isinstance(cell, str):
            cell = layout.told.values.get(name, {}).get(folded(cell), cell)
        if cell != "" or name not in values:
            values[name] = (cell, index)
    tree: dict[Any, Any] = {}
    places: dict[tuple[str | int, ...], tuple[str, int]] = {}
    for name, column in known_columns().items():
        if name not in values:
            continue
        value = value_of(column, values[name][0], layout.dates)
        if isinstance(value, Fault):
            problems.append(row.problem(value, name, max(values[name][1], 0)))
        elif value is not None:
            _put(row, tree, column, value)
            places[column.path or (name,)] = (name, max(values[name][1], 0))
    if row.candidate is None and not any(p.address == "candidate" for p in problems):
        fault = Fault("missing-value", "the row names no candidate", "give each row a reference of your own")
        index = next((i for i, n in layout.columns.items() if n == "candidate"), 0)
        problems.append(row.problem(fault, "candidate", index))
    if isinstance(host := tree.get("host"), str) and host[2:3] == "-":  # a region of the host names the host as well
        tree |= {"host": host[:2], "host_region": tree.get("host_region", host)}
    case, steps = _listed(tree)
    row.case.update(case)
    return _with(row, problems, {_pointer(path, steps): place for path, place in places.items()})


def _with(row: Row, problems: Sequence[Problem], places: Mapping[str, tuple[str, int]] | None = None) -> Row:
    return Row(row.number, row.file, row.case, row.own, tuple(problems), places or {})


def _put(row: Row, tree: dict[Any, Any], column: Column, value: Any) -> None:
    if not column.path:
        row.own[column.name] = value
        return
    here = tree
    for step in column.path[:-1]:
        here = here.setdefault(step, {})
    here[column.path[-1]] = value


def _listed(tree: dict[Any, Any]) -> tuple[dict[str, Any], dict[tuple[str, int], int]]:
    """The tree with numbered entries as lists, and the place in its list that each numbered entry has come to."""
    steps: dict[tuple[str, int], int] = {}
    for key, inner in tree.items():
        if isinstance(inner, dict) and all(isinstance(step, int) for step in inner):
            steps |= {(key, step): place for place, step in enumerate(sorted(inner))}
            tree[key] = [inner[step] for step in sorted(inner)]
    return tree, steps


def _pointer(path: tuple[str | int, ...], steps: Mapping[tuple[str, int], int]) -> str:
    """The JSON pointer of a path in the case."""
    head = path[0]
    return "".join(f"/{steps.get((str(head), step), step) if isinstance(step, int) else step}" for step in path)
