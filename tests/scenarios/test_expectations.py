"""An expectation that is not met is told: also one about notices and about what is awaited."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.scenarios.files import Scenario
from engine.scenarios.run import run
from tests.decision.people import decider, everyone

WORDS = ("next_steps", "still_helps", "warnings", "outstanding")


def _with(scenario: Scenario, word: str) -> Scenario:
    """The scenario with one more thing expected that no file has."""
    told: dict[str, Any] = {**scenario.data, "expect": [{**x, word: ["there-is-no-such-thing"]} for x in scenario.expected]}
    return replace(scenario, data=told)


@pytest.mark.parametrize("word", WORDS)
def test_what_is_not_told_is_a_difference(word: str) -> None:
    scenario = next(s for s in everyone() if s.instrument == "asean-nursing")
    assert run(decider(), scenario) == []
    assert {d.what for d in run(decider(), _with(scenario, word))} == {word}
