"""The mutation check notices figures that a scenario stands on, and names those that none does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.checking.mutation import Ground
from engine.checking.survey import FEW, survey
from engine.commands.mutate import report, summary
from tests.checking.world import AGREEMENT_PATH, SCENARIO_PATH, corpus_at


def _summary(home: Path) -> dict[str, object]:
    ground = Ground.of(home)
    return summary(ground, survey(ground, home, None, 1, lambda done, total, noticed: None))


def test_a_boundary_scenario_notices_and_a_planted_survivor_is_named(tmp_path: Path) -> None:
    corpus_at(tmp_path)
    told = _summary(tmp_path)
    survivors = {s["address"]: s for s in told["survivors"]}  # type: ignore[attr-defined]
    assert "ad-sm.art-6.least_own_coverage" in survivors  # the side of SM: no scenario asks SM
    assert [s["value"] for a, s in survivors.items() if a == "ad-sm.art-6.least_own_coverage"] == ["52 weeks"]
    line = (tmp_path / AGREEMENT_PATH).read_text().splitlines().index("    fill: {longest_posting: 24 months}") + 1
    assert survivors["ad-sm.art-5.longest_posting"] == {
        "place": f"{AGREEMENT_PATH}:{line}",
        "address": "ad-sm.art-5.longest_posting",
        "value": "24 months",
        "shifted": "25 months",
    }


def test_a_scenario_that_fails_already_notices_nothing(tmp_path: Path) -> None:
    corpus_at(tmp_path, (SCENARIO_PATH, 'outcome: "yes"', 'outcome: "no"'))
    ground = Ground.of(tmp_path)
    assert ground.failing == 1
    assert [s.id for s in ground.passing] == ["one-month-short"]


def test_a_figure_that_makes_counting_impossible_is_noticed(tmp_path: Path) -> None:
    """A rest of two with a worth of one is refused by the counting: whoever runs a scenario sees it."""
    corpus_at(tmp_path, (AGREEMENT_PATH, "worth: 1 month}", "worth: 1 month, remainder: 1 month}"))
    survivors = [s["address"] for s in _summary(tmp_path)["survivors"]]  # type: ignore[attr-defined]
    assert not [a for a in survivors if a.endswith("remainder")]


def test_nothing_is_changed_on_disk_or_in_the_corpus(tmp_path: Path) -> None:
    corpus_at(tmp_path)
    before = (tmp_path / AGREEMENT_PATH).read_bytes()
    first, second = _summary(tmp_path), _summary(tmp_path)
    assert first == second
    assert (tmp_path / AGREEMENT_PATH).read_bytes() == before


def test_two_processes_say_the_same(tmp_path: Path) -> None:
    corpus_at(tmp_path)
    ground = Ground.of(tmp_path)
    alone = survey(ground, tmp_path, None, 1, lambda done, total, noticed: None)
    assert survey(ground, tmp_path, None, 2, lambda done, total, noticed: None) == alone
    assert len(alone) >= FEW  # enough for the processes to be used


def test_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus_at(tmp_path)
    assert report(None, True, home=tmp_path, workers=1) == 1  # under the target
    told = json.loads(capsys.readouterr().out)
    assert told["killed"] + len(told["survivors"]) == told["total"]
    assert told["without_scenarios"] == ["rulesets/credentials/diploma/ruleset.yaml"]
    assert report(None, False, home=tmp_path, workers=1) == 1
    assert "no scenario notices 25 months in place of 24 months" in capsys.readouterr().out


@pytest.mark.parametrize("path", ["agreements/ad-sm", AGREEMENT_PATH, SCENARIO_PATH, "agreements/ad-sm/scenarios"])
def test_paths_narrow_the_files_of_law(path: str, tmp_path: Path) -> None:
    corpus_at(tmp_path)
    ground = Ground.of(tmp_path)
    assert [f.path for f in ground.files([tmp_path / path])] == [AGREEMENT_PATH]
    assert len(ground.passing) == 2


def test_where_no_scenario_passes_nothing_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus_at(tmp_path, (SCENARIO_PATH, 'outcome: "yes"', 'outcome: "no"'), (SCENARIO_PATH, "found: 11 months", "found: 10 months"))
    assert report(None, False, home=tmp_path, workers=1) == 1
    assert "2 scenarios fail as the files stand" in capsys.readouterr().out
