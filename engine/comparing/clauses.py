"""The whole difference of two laws, clause by clause: over every question, every day on which a text changes, and the head of the file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from engine.comparing.changes import ADDED, REMOVED, Change, changes
from engine.comparing.heads import of_heads
from engine.comparing.law import Law, shown
from engine.comparing.pieces import Pieces, pieces
from engine.problems import RuleFileRefused

#: More days than these are thinned: the day asked about, and the last ones.
MOST_DAYS = 12
Told = Callable[[int, int, str], None]


def clauses(before: Law, after: Law, *, between: tuple[str, str] | None = None, every_day: bool = True, told: Told | None = None) -> dict[str, Any]:
    """{"clauses": […], "not_read": [(question, why)]}: what changed, for whom, and between which days.

    `every_day` looks at every day on which either text changes (for two texts of one instrument); else at the day of each law alone.
    Raises RuleFileRefused where a text cannot be read on any question.
    """
    days = _days(before, after) if every_day else [(before.day, after.day)]
    found: dict[Change, dict[int, set[str]]] = {}
    asked: set[str] = set()
    not_read: dict[str, str] = {}
    for n, (left, right) in enumerate(days):
        tick = partial(_tick, told, n, len(days))
        for change, question in _on(before.on(left), after.on(right), between, asked, not_read, tick):
            found.setdefault(change, {}).setdefault(n, set()).add(question)
        for change in of_heads(before.on(left), after.on(right), same=every_day):
            found.setdefault(change, {}).setdefault(n, set())
    starts = [right for _, right in days]
    listed = [_clause(before.name if change.change != ADDED else after.name, change, at, starts, asked) for change, at in sorted(found.items())]
    return {"clauses": _merged(listed), "not_read": sorted(not_read.items())}


def _tick(told: Told | None, day: int, days: int, done: int, of: int) -> None:
    if told:
        told(day * of + done, days * of, "clauses")


def _days(before: Law, after: Law) -> list[tuple[int, int]]:
    """The days that stand for all stretches of unchanging law, each once on both sides."""
    found = sorted({*before.days(), *after.days(), before.day})
    if len(found) > MOST_DAYS:
        found = sorted({*found[-MOST_DAYS + 1 :], before.day})
    return [(d, d) for d in found]


def _on(
    before: Law, after: Law, between: tuple[str, str] | None, seen: set[str], not_read: dict[str, str], told: Callable[[int, int], None]
) -> Iterator[tuple[Change, str]]:
    """Changes on one day, each with the question that meets it."""
    left = {shown(a): a for a in before.asked(between)}
    right = {shown(a): a for a in after.asked(between)}
    questions = sorted(left.keys() | right.keys())
    for n, question in enumerate(questions):
        told(n + 1, len(questions))
        if question not in left or question not in right:
            kind, words = (ADDED, ("", f"{question} is covered")) if question in right else (REMOVED, (f"{question} is covered", ""))
            yield Change("scope", "scope", kind, *words), question
            continue
        seen.add(question)
        one, two = _read(before, left[question], question, not_read), _read(after, right[question], question, not_read)
        if one is not None and two is not None:
            yield from ((c, question) for c in changes(one, two))


def _read(law: Law, asked: Any, question: str, not_read: dict[str, str]) -> Pieces | None:
    try:
        return pieces(law.instance(asked), asked.kind)
    except RuleFileRefused as refused:
        not_read[question] = f"{law.name}: {refused.problems[0]}"
        return None


def _clause(name: str, change: Change, at: Mapping[int, set[str]], starts: list[int], asked: set[str]) -> dict[str, Any]:
    questions = sorted({q for told in at.values() for q in told})
    first, last = min(at), max(at)
    return {
        "address": f"{name}.{change.address}",
        "kind": change.kind,
        "change": change.change,
        "article": change.article,
        "before": change.before,
        "after": change.after,
        "for": [] if set(questions) >= asked else questions,
        "from": date.fromordinal(starts[first]).isoformat() if first else None,
        "until": date.fromordinal(starts[last + 1]).isoformat() if last + 1 < len(starts) else None,
    }


def _merged(listed: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """One value that several articles read is one clause, under the first of them."""
    found: dict[str, dict[str, Any]] = {}
    for clause in listed:
        key = json.dumps([clause["kind"], clause["change"], clause["article"], clause["before"], clause["after"], clause["from"], clause["until"]])
        if clause["kind"] != "value" or key not in found:
            found[key if clause["kind"] == "value" else f"{key} {clause['address']}"] = clause
        elif found[key]["for"] and clause["for"]:
            found[key]["for"] = sorted({*found[key]["for"], *clause["for"]})
        else:
            found[key]["for"] = []
    return list(found.values())
