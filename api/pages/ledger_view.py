"""The ledger for a reader: the periods under what they count for, and apart from them those that count for nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from api.pages.render import gettext
from api.pages.telling import told
from engine.wording.facts import label

Entry = dict[str, Any]


def ledger_view(lines: Sequence[Mapping[str, Any]]) -> list[Entry]:
    """Groups in the order in which their periods come: `heading`, `counts`, `overlaps` (whether any line has time that counted already), `lines`."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for line in lines:
        groups.setdefault(line["into"], []).append(line)
    return [
        {
            "heading": _heading(into),
            "counts": bool(into),
            "overlaps": bool(into) and any(not _nothing(x["dropped"]) for x in some),
            "lines": _once(some),
        }
        for into, some in sorted(groups.items(), key=lambda x: (x[0] == "", x[0] != "own"))
    ]


def _once(lines: Sequence[Mapping[str, Any]]) -> list[Entry]:
    """The lines, each rule with its address on the first that it says: a long career is not a column of links to one page."""
    seen: set[str] = set()
    told = []
    for line in lines:
        address = str(line.get("address", ""))
        told.append({**line, "address": "" if address in seen else address})
        seen.add(address)
    return told


def _nothing(text: str) -> bool:
    """Whether an amount of time is none, such as "0 months"."""
    return text.split(" ")[0] == "0"


def _heading(into: str) -> str | Markup:
    known = {
        "own": gettext("Counted under this country's own law"),
        "combined": gettext("Added from other countries under the agreement"),
        "foreign": gettext("Time in other countries that counts like time here"),
        "completed": gettext("Counted for the question whether there is a full year"),
        "widened": gettext("Added from countries outside the agreement"),
        "": gettext("Not counted"),
    }
    return known.get(into) or escape(gettext("Looked at by itself:")) + " " + told(label(into))
