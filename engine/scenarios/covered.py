"""Which rules and thresholds the scenarios of an instrument exercise: rules that never hold or never fail, figures without a person beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from engine.decision.decide import Decider
from engine.decision.reading import Reading
from engine.facts import parse_case
from engine.language.ir import NO, YES, Dated, Literal, Test
from engine.problems import InputRefused
from engine.scenarios.files import Scenario

BELOW, AT, ABOVE = "just below", "at", "just above"
SIDES = (BELOW, AT, ABOVE)
_ORDERS = ("at_least", "at_most", "more_than", "less_than", "on_or_after", "before")


@dataclass
class Threshold:
    """A figure of law in a test: who stood just below it, at it, just above it (ids of scenarios)."""

    address: str
    kind: str
    sides: dict[str, list[str]] = field(default_factory=lambda: {s: [] for s in SIDES})
    met_by: list[Scenario] = field(default_factory=list)
    floor: bool = False  # the figure is nothing: nobody has less

    @property
    def lacks(self) -> list[str]:
        return [s for s in SIDES if not self.sides[s] and not (self.floor and s == BELOW)]


@dataclass
class Covered:
    """What the scenarios of one instrument touch, by rule id and by address of a test (without the State)."""

    instrument: str
    rules: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)
    thresholds: dict[str, Threshold] = field(default_factory=dict)

    @property
    def never_held(self) -> list[str]:
        return sorted(self.rules - self.held)

    @property
    def never_failed(self) -> list[str]:
        return sorted(self.rules - self.failed)


def covered(decider: Decider, told: Iterable[Scenario], *, by_question: bool = False) -> dict[str, Covered]:
    """Every scenario read once. National rules are left out: the scenarios of an instrument test that instrument.

    `by_question` keeps a figure of each State and benefit apart, as `address@CA.oas-pension`.
    """
    found: dict[str, Covered] = {}
    for scenario in told:
        for reading in readings_of(decider, scenario):
            _note(found.setdefault(scenario.instrument, Covered(scenario.instrument)), scenario, reading, by_question)
    return dict(sorted(found.items()))


def readings_of(decider: Decider, scenario: Scenario) -> list[Reading]:
    """The readings under the scenario's own instrument; none where the case is refused (running it tells that)."""
    try:
        readings = decider.readings(parse_case(scenario.case(), today=scenario.data["as_of"]), scenario.instrument)
    except InputRefused:
        return []
    return [r for r in readings if r.question.instrument == scenario.instrument and r.e is not None]


def _note(found: Covered, scenario: Scenario, reading: Reading, by_question: bool) -> None:
    assert reading.e is not None and reading.program is not None and reading.trace is not None
    found.rules |= {i for i in reading.program.rule if not i.startswith("national.")}
    found.held |= {i for i, truth in reading.trace.holds.items() if truth == YES}
    found.failed |= {i for i, truth in reading.trace.holds.items() if truth == NO}
    for test in thresholds(reading):
        key = f"{test.address}@{question_of(reading)}" if by_question else test.address
        threshold = found.thresholds.setdefault(key, Threshold(key, test.left.kind))
        right = reading.e.value(test.right) if not isinstance(test.right, tuple) else None
        threshold.floor = threshold.floor or (test.left.kind != "date" and right == (0, 0))
        side = side_of(reading, test)
        if side and scenario.id not in threshold.sides[side]:
            threshold.sides[side].append(scenario.id)
        if not threshold.met_by or threshold.met_by[-1] is not scenario:
            threshold.met_by.append(scenario)


def question_of(reading: Reading) -> str:
    """The State and the benefit, as `CA.oas-pension`; the State alone where no benefit is asked about."""
    return f"{reading.question.deciding}.{reading.question.scope.benefit}".rstrip(".")


def thresholds(reading: Reading) -> Iterator[Test]:
    """The tests of the instrument that compare something with a figure of the law."""
    assert reading.program is not None
    for test in reading.program.tests:
        if test.verb in _ORDERS and not test.address.startswith("national.") and isinstance(test.right, (Literal, Dated)):
            yield test


def side_of(reading: Reading, test: Test) -> str:
    """On which side a person stands, within one unit; empty where the person is farther away, or it is not known."""
    away = distance(reading, test)
    step = unit(test.left.kind)
    if away is None or away > step or away < -step:
        return ""
    return AT if away == 0 else BELOW if away < 0 else ABOVE


def distance(reading: Reading, test: Test) -> Fraction | None:
    """What is found less what the law says; None where either is not known, or where they are of two kinds."""
    assert reading.e is not None and not isinstance(test.right, tuple)
    left, right = reading.e.value(test.left), reading.e.value(test.right)
    if not isinstance(left, tuple) or not isinstance(right, tuple) or left[0] != left[1] or right[0] != right[1]:
        return None
    if test.left.kind != test.right.kind:
        return None
    return Fraction(left[0]) - Fraction(right[0])


def unit(kind: str) -> Fraction:
    """The step of a kind of figure: one day, month, quarter; a hundredth of a fraction; one unit of a currency (in cents)."""
    if kind == "fraction":
        return Fraction(1, 100)
    return Fraction(100 if kind == "amount" else 1)


__all__ = [
    "ABOVE",
    "AT",
    "BELOW",
    "SIDES",
    "Covered",
    "Threshold",
    "covered",
    "distance",
    "question_of",
    "readings_of",
    "side_of",
    "thresholds",
    "unit",
]
