"""The list among the examples, under the rules of this repository: every row has its result, and the page tells how to run it."""

from __future__ import annotations

import pytest

from engine.batches.codes import BY_OUTCOME
from engine.cli import main
from engine.language.corpus import HOME_VARIABLE
from tests.batches.world import lines_of
from tests.repository.tree import ROOT

EXAMPLE = "examples/candidates.csv"


def test_the_example_is_answered(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv(HOME_VARIABLE)
    assert main(["verify", str(ROOT / EXAMPLE)]) == 1
    told = capsys.readouterr()
    found = lines_of(told.out)
    assert [r["row"] for r in found] == list(range(2, 9))
    assert [r["code"] for r in found][4:] == ["bad_row", "consent_missing", "duplicate"]
    for row in found[:4]:
        assert row["code"] in BY_OUTCOME.values() and row["instrument"] and row["summary"]
    assert "delimiter semicolon" in told.err and "unknown-column" not in told.err


def test_the_page_runs_the_example() -> None:
    assert f"portability verify {EXAMPLE}" in (ROOT / "docs/batches.md").read_text()
