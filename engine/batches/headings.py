"""From the first row of a table to its columns: each heading known, mapped, or told with the nearest known name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from engine.batches.columns import REQUIRED, headings, known_columns
from engine.batches.limits import MOST_COLUMNS
from engine.problems import InputRefused, Place, Problem, nearest

_BETWEEN = re.compile(r"[\W_]+")
LONGEST_HEADING = 60


def folded(heading: str) -> str:
    """A heading without case, accents and punctuation: `País de destino` and `pais_de_destino` are one."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", heading.casefold()) if not unicodedata.combining(c))
    return _BETWEEN.sub("_", bare).strip("_")


def column_of(heading: str, mapped: Mapping[str, str]) -> str | None:
    """The column that a heading means: by the mapping first, which may leave it out, then by name."""
    word = folded(heading)
    return mapped[word] or None if word in mapped else headings().get(word)


def score(cells: Sequence[str], mapped: Mapping[str, str]) -> int:
    """How many cells of a first row are headings that are known: the delimiter that makes most of them is the right one."""
    return sum(column_of(cell, mapped) is not None for cell in cells)


def columns_of(cells: Sequence[str], mapped: Mapping[str, str], given: frozenset[str], file: str) -> tuple[dict[int, str], list[Problem]]:
    """The name of each column by its index, and what is not known as warnings. `given` are columns that the mapping fills for all rows.

    Raises InputRefused where two headings mean one column, where there are too many, or where a required column is missing.
    """
    found: dict[int, str] = {}
    problems: list[Problem] = []
    if len(cells) > MOST_COLUMNS:
        found_, mend = f"{len(cells)} columns", "leave out columns that are not needed"
        raise InputRefused([Problem(Place(file, 1, 1), "too-many-columns", "the table is too wide", found_, f"at most {MOST_COLUMNS}", mend)])
    for index, cell in enumerate(cells):
        place, name = Place(file, 1, index + 1), column_of(cell, mapped)
        if name is None:
            if cell.strip() and folded(cell) not in mapped:
                problems.append(_unknown(place, cell))
        elif name in found.values():
            message = f"two headings mean the column `{name}`"
            problems.append(Problem(place, "repeated-column", message, mend="keep one of them, or map one to another column"))
        else:
            found[index] = name
    missing = [name for name in REQUIRED if name not in found.values() and name not in given]
    problems += [Problem(Place(file, 1, 1), "missing-column", f"the table has no column `{name}`", mend=_how(name)) for name in missing]
    if any(p.severity == "error" for p in problems):
        raise InputRefused(problems)
    return found, problems


def _how(name: str) -> str:
    also = ", ".join(known_columns()[name].also.split()[:4])
    return f"name a column `{name}`{f' (or {also})' if also else ''}, or map one with --map"


def _unknown(place: Place, heading: str) -> Problem:
    """A heading that means nothing here is left out, and told; the cell itself is never repeated."""
    guess = nearest(folded(heading), list(headings())) if len(heading) <= LONGEST_HEADING else ""
    mend = guess or "map it with --map where it is one of the known columns"
    return Problem(place, "unknown-column", "this column is not known and is left out", mend=mend, severity="warning")
