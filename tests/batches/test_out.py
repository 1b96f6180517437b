"""What goes out: the same results in three forms, none of them a formula, each file whole or not there."""

from __future__ import annotations

import csv
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from engine.batches import writing
from engine.batches.flat import COLUMNS, flat, harmless
from engine.cli import main
from tests.batches.conftest import Run
from tests.batches.world import csv_of, lines_of, rows

CHANGES = ({}, {"evidence": "Vatican certificate"}, {"home": "Atlantis"}, {"consent_given": ""}, {"candidate": "row-1"}, {"host": "DE"})


@pytest.fixture
def table(home: Path) -> Path:
    path = home / "list.csv"
    path.write_text(csv_of(rows(*CHANGES)))
    return path


def test_three_forms_tell_the_same(home: Path, table: Path) -> None:
    for ending in ("jsonl", "csv", "xlsx"):
        assert main(["verify", str(table), "--out", str(home / f"out.{ending}"), "--as-of", "2024-01-01"]) == 1
    told = [[str(cell) for cell in flat(r)] for r in lines_of((home / "out.jsonl").read_text())]
    with (home / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        heading, *lines = csv.reader(file)
    assert tuple(heading) == COLUMNS
    assert lines == told
    sheet = openpyxl.load_workbook(home / "out.xlsx").active
    assert sheet is not None
    cells = [["" if c is None else str(c) for c in row] for row in sheet.iter_rows(values_only=True)]
    assert cells == [list(COLUMNS), *told]
    codes = {line[COLUMNS.index("code")] for line in lines}
    assert codes == {"recognised", "undetermined", "bad_row", "consent_missing", "duplicate", "not_covered"} or "needs_authority" in codes


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\n=x", "＝1", " =1", "  @x"])
def test_nothing_that_a_spreadsheet_would_work_out(tmp_path: Path, text: str) -> None:
    assert harmless(text) == f"'{text}"
    result: dict[str, Any] = {"row": 2, "candidate": text, "code": "bad_row", "notes": [], "problems": [], "summary": text}
    writing.write([result], tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        (_, line) = csv.reader(file)
    assert line[1] == line[-1] == f"'{text}"
    writing.write([result], tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert sheet is not None
    assert [(c.data_type, str(c.value)[0]) for c in (sheet["B2"], sheet["W2"])] == [("s", "'"), ("s", "'")]


def test_plain_text_stays_as_it_is() -> None:
    assert [harmless(x) for x in ("", "row-1", "a=b", "Diploma")] == ["", "row-1", "a=b", "Diploma"]


def test_a_file_takes_its_name_only_when_it_is_whole(home: Path, table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = home / "out.csv"
    out.write_text("of before")

    def failing(_: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(writing, "flat", failing)
    assert main(["verify", str(table), "--out", str(out)]) == 2
    assert out.read_text() == "of before"
    assert not list(home.glob(".results-*"))
    monkeypatch.undo()
    monkeypatch.setenv("PORTABILITY_RULES", str(home / "rules"))
    monkeypatch.setenv("PORTABILITY_BATCHES", str(home / "kept"))
    assert main(["verify", str(table), "--out", str(out)]) == 1
    assert out.read_text(encoding="utf-8-sig").startswith('"row"')
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_results_that_cannot_be_written_are_told_before_any_row(home: Path, table: Path, refusal: Callable[..., str]) -> None:
    assert "unknown-ending" in refusal(table, "--out", str(home / "out.doc"))
    assert "cannot-be-written" in refusal(table, "--out", str(home / "none/out.csv"))
    assert "same-file" in refusal(table, "--out", str(table))
    (home / "link.csv").symlink_to(table)
    assert "same-file" in refusal(table, "--out", str(home / "link.csv"))
    assert not (home / "kept").exists()


def test_without_a_file_results_are_json_lines_and_the_summary_stands_apart(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(table), "--as-of", "2024-01-01"]) == 1
    told = capsys.readouterr()
    assert len(lines_of(told.out)) == len(told.out.splitlines()) == len(CHANGES)
    assert "6 rows:" in told.err and "Law of 2024-01-01" in told.err


def test_the_summary_as_json(home: Path, table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import json

    assert main(["verify", str(table), "--out", str(home / "out.csv"), "--json", "--as-of", "2024-01-01"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["rows"], told["resumed"], told["as_of"]) == (6, False, "2024-01-01")
    assert told["read_as"] | {"encoding": "utf-8", "delimiter": "comma"} == told["read_as"]
    assert told["codes"]["bad_row"] == told["codes"]["duplicate"] == told["codes"]["consent_missing"] == 1


def test_progress_is_shown_where_it_is_asked_for(table: Path, capsys: pytest.CaptureFixture[str], run: Run) -> None:
    main(["verify", str(table), "--progress"])
    assert "6 of 6 rows, 100 %" in capsys.readouterr().err
    main(["verify", str(table), "--as-of", "2024-01-01"])
    assert "of 6 rows, " not in capsys.readouterr().err
