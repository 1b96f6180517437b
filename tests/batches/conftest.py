"""A world of rules, and a way to run the command on a table in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from engine.cli import main
from engine.language.corpus import HOME_VARIABLE
from tests.batches.world import csv_of, lines_of, rows, rules_at

Run = Callable[..., list[dict[str, Any]]]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The rules of these tests, and a folder for batches that is theirs."""
    monkeypatch.setenv(HOME_VARIABLE, str(rules_at(tmp_path / "rules")))
    monkeypatch.setenv("PORTABILITY_BATCHES", str(tmp_path / "kept"))
    return tmp_path


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """The results of a table: of rows that differ from the good one, or of a path; switches of the command behind it."""

    def results(*told: Mapping[str, str] | Path, switches: tuple[str, ...] = (), code: int | None = None) -> list[dict[str, Any]]:
        path = told[0] if isinstance(told[0], Path) else home / "list.csv"
        if not isinstance(told[0], Path):
            path.write_text(csv_of(rows(*told)), encoding="utf-8")  # type: ignore[arg-type]
        found = main(["verify", str(path), *switches])
        out = capsys.readouterr()
        if code is not None:
            assert found == code, out.err
        return lines_of(out.out)

    return results


@pytest.fixture
def refusal(home: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """What standard error says of a table that is refused as a whole."""

    def told(path: Path, *switches: str) -> str:
        assert main(["verify", str(path), *switches]) == 2
        out = capsys.readouterr()
        assert out.out == ""
        return out.err

    return told
