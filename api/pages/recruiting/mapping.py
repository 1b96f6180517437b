"""Which column of a table means what: suggested by the headings, corrected by the person, and kept as the engine's own mapping."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from api.pages.render import gettext
from engine.batches.columns import REQUIRED, headings
from engine.batches.headings import LONGEST_HEADING, column_of, folded
from engine.batches.mapping import ORDERS

#: Columns that may be told once for all rows.
FOR_ALL = ("profession", "home", "host", "consent_given", "consent_purpose", "consent_until", "recruiter_country")
#: From which likeness on a heading is suggested for a known one.
_LIKE = 0.75


@dataclass(frozen=True)
class Heading:
    """One heading of a table. `sure` where it is known; else `column` is a guess to look at, or empty."""

    number: int
    text: str
    column: str
    sure: bool


def suggested(cells: Sequence[str]) -> list[Heading]:
    """What each heading seems to mean; none is suggested twice."""
    known = [column_of(cell, {}) for cell in cells]
    taken, found = {name for name in known if name}, []
    for number, (cell, name) in enumerate(zip(cells, known, strict=True)):
        if not cell.strip():
            continue
        guess = name or _near(cell)
        if not name and guess in taken:
            guess = ""
        taken.add(guess)
        found.append(Heading(number, cell, guess, bool(name)))
    return found


def _near(heading: str) -> str:
    near = get_close_matches(folded(heading), list(headings()), n=1, cutoff=_LIKE) if len(heading) <= LONGEST_HEADING else []
    return headings()[near[0]] if near else ""


def named(fields: Mapping[str, str], labels: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The fields with each column by its name, where the form has it in words; and what is wrong with those that mean no column."""
    names = {label.casefold(): name for name, label in labels.items()}
    read, wrong = dict(fields), {}
    for field, value in fields.items():
        if field.startswith("column_") and value not in labels:
            read[field] = names.get(value.strip().casefold(), "")
            if value.strip() and not read[field]:
                wrong[field] = gettext("Choose from the list what this column means, or empty the box.")
    return read, wrong


def told(cells: Sequence[str], fields: Mapping[str, str]) -> dict[str, Any]:
    """The mapping of fields by names of columns: `column_N` for each heading, empty where it is left out, `all_NAME` for every row, `dates`."""
    columns = {}
    for number, cell in enumerate(cells):
        if f"column_{number}" in fields and cell.strip():
            columns[cell] = fields[f"column_{number}"]
    defaults = {name: value for name in FOR_ALL if (value := fields.get(f"all_{name}", "").strip())}
    found: dict[str, Any] = {"columns": columns, "defaults": defaults}
    if fields.get("dates") in ORDERS:
        found["dates"] = fields["dates"]
    return {key: value for key, value in found.items() if value}


def missing(headings: Sequence[Heading]) -> list[str]:
    """Required columns that no heading seems to mean."""
    there = {heading.column for heading in headings}
    return [name for name in REQUIRED if name not in there]
