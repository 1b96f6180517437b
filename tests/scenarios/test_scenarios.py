"""Every scenario of the corpus passes with both engines, and both give the same answer, byte for byte."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from engine.scenarios.files import Scenario
from engine.scenarios.run import run
from tests.decision.people import ENGINES, bare, decided, decider, everyone, label, people

FILES: dict[str, list[Scenario]] = {}
for _scenario in everyone():
    FILES.setdefault(_scenario.file, []).append(_scenario)


def test_there_are_scenarios() -> None:
    assert len(everyone()) > 200


def test_no_two_scenarios_of_a_folder_have_one_name() -> None:
    names = [label(s) for s in everyone()]
    assert sorted({n for n in names if names.count(n) > 1}) == []


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("file", FILES)
def test_scenarios_pass(file: str, name: str) -> None:
    assert decider(name).engine.name.startswith(name)
    assert [str(d) for s in FILES[file] for d in run(decider(name), s)] == []


@pytest.mark.parametrize("file", FILES)
def test_both_engines_give_the_same_answer(file: str) -> None:
    different = [s.id for s in people() if s.file == file and len(set(answers(s, ENGINES))) > 1]
    assert different == []


def answers(scenario: Scenario, engines: Sequence[str]) -> list[bytes]:
    return [bare(decided(scenario.case(), decider(name))) for name in engines]
