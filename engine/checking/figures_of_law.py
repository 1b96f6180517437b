"""The figures of law in a rule file, each with its path and the same figure shifted by one unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from engine.language.ir import DURATIONS, Literal
from engine.language.literals import parse_literal, show

Path = tuple[str | int, ...]

_CREDITED = ("every", "worth", "holding", "remainder", "at_most", "not_before", "not_after")
_LIMITED = ("worth", "at_most")
_WORTH = re.compile(r"(?:(\d+) )?((?:calendar_)?(?:day|week|month|quarter|year))s?( each calendar_year)?\Z")
_GROUPS = ("all", "any", "none")


@dataclass(frozen=True)
class Mutant:
    """One figure as written, and as it reads after the shift."""

    path: Path
    value: Any
    shifted: Any


def mutants(data: Mapping[str, Any]) -> Iterator[Mutant]:
    """Every figure that a file of law states: values of parameters, filled blanks, amounts of credits, figures in tests and in
    derived values. Equal treatment of all: a row of a table by birth year is one figure like any other."""
    for path in _paths(data):
        value = _at(data, path)
        shifted = shift(value, credit=path[-1] in _CREDITED, down=path[-1] in _LIMITED)
        if shifted is not None:
            yield Mutant(path, value, shifted)


def shift(value: Any, *, credit: bool = False, down: bool = False) -> Any:
    """The figure one unit higher: a day, month, quarter; a hundredth of a fraction; one unit of a currency. None if it is no figure.

    `down`: one unit lower where there is room, for what is limited by the time there is (no year holds more than twelve months).
    """
    if credit and isinstance(value, str) and (found := _WORTH.match(value)):
        number = int(found[1] or 1)
        number += -1 if down and number > 1 else 1
        return f"{number} {found[2]}s{found[3] or ''}"
    if isinstance(value, bool) or value is None or isinstance(value, (list, Mapping)):
        return None
    if isinstance(value, date):
        return value + timedelta(days=1)
    literal = parse_literal(value)
    return None if literal is None else _shifted(literal)


def _shifted(literal: Literal) -> Any:
    value = literal.value
    if literal.kind == "fraction":
        return show("fraction", Fraction(value) + Fraction(1, 100))  # type: ignore[arg-type]
    assert isinstance(value, int)
    if literal.kind == "amount":
        return show("amount", value + 100, literal.currency)
    if literal.kind in DURATIONS:
        return show(literal.kind, value + 1)
    return value + 1


def changed(data: Any, path: Path, value: Any) -> Any:
    """The data with another value at a path; only what lies on the path is copied."""
    if not path:
        return value
    copy: Any = list(data) if isinstance(data, list) else dict(data)
    copy[path[0]] = changed(data[path[0]], path[1:], value)
    return copy


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _paths(data: Mapping[str, Any]) -> Iterator[Path]:
    yield from _conditions((data.get("scope") or {}).get("persons"), ("scope", "persons"))
    yield from _body(data, ())
    for n, provision in enumerate(data.get("provisions") or []):
        here: Path = ("provisions", n)
        for blank, told in (provision.get("fill") or {}).items():
            yield from _values(told, (*here, "fill", blank))
        yield from _body(provision, here)


def _body(data: Mapping[str, Any], path: Path) -> Iterator[Path]:
    for name, parameter in (data.get("parameters") or {}).items():
        yield from _values(parameter["values"], (*path, "parameters", name, "values"))
    for name, figure in (data.get("figures") or {}).items():
        for word, told in (figure.get("from") or {}).items():
            here = (*path, "figures", name, "from", word)
            yield from ((*here, n) for n in range(len(told))) if isinstance(told, list) else [here]
    for name, record in (data.get("records") or {}).items():
        for word in ("not_before", "not_after"):
            yield from _values(record[word], (*path, "records", name, word)) if word in record else ()
    for n, rule in enumerate(data.get("rules") or []):
        here = (*path, "rules", n)
        for word in ("when", "awaits"):
            yield from _conditions(rule.get(word), (*here, word))
        credits = rule.get("credits") or {}
        for word in _CREDITED:
            yield from _values(credits[word], (*here, "credits", word)) if word in credits else ()


def _values(told: Any, path: Path) -> Iterator[Path]:
    """A figure as such, under `value`, or in a list of values; of a conversion each of its figures."""
    if isinstance(told, list):
        for n, one in enumerate(told):
            yield from _values(one, (*path, n))
    elif isinstance(told, Mapping):
        if "value" in told:
            yield from _values(told["value"], (*path, "value"))
        else:
            yield from ((*path, unit) for unit in told)
    else:
        yield path


def _conditions(node: Any, path: Path) -> Iterator[Path]:
    for key, told in node.items() if isinstance(node, Mapping) else ():
        if key in _GROUPS:
            for n, one in enumerate(told):
                yield from _conditions(one, (*path, key, n))
        else:
            for verb, value in told.items():
                if verb != "named":
                    yield from _values(value, (*path, key, verb))
