"""Scenarios made for review: a person of a scenario moved just below, to, and just above a figure of the law, by one fact."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from engine.counting.calendar import add_months
from engine.decision.answer import answer
from engine.decision.decide import Decider
from engine.decision.reading import Reading
from engine.language.ir import Test
from engine.scenarios.covered import ABOVE, AT, BELOW, Threshold, distance, question_of, readings_of, unit
from engine.scenarios.files import GENERATED, Scenario

_STEPS = {BELOW: -1, AT: 0, ABOVE: 1}
#: How many scenarios are tried for one figure: those that stand beside it first.
MOST_TRIED = 6
_DAYS = {"days": 1, "weeks": 7, "date": 1}
_MONTHS = {"months": 1, "quarters": 3, "calendar_years": 12}
_DATES = ("from", "to", "birth_date", "date", "contingency", "died", "incapacity_from", "issued", "married")


@dataclass(frozen=True)
class Moved:
    """A case at a boundary: the facts, which fact was moved, and what the engine answered."""

    threshold: str
    side: str
    source: Scenario
    fact: str
    scenario: Mapping[str, Any]


def boundaries(decider: Decider, thresholds: Mapping[str, Threshold], *, all_sides: bool = False) -> Iterator[Moved]:
    """For each figure the sides at which no person stands (or all sides), as far as one fact of a scenario can be moved there."""
    for address, threshold in sorted(thresholds.items()):
        near = {name for names in threshold.sides.values() for name in names}
        nearest_first = sorted(threshold.met_by, key=lambda s: s.id not in near)
        for side in _STEPS if all_sides else threshold.lacks:
            found = next((m for s in nearest_first[:MOST_TRIED] for m in _moves(decider, s, address, side)), None)
            if found is not None:
                yield found


def _moves(decider: Decider, scenario: Scenario, address: str, side: str) -> Iterator[Moved]:
    """The ways to bring the person of one scenario there, the plainest first."""
    key, (address, _, question) = address, address.partition("@")
    for reading in readings_of(decider, scenario):
        if question and question != question_of(reading):
            continue
        test = _test(reading, address)
        away = distance(reading, test) if test is not None else None
        if test is None or away is None:
            continue
        step = _STEPS[side] * unit(test.left.kind) - away
        for path, value in _facts(scenario.data.get("facts") or {}):
            for by in dict.fromkeys((step, -step)):
                moved = _shifted(value, path, test.left.kind, by)
                if moved is None:
                    continue
                other = replace(scenario, data={**scenario.data, "facts": _with(scenario.data["facts"], path, moved)})
                again = _same(readings_of(decider, other), reading)
                same = _test(again, address) if again is not None else None
                if again is not None and same is not None and distance(again, same) == _STEPS[side] * unit(same.left.kind):
                    yield Moved(key, side, scenario, ".".join(map(str, path)), _written(other, again, address, side, scenario, path))


def _test(reading: Reading, address: str) -> Test | None:
    return next((t for t in reading.program.tests if t.address == address), None) if reading.program is not None else None


def _same(readings: list[Reading], wanted: Reading) -> Reading | None:
    """The reading of the same question."""
    return next(
        (r for r in readings if (r.question.deciding, r.question.scope.benefit) == (wanted.question.deciding, wanted.question.scope.benefit)), None
    )


def _facts(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every date and whole number of a case that a person could have told otherwise; ends before beginnings."""
    pairs = (
        sorted(node.items(), key=lambda x: (x[0] != "to", x[0]))
        if isinstance(node, Mapping)
        else list(enumerate(node))
        if isinstance(node, list)
        else []
    )
    for key, value in pairs:
        here = (*path, key)
        if isinstance(value, (Mapping, list)):
            yield from _facts(value, here)
        elif (isinstance(value, date) and key in _DATES) or (isinstance(value, int) and not isinstance(value, bool)):
            yield here, value


def _shifted(value: Any, path: tuple[str | int, ...], kind: str, by: Any) -> Any:
    """A date by so many days or months, a total told in the same unit by so much; None where it makes no case."""
    steps = int(by)
    if isinstance(value, date):
        days, months = _DAYS.get(kind), _MONTHS.get(kind)
        if days is not None:
            return date.fromordinal(max(1, value.toordinal() + steps * days))
        return _by_months(value, steps * months) if months is not None else None
    return value + steps if path[-1] == kind and value + steps >= 0 else None


def _by_months(day: date, months: int) -> date:
    """So many months later; the end of a month stays one."""
    if (day + timedelta(days=1)).day == 1:
        return date.fromordinal(add_months((day + timedelta(days=1)).toordinal(), months) - 1)
    return date.fromordinal(add_months(day.toordinal(), months))


def _with(facts: Mapping[str, Any], path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    found = copy.deepcopy(dict(facts))
    holder: Any = found
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    return found


def _written(scenario: Scenario, reading: Reading, address: str, side: str, source: Scenario, path: tuple[str | int, ...]) -> dict[str, Any]:
    """The scenario as a file holds it; what is expected is what the engine answered, for somebody to review."""
    told = answer(reading)
    expect: dict[str, Any] = {"outcome": told["outcome"]}
    if reading.question.kind == "benefit":
        expect = {"deciding": reading.question.deciding, "benefit": reading.question.scope.benefit, **expect}
    for word in ("basis", "insured_in", "payable_from"):
        if told.get(word):
            expect[word] = told[word]
    head = {k: scenario.data[k] for k in ("as_of", "deciding", "benefit", "home", "host") if k in scenario.data}
    note = f"For review: the scenario {source.id} with {'.'.join(map(str, path))} moved; the expectation is the engine's own answer."
    name = f"{address.replace('.', '-').replace('_', '-')}-{side.replace(' ', '-')}"
    return {
        "id": name,
        "origin": GENERATED,
        "note": note,
        "instrument": scenario.instrument,
        **head,
        "facts": scenario.data["facts"],
        "expect": expect,
    }
