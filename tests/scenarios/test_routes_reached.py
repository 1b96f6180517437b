"""Every route of every credential rule set is taken by somebody; automatic recognition is taken by nobody who may not have it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from engine.decision.answer import answer
from engine.decision.reading import Reading
from engine.facts import parse_case
from engine.language.corpus import Corpus
from engine.scenarios.files import Scenario
from tests.decision.people import TODAY, decider, everyone, label

CORPUS = Corpus()
CREDENTIALS = [s for s in everyone() if s.case()["question"] == "credential"]
UNION = CORPUS.members("directive-2005-36-states", TODAY.toordinal()) | {"GB", "CS", "DD", "SU", "YU"}


def _routes(name: str) -> Iterator[str]:
    """The labels of the rules that conclude `recognised`, of the file and of the models it adopts."""
    data = CORPUS.credential(name).data
    for provision in data["provisions"]:
        model = CORPUS.model(provision["adopts"]).data if "adopts" in provision else {}
        for rule in (*(provision.get("rules") or []), *(model.get("rules") or [])):
            if rule.get("concludes") == "recognised" and rule.get("as"):
                yield str(rule["as"])


def _readings(scenario: Scenario) -> list[Reading]:
    return [r for r in decider().readings(parse_case(scenario.case(), today=TODAY), scenario.instrument) if r.question.instrument]


@pytest.fixture(scope="module")
def taken() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for scenario in CREDENTIALS:
        for reading in _readings(scenario):
            if reading.outcome == "yes":
                found.setdefault(str(reading.question.instrument), set()).update(reading.labels)
    return found


def test_there_are_enough_of_them() -> None:
    assert len(CREDENTIALS) >= 150


@pytest.mark.parametrize("name", CORPUS.credentials)
def test_each_route_is_taken(name: str, taken: dict[str, set[str]]) -> None:
    assert set(_routes(name)) <= taken.get(name, set())


def _automatic(scenario: Scenario) -> list[dict[str, Any]]:
    found = [r for r in _readings(scenario) if r.outcome == "yes" and "automatic" in r.labels]
    return [answer(r) for r in found]


@pytest.mark.parametrize("scenario", [s for s in CREDENTIALS if s.instrument.startswith("directive-2005-36")], ids=label)
def test_automatic_recognition_is_for_listed_evidence_of_a_member_state(scenario: Scenario) -> None:
    """Directive 2005/36/EC, Art. 21: never for a third-country title, for a professional title alone, or without a certificate asked for."""
    told = (scenario.data.get("facts") or {}).get("credential") or {}
    for decision in _automatic(scenario):
        assert told.get("awarded_in", scenario.data.get("home")) in UNION
        listed = (decision["title"] or {}).get("listed")
        edition = (scenario.data["facts"].get("assume") or {}).get("title_is_listed_in_the_edition_in_force")
        assert listed or edition
        assert not (decision["title"] or {}).get("is_professional_title") or edition
