"""What the charts show: persons by group before and after, shares that each State owes, the checklist, the proofs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from engine.reporting.charts import Chart

_GROUPS = {"sex": "sex", "age": "age", "status": "status", "occupation": "occupation", "nationality": "nationality"}
_OUTCOMES = ("yes", "no", "undetermined", "needs_authority", "not_covered")
_STATES = ("present", "different", "absent", "unclear")
_RESULTS = ("proved", "refuted", "not_proved")


def persons_by_group(compared: Mapping[str, Any]) -> list[Chart]:
    """Outcomes of typical persons before and after, for each group."""
    told = (compared.get("summary") or {}).get("persons") or {}
    charts = []
    for group, name in _GROUPS.items():
        rows: list[tuple[str, tuple[int, ...]]] = []
        for entry in told.get("groups") or []:
            if entry["group"] == group:
                for side in ("before", "after"):
                    rows.append((f"{entry['value']}, {side}", tuple(int(entry[side].get(o, 0)) for o in _OUTCOMES)))
        if rows:
            charts.append(Chart(f"Answers to typical persons, by {name}", name, _words(_OUTCOMES), tuple(rows), "answers"))
    return charts


def who_gains(compared: Mapping[str, Any]) -> Chart | None:
    """Persons who gain and lose, by every group."""
    told = (compared.get("summary") or {}).get("persons") or {}
    rows = [(f"{e['group']}: {e['value']}", (int(e["gains"]), int(e["loses"]), int(e["changes"]))) for e in told.get("groups") or []]
    moved = tuple(r for r in rows if any(r[1]))
    return Chart("Typical persons who are answered otherwise", "group", ("gain", "lose", "change otherwise"), moved, "answers") if moved else None


def shares(careers: Sequence[Mapping[str, Any]], parties: Sequence[str]) -> Chart | None:
    """The share of its full pension that each State owes for a typical career, in hundredths, rounded down; where it owes one of several
    benefits by itself, that is the whole of it."""
    rows = []
    for career in careers:
        owed = tuple(max((_hundredths(a) for a in career["answers"] if a["state"] == party), default=0) for party in parties)
        if any(owed):
            rows.append((str(career["career"]), owed))
    return Chart("Share of a full pension that each State owes", "career", tuple(parties), tuple(rows), "hundredths") if rows else None


def _hundredths(answer: Mapping[str, Any]) -> int:
    if answer["outcome"] != "yes":
        return 0
    if answer["share"]:
        part, whole = (int(x) for x in str(answer["share"]).split("/"))
        return part * 100 // whole if whole else 0
    return 100 if "national" in answer["basis"] else 0


def checklist_by_group(points: Sequence[Mapping[str, Any]]) -> Chart:
    """How many model provisions of each group stand how."""
    groups = list(dict.fromkeys(str(p["group"]) for p in points))
    count = Counter((str(p["group"]), str(p["state"])) for p in points)
    return Chart("Model provisions, by group", "group", _STATES, tuple((g, tuple(count[g, s] for s in _STATES)) for g in groups), "provisions")


def proofs_by_property(properties: Sequence[Mapping[str, Any]]) -> Chart:
    """How many questions each property is proved, refuted or not proved for."""
    names = list(dict.fromkeys(str(p["property"]) for p in properties))
    count = Counter((str(p["property"]), str(p["result"])) for p in properties)
    return Chart(
        "Properties over all questions", "property", _words(_RESULTS), tuple((n, tuple(count[n, r] for r in _RESULTS)) for n in names), "questions"
    )


def _words(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(n.replace("_", " ") for n in names)
