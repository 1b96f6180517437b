"""Coverage of rules and figures by scenarios, and scenarios made at the figures where nobody stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.chaining.twin import PurePython
from engine.commands.test import run as command
from engine.decision.decide import Decider
from engine.language.corpus import Corpus
from engine.scenarios.boundaries import boundaries
from engine.scenarios.covered import ABOVE, AT, BELOW, covered
from engine.scenarios.files import of_draft, scenarios

ECSS = "agreements/ecss"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus()


def test_rules_and_figures_that_no_scenario_touches_are_told(corpus: Corpus) -> None:
    found = covered(Decider(corpus, PurePython()), scenarios(corpus, [corpus.home / ECSS]))["ecss"]
    assert "art-29.opens-with-all-periods" in found.held & found.failed
    assert "art-31.paid-as-if-all-were-own" in found.never_held
    posted = found.thresholds["art-15.posted.posted_for"]
    assert posted.sides == {
        BELOW: ["sent-to-turkiye-for-eleven-months"],
        AT: ["sent-to-turkiye-for-twelve-months"],
        ABOVE: ["sent-to-turkiye-for-thirteen-months"],
    }
    assert posted.lacks == []


def test_nobody_has_less_than_nothing(corpus: Corpus) -> None:
    found = covered(Decider(corpus, PurePython()), scenarios(corpus, [corpus.home / ECSS]))["ecss"]
    assert BELOW not in found.thresholds["art-29.opens-with-all-periods.own.coverage"].lacks


def test_a_person_is_moved_to_each_side_of_a_figure_by_one_fact(corpus: Corpus) -> None:
    decider = Decider(corpus, PurePython())
    found = covered(decider, scenarios(corpus, [corpus.home / ECSS]))["ecss"]
    made = {m.side: m for m in boundaries(decider, {"art-15.posted.posted_for": found.thresholds["art-15.posted.posted_for"]}, all_sides=True)}
    assert {side: str(m.scenario["facts"]["posting"]["to"]) for side, m in made.items()} == {
        BELOW: "2024-11-30",
        AT: "2024-12-31",
        ABOVE: "2025-01-31",
    }
    assert {side: m.scenario["expect"]["outcome"] for side, m in made.items()} == {BELOW: "yes", AT: "yes", ABOVE: "needs_authority"}
    assert {m.scenario["origin"] for m in made.values()} == {"generated"}


def test_what_is_written_for_review_loads_and_passes_and_is_no_official_example(
    corpus: Corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command([str(corpus.home / ECSS), "--boundaries", str(tmp_path)]) == 0
    written = list(scenarios(corpus, [tmp_path / "ecss"]))
    assert written and not any(s.official for s in written)
    assert {s.instrument for s in written} == {"ecss"}
    assert command([str(tmp_path / "ecss")]) == 0
    capsys.readouterr()


def test_a_draft_stands_the_scenarios_of_its_base_and_its_own(corpus: Corpus, tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_text("amends: ecss\ntitle: Draft\n", encoding="utf-8")
    folder = tmp_path / "scenarios"
    folder.mkdir()
    own = (corpus.home / ECSS / "scenarios/applicable-legislation.yaml").read_text(encoding="utf-8").replace("sent-to-turkiye", "drafted")
    (folder / "own.yaml").write_text(own, encoding="utf-8")
    told = list(of_draft(Corpus(draft=draft), draft, "ecss"))
    assert {"drafted-for-twelve-months", "sent-to-turkiye-for-twelve-months"} <= {s.id for s in told}
    assert {s.instrument for s in told} == {"ecss"}


def test_a_draft_that_breaks_a_scenario_of_its_base_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_text(
        'amends: ecss\nprovisions: [{id: art-15, fill: {longest_posting: {value: 11 months, cite: {text: "Art. 15"}}}}]\n', encoding="utf-8"
    )
    assert command(["--draft", str(draft)]) == 1
    assert "sent-to-turkiye-for-twelve-months" in capsys.readouterr().out


def test_coverage_is_told_in_words_and_fails_where_something_is_open(corpus: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    assert command([str(corpus.home / ECSS), "--coverage"]) == 1
    told = capsys.readouterr().out
    assert "never held: ecss.art-31.paid-as-if-all-were-own" in told
