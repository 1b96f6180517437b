"""The persons of the scenarios as cases, and the two engines that decide them: the ground of the property tests."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from engine.chaining.choose import engine
from engine.decision.decide import Decider
from engine.facts import parse_case
from engine.language.corpus import Corpus
from engine.problems import CaseRefused
from engine.scenarios.files import Scenario, scenarios

TODAY = datetime.date(2024, 1, 1)
ENGINES = ("durable-rules", "pure-python")

Path = tuple[str | int, ...]


@cache
def decider(name: str = "durable-rules") -> Decider:
    """One decider for each engine, kept: instances are compiled once for all tests."""
    return Decider(Corpus(), engine(name))


@cache
def everyone() -> tuple[Scenario, ...]:
    return tuple(scenarios(Corpus()))


def label(scenario: Scenario) -> str:
    return f"{scenario.instrument}/{scenario.id}"


@cache
def people() -> tuple[Scenario, ...]:
    """Every scenario whose case can be read, the same person once; what cannot be read fails where scenarios are run."""
    kept: dict[str, Scenario] = {}
    for scenario in everyone():
        try:
            parse_case(scenario.case(), today=TODAY)
        except CaseRefused:
            continue
        kept.setdefault(json.dumps(scenario.case(), sort_keys=True, default=str), scenario)
    return tuple(kept.values())


def decided(case: Mapping[str, Any], by: Decider | None = None) -> dict[str, Any]:
    return (by or decider()).decide(case, TODAY)


def bare(answer: dict[str, Any]) -> bytes:
    """The bytes of an answer without the name of the engine that gave it."""
    told = json.loads(json.dumps(answer))
    for decision in told["decisions"]:
        del decision["receipt"]["backend"]
    return json.dumps(told, ensure_ascii=False, sort_keys=True).encode()


def without_hashes(answer: dict[str, Any]) -> bytes:
    """The bytes of an answer without what names the text of a file: hashes of rule files, and the code made from its receipts."""
    told = json.loads(bare(answer))
    del told["id"]
    for decision in told["decisions"]:
        decision["receipt"]["rules"] = sorted(decision["receipt"]["rules"])
    return json.dumps(told, ensure_ascii=False, sort_keys=True).encode()


def outcomes(answer: dict[str, Any]) -> dict[tuple[str | None, ...], dict[str, Any]]:
    """The decisions of an answer by what was asked: State, instrument, benefit."""
    return {(d["deciding"], d["instrument"], d["benefit"]): d for d in answer["decisions"]}


def paths(node: Any, at: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every key of a case with its value, the outer before the inner; entries of lists are walked through, not named."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield (*at, key), value
            yield from paths(value, (*at, key))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from paths(value, (*at, number))


def changed(case: Mapping[str, Any], path: Path, value: Any) -> dict[str, Any]:
    """A copy of a case in which the value at a path is another; None takes the key out."""
    copy: dict[str, Any] = json.loads(json.dumps(case, default=str))
    here: Any = copy
    for step in path[:-1]:
        here = here[step]
    if value is None:
        del here[path[-1]]
    else:
        here[path[-1]] = value
    return copy


def plain(case: Mapping[str, Any]) -> dict[str, Any]:
    """A case as it would come as JSON: dates as text."""
    copy: dict[str, Any] = json.loads(json.dumps(case, default=str))
    return copy
