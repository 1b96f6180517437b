"""Parameters and the values that fill blanks: unit, citation, and one version a day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from engine.language.files.citing import Citing
from engine.language.files.conditions import check_measured
from engine.language.files.findings import Finding, items, kind_of, mapping
from engine.language.ir import DURATIONS
from engine.language.literals import parse_literal, why_not
from engine.language.reading import Data, Path
from engine.problems import nearest

FOR_WORDS = (
    "deciding",
    "partner",
    "benefit",
    "branch",
    "scheme",
    "sending",
    "receiving",
    "home",
    "host",
    "route",
    "days_in_week",
    "profession",
)
_EXPECTED = {
    "duration": "a duration, like 60 months",
    "amount": "an amount, like 150.00 CAD",
    "fraction": "a fraction, like 25/100",
    "count": "a whole number",
    "date": "a date YYYY-MM-DD",
    "conversion": "whole numbers by unit, like {week: 5, month: 22}",
}


def check_for(holder: Data, path: Path) -> Iterator[Finding]:
    """The words that narrow."""
    for word in mapping(mapping(holder).get("for")):
        if word not in FOR_WORDS:
            yield Finding(
                (*path, "for", word),
                "unknown-word",
                f"nothing is narrowed to a `{word}`",
                nearest(word, FOR_WORDS) or "use one of the words",
                word,
                ", ".join(FOR_WORDS),
                at_key=True,
            )


def check_time(holder: Data, path: Path, instruments: tuple[str, ...] | None) -> Iterator[Finding]:
    """`since` and `until`: days, or instruments of the file (None: not known here), in order."""
    told = mapping(holder)
    for word in ("since", "until"):
        day = told.get(word)
        if isinstance(day, str) and instruments is not None and day not in instruments:
            yield Finding(
                (*path, word),
                "unknown-instrument",
                f"`{day}` is no day and no instrument of this file",
                nearest(day, instruments) or "write a date YYYY-MM-DD, or add the instrument",
                day,
                ", ".join(("YYYY-MM-DD", *instruments)),
            )
    since, until = told.get("since"), told.get("until")
    if isinstance(since, date) and isinstance(until, date) and since >= until:
        yield Finding(
            (*path, "until"),
            "empty-span",
            "this ends before it begins (`until` is the first day that is out)",
            "correct one of the days",
            f"{since} until {until}",
            f"a day after {since}",
        )


def check_parameter(told: Data, path: Path, citing: Citing, instruments: tuple[str, ...] | None) -> Iterator[Finding]:
    """A parameter: each value cited, of its type, one a day."""
    parameter = mapping(told)
    kind, values = parameter.get("type"), parameter.get("values")
    if values == []:
        yield Finding(
            (*path, "values"),
            "no-value",
            "a parameter without a value",
            "add a value, or remove the parameter",
            expected="at least one value",
        )
    for number, value in items(values):
        here = (*path, "values", number)
        yield from citing.check(value, here, "this value")
        yield from check_for(value, here)
        yield from check_time(value, here, instruments)
        if isinstance(kind, str) and "value" in mapping(value):
            yield from _typed(mapping(value)["value"], kind, (*here, "value"))
    yield from one_version_a_day(values, (*path, "values"))


def _typed(value: Data, kind: str, path: Path) -> Iterator[Finding]:
    if value is None or kind not in _EXPECTED:
        return
    if kind == "conversion":
        fits = isinstance(value, dict) and bool(value) and all(type(n) is int and n > 0 for n in value.values())
    else:
        literal = parse_literal(value) if isinstance(value, (str, int, date)) else None
        fits = literal is not None and (literal.kind in DURATIONS if kind == "duration" else literal.kind == kind)
    if not fits:
        unread = isinstance(value, str) and parse_literal(value) is None
        mend = why_not(value) if unread and isinstance(value, str) and value[:1].isdecimal() else f"write {_EXPECTED[kind]}"
        yield Finding(path, "wrong-unit", f"this is not {_EXPECTED[kind].split(',')[0]}", mend, kind_of(value), _EXPECTED[kind])


def one_version_a_day(values: Data, path: Path) -> Iterator[Finding]:
    """Two values for the same with the same beginning leave the law of that day open."""
    seen: dict[str, int] = {}
    for number, told in items(values):
        value = mapping(told)
        key = json.dumps([_sorted(value.get("for")), str(value.get("since"))])
        if key in seen:
            day = value.get("since") or "the beginning"
            yield Finding(
                (*path, number),
                "two-versions-on-one-day",
                f"value {seen[key] + 1} of this list also holds from {day}",
                "give one of them another `since` or `for`",
                str(day),
                "one value for each day",
            )
        seen.setdefault(key, number)


def _sorted(told: Data) -> list[tuple[str, list[str]]]:
    narrowed = mapping(told)
    return sorted((k, sorted(str(x) for x in (v if isinstance(v, list) else [v]))) for k, v in narrowed.items())


def check_fill(fill: Data, path: Path, citing: Citing, instruments: tuple[str, ...] | None) -> Iterator[Finding]:
    """What fills the blanks of a model; a value without a citation of its own has that of its provision."""
    for blank, told in mapping(fill).items():
        here = (*path, blank)
        listed = isinstance(told, list) and bool(told) and all("value" in mapping(v) for v in told)
        places: list[tuple[Path, Data]] = [((*here, n), v) for n, v in items(told)] if listed else [(here, told)]
        for place, one in places:
            yield from citing.check(one, place, "this value", inherited=True)
            yield from check_for(one, place)
            yield from check_time(one, place, instruments)
            holds_value = "value" in mapping(one)
            yield from check_measured(mapping(one)["value"] if holds_value else one, (*place, "value") if holds_value else place)
        if listed:
            yield from one_version_a_day(told, here)
