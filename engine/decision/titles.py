"""A title that a table does not hold is never matched silently: the answer names the nearest titles of that State, the States for
which the very title is listed, and says where a professional title was given in place of the evidence (Directive 2005/36/EC, Annex V)."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any

from engine.decision.listing import folded
from engine.decision.reading import Reading
from engine.language.tables import rows_of

EVIDENCE, HOME = "credential.evidence", "home"
_MOST, _LIKE = 5, 0.5


def title_of(reading: Reading) -> dict[str, Any] | None:
    """None where no table of titles was asked. `listed` says whether the title stands in the table for the home State."""
    assert reading.e is not None
    told, home = reading.e.case.credential.evidence, reading.question.scope.roles.get("home")
    table = _table(reading.e.instance.file.data)
    if table is None or told is None or home is None:
        return None
    name, title, state = table
    rows = rows_of(reading.e.instance.corpus, reading.e.instance.file, name)
    written = folded(told)
    here = [row for row in rows if row[state] == home]
    listed = any(folded(str(row[title])) == written for row in here)
    return {
        "listed": listed,
        "nearest": [] if listed else _nearest(written, [_shown(row, title) for row in here]),
        "listed_for": sorted({str(row[state]) for row in rows if folded(str(row[title])) == written} - {home}),
        "is_professional_title": not listed and any(written in _alternatives(row.get("professional_title")) for row in here),
    }


def _table(data: Mapping[str, Any]) -> tuple[str, str, str] | None:
    """The table of a file that is matched by title and home: its name, and the two columns."""
    for name, table in (data.get("tables") or {}).items():
        columns = {str(fact): str(column) for column, fact in table["match"].items()}
        if EVIDENCE in columns and HOME in columns:
            return str(name), columns[EVIDENCE], columns[HOME]
    return None


def _shown(row: Mapping[str, Any], title: str) -> dict[str, str]:
    return {"title": str(row[title]), "awarding_body": str(row.get("awarding_body") or ""), "certificate": _certificate(row)}


def _certificate(row: Mapping[str, Any]) -> str:
    told = str(row.get("certificate") or "")
    return "" if told == "none" else told.replace("|", " / ")


def _alternatives(cell: Any) -> list[str]:
    return [folded(part) for part in str(cell or "").replace("|", "/").split("/")]


def _nearest(written: str, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The titles most like the one given, the likest first; at the end of a tie the order of the table stands."""
    scored = [(SequenceMatcher(None, written, folded(row["title"])).ratio(), -n, row) for n, row in enumerate(rows)]
    likely = [(score, n, row) for score, n, row in scored if score >= _LIKE]
    best = sorted(likely or scored, key=lambda x: (-x[0], -x[1]))[:_MOST]
    return [row for _, _, row in best]
