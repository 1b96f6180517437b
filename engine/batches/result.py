"""The shape of a result: what is told of one row. Nothing of a cell is repeated but the recruiter's own reference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from engine.batches import codes
from engine.problems import Problem

#: Decisions from the best for the person to the least; of several instruments that answer, the best speaks for the row.
_RANK = {outcome: n for n, outcome in enumerate(("yes", "needs_authority", "undetermined", "no", "not_covered"))}


def told_problem(problem: Problem) -> dict[str, Any]:
    """A problem with its place (`file:row:column`), and the name of its column."""
    return {
        "place": str(problem.place),
        "column": problem.address,
        "code": problem.code,
        "message": problem.message,
        "expected": problem.expected,
        "mend": problem.mend,
    }


def of_decisions(decisions: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What several decisions on one case come to for its row."""
    best = min(decisions, key=lambda d: _RANK[d["outcome"]])
    return {
        "code": codes.BY_OUTCOME[best["outcome"]],
        "outcome": best["outcome"],
        "route": best["route"],
        "instrument": best["instrument"],
        "host": best["deciding"],
        "summary": best["summary"],
        "confidence": best["confidence"],
        "missing": [{"fact": m["fact"], "question": m["question"]} for m in best["missing"]],
        "blocked_by": [
            {key: b[key] for key in ("fact", "needed", "distance", "over", "article", "source", "url")}
            for b in best["blocked_by"]
            if best["outcome"] == "no"
        ],
        "left_open": [{key: x[key] for key in ("fact", "about", "decided_by", "article", "url")} for x in best["left_open"]],
        "still_helps": [h["what"] for h in best["still_helps"]],
        "rests_on": [{"fact": r["fact"], "known_by": r["known_by"]} for r in best["rests_on"]],
        "recruitment": _recruitment(best["recruitment"]),
        "others": [{key: d[key] for key in ("instrument", "outcome", "route")} for d in decisions if d is not best],
        "notes": _titles(best.get("title")),
    }


def _recruitment(told: Mapping[str, Any] | None) -> list[dict[str, str]]:
    """What the recruiter may do, as codes, the strictest first. It stands beside the outcome and has no part in it."""
    keys = ("edition", "agreement", "article", "url")
    return [{"code": x["effect"], **{key: x[key] for key in keys}} for x in (told, *told["more"])] if told else []


def _titles(title: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """A title that the list does not hold: the nearest that it does, or the country whose title it is."""
    if title is None or title["listed"]:
        return []
    notes: list[dict[str, Any]] = [{"code": codes.UNKNOWN_TITLE, "column": "evidence", "nearest": [x["title"] for x in title["nearest"]]}]
    if title["listed_for"]:
        notes.append({"code": codes.OTHER_COUNTRY, "column": "evidence", "countries": title["listed_for"]})
    if title["is_professional_title"]:
        notes.append({"code": codes.PROFESSIONAL_TITLE, "column": "evidence"})
    return notes


def unknown_profession(profession: str | None, known: Sequence[str]) -> list[dict[str, Any]]:
    """A profession that no rule set speaks of, with the nearest that one does; it is matched with none."""
    if profession is None or profession in known:
        return []
    likely = [name for name in known if name.startswith(profession)] or get_close_matches(profession, known, n=3)
    return [{"code": codes.UNKNOWN_PROFESSION, "column": "profession", "nearest": likely}]
