"""Values of the law that change in time: rows of a table, and the same rows as steps of a chart."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from api.catalogue import words
from api.pages.law import facts, values
from api.pages.law.chart import Step, StepChart
from api.pages.law.names import Names
from api.pages.render import gettext
from engine.language.ir import DURATIONS
from engine.language.literals import parse_literal


@dataclass(frozen=True)
class Series:
    """A value of the law over time, or by what it is for."""

    name: str
    title: str
    by: str
    rows: tuple[Mapping[str, Any], ...]
    charts: tuple[StepChart, ...]

    @property
    def narrowed(self) -> bool:
        return any(r["for"] for r in self.rows)

    @property
    def in_time(self) -> bool:
        return any(r["since"] or r["until"] for r in self.rows)


def all_series(told: Mapping[str, Any], names: Names) -> list[Series]:
    """The parameters of a file or article, and the blanks that an article fills."""
    found = []
    for name, parameter in (told.get("parameters") or {}).items():
        found.append(series(name, parameter["values"], names, told, str(parameter.get("by") or "")))
    for name in told.get("fill") or {}:
        found.append(series(name, names.series(name), names, told))
    return found


def series(name: str, entries: Sequence[Mapping[str, Any]], names: Names, holder: Mapping[str, Any], by: str = "") -> Series:
    sources = names.article.told.sources
    rows = tuple(
        {
            "value": names.value(x.get("value")) if x.get("value") is not None else gettext("ends"),
            "since": names.day(x.get("since")),
            "until": names.day(x.get("until")),
            "for": names.narrowed(x.get("for")),
            **words.citation(x.get("cite") or holder.get("cite"), sources),
            "confidence": str(x.get("confidence", "confirmed")),
            "note": str(x.get("note", "")),
        }
        for x in entries
    )
    title = facts.capital(names.title(name))
    return Series(name, title, facts.named(by) if by else "", rows, tuple(_charts(title, entries, names)))


def _charts(title: str, entries: Sequence[Mapping[str, Any]], names: Names) -> list[StepChart]:
    """One chart for each thing that a series is for, where at least two values of one unit follow each other."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for entry in entries:
        groups.setdefault(names.narrowed(entry.get("for")), []).append(entry)
    made = []
    for told, group in groups.items():
        steps = [s for s in (_step(x, names) for x in group) if s is not None]
        if len(steps) > 1 and len({s.unit for s in steps}) == 1 and len({s.value for s in steps}) > 1:
            made.append(StepChart(f"{title}: {told}" if told else title, tuple(sorted(steps, key=lambda s: s.since or datetime.date.min))))
    return made


def _step(entry: Mapping[str, Any], names: Names) -> Step | None:
    value = entry.get("value")
    if not isinstance(value, (str, int)) or isinstance(value, bool):
        return None
    literal = parse_literal(value)
    if literal is None or literal.kind not in {*DURATIONS, "amount", "fraction", "count"}:
        return None
    since = entry.get("since")
    day = since if isinstance(since, datetime.date) or since is None else names.in_force(str(since))
    number = literal.value
    assert isinstance(number, (int, Fraction))
    return Step(day, Fraction(number), f"{literal.kind}{literal.currency}", values.written(value))
