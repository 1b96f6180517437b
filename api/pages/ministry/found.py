"""What a job found in a draft, as a page shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.pages.ministry.language import known
from api.pages.render import gettext
from engine.reporting.charts import Chart

SEVERITIES = ("error", "warning", "note")
_PLACE = re.compile(r"(?P<file>[^:]*):(?P<line>\d{1,7}):(?P<column>\d{1,7})")
#: Lines of a list that a page shows; the rest stands in the data.
MOST = 100
#: Answers that one page shows: as many as can be looked through on a telephone.
PERSONS = 50


def findings(result: Mapping[str, Any], text: str) -> list[tuple[str, list[dict[str, Any]]]]:
    """The findings of a check by severity, the gravest first, each with the line of the draft and the word of the language it is about."""
    told = [_placed(finding, text) for finding in result["findings"]]
    return [(severity, some) for severity in SEVERITIES if (some := [f for f in told if f["severity"] == severity])]


def _placed(finding: Mapping[str, Any], text: str) -> dict[str, Any]:
    place = _PLACE.fullmatch(str(finding["place"]))
    if place is None or place["file"].rpartition("/")[2] != "draft.yaml":
        return {**finding, "line": 0, "column": 0, "shown": "", "known": None}
    line, lines = int(place["line"]), text.splitlines()
    shown = lines[line - 1][:300] if 0 < line <= len(lines) else ""
    return {**finding, "line": line, "column": int(place["column"]), "shown": shown, "known": known(text, finding.get("pointer", ""))}


@dataclass(frozen=True)
class Persons:
    """Answers before and after: a page of those that are wanted, and how many there are of each kind."""

    rows: Sequence[Mapping[str, Any]]
    counts: Mapping[str, int]
    wanted: str
    page: int
    pages: int


def persons(result: Mapping[str, Any], wanted: str, page: int) -> Persons:
    """Every answer: who loses first, then who gains, what else changes, and what stays. `wanted` is a key of the counts; else all are."""
    stays = [{**x, "change": "same", "before": x["after"], "by": None} for x in result.get("unchanged", ())]  # kept results of old have none
    kinds = {change: [p for p in result["persons"] if p["change"] == change] for change in ("loses", "gains", "changes")} | {"same": stays}
    changed = [*kinds["loses"], *kinds["gains"], *kinds["changes"]]
    lists = {"all": [*changed, *stays], "changed": changed, **kinds}
    some = lists[wanted if wanted in lists else "all"]
    pages = max(1, -(-len(some) // PERSONS))
    here = min(max(page, 1), pages)
    counts = {name: len(told) for name, told in lists.items()}
    return Persons(some[(here - 1) * PERSONS : here * PERSONS], counts, wanted if wanted in lists else "all", here, pages)


def groups(result: Mapping[str, Any]) -> dict[str, list[Mapping[str, Any]]]:
    """How many answers change in each group of persons: by sex, age, status, nationality, occupation, question."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in result["summary"]["persons"]["groups"]:
        found.setdefault(str(row["group"]), []).append(row)
    return found


def charts(result: Mapping[str, Any]) -> list[Chart]:
    """A chart for each way of grouping the persons; its rows stand in a table beside it."""
    headings = (gettext("lose"), gettext("gain"), gettext("otherwise changed"), gettext("as before"))
    return [
        Chart(
            gettext("Answers that change, by %(group)s", group=group),
            group,
            headings,
            tuple((str(r["value"]), (r["loses"], r["gains"], r["changes"], r["same"])) for r in rows),
        )
        for group, rows in groups(result).items()
    ]


def proofs(result: Mapping[str, Any]) -> list[tuple[str, list[Mapping[str, Any]]]]:
    """The properties: refuted first, then those that were not settled, then those that are proved."""
    found = [(kind, [p for p in result["properties"] if p["result"] == kind]) for kind in ("refuted", "not_proved", "proved")]
    return [(kind, some) for kind, some in found if some]


@dataclass(frozen=True)
class Fact:
    """One fact of the persons of a finding, side by side."""

    name: str
    told: tuple[str, ...]

    @property
    def differs(self) -> bool:
        return len(set(self.told)) > 1


def lives(finding: Mapping[str, Any]) -> list[Fact]:
    """The persons of a finding, fact by fact; a fact that one of them lacks is empty there."""
    flat = [dict(_flat(person)) for person in finding["persons"]]
    return [Fact(name, tuple(person.get(name, "") for person in flat)) for name in dict.fromkeys(name for person in flat for name in person)]


def _flat(told: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(told, Mapping):
        for key, value in told.items():
            yield from _flat(value, f"{name}.{key}" if name else str(key))
    elif isinstance(told, list) and any(isinstance(x, Mapping) for x in told):
        for number, value in enumerate(told, 1):
            yield from _flat(value, f"{name} {number}")
    else:
        yield name, ", ".join(map(str, told)) if isinstance(told, list) else str(told)
