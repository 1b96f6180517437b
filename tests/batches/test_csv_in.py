"""CSV as it comes: encodings, delimiters, quotes, and rows that are broken without taking others with them."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.batches.csv_in import CsvSheet
from engine.batches.headings import score
from engine.batches.limits import MOST_BYTES
from engine.problems import InputRefused
from tests.batches.conftest import Run
from tests.batches.world import csv_of, rows

TABLE = rows({"evidence": "Diplôme « été »"}, {}, {})


def sheet(path: Path, text: str | bytes) -> CsvSheet:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return CsvSheet(path, lambda cells: score(cells, {}))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(b"", "utf-8"), (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
    ids=["utf-8", "utf-8 with mark", "utf-16 little", "utf-16 big"],
)
def test_encoding_and_delimiter_are_found_out_and_told(home: Path, run: Run, delimiter: str, mark: bytes, encoding: str) -> None:
    path = home / "list.csv"
    raw = mark + csv_of(TABLE, delimiter).encode(encoding)
    found = sheet(path, raw)
    assert found.told == {"encoding": encoding[:6].removesuffix("-"), "delimiter": {",": "comma", ";": "semicolon", "\t": "tab"}[delimiter]}
    assert next(found.lines()).cells[4] == "Diplôme « été »"
    assert [r["code"] for r in run(path)][1:] == ["recognised", "recognised"]


def test_quotes_line_breaks_and_delimiters_inside_cells(tmp_path: Path) -> None:
    (line, after) = sheet(tmp_path / "a.csv", 'candidate,evidence\nrow-1,"a ""b"", c\nd; e"\nrow-2,x\n').lines()
    assert (line.number, line.cells) == (2, ("row-1", 'a "b", c\nd; e'))
    assert (after.number, after.cells) == (3, ("row-2", "x"))


def test_a_line_that_names_the_delimiter_is_followed(tmp_path: Path) -> None:
    found = sheet(tmp_path / "a.csv", "sep=;\ncandidate;evidence\nrow-1;a,b,c\n")
    assert found.headings == ("candidate", "evidence")
    assert [line.cells for line in found.lines()] == [("row-1", "a,b,c")]


@pytest.mark.parametrize(
    "broken", ['row-2,"open', 'row-2,"a"b', "row-2", "row-2,b,c", f"row-2,{'x' * 300_000}"], ids=["open", "quote", "few", "many", "long"]
)
def test_a_broken_row_costs_only_itself(tmp_path: Path, broken: str) -> None:
    after = [f"row-{n},x" for n in range(3, 103)]
    lines = list(sheet(tmp_path / "a.csv", "\n".join(["candidate,evidence", "row-1,x", broken, *after, ""])).lines())
    assert [line.number for line in lines] == list(range(2, 104))
    assert [line.number for line in lines if line.fault] == [3]
    assert [line.cells[0] for line in lines if not line.fault] == ["row-1", *(f"row-{n}" for n in range(3, 103))]


def test_blank_lines_count_as_rows_and_are_left_out(run: Run, home: Path) -> None:
    path = home / "list.csv"
    heading, *told = csv_of(rows({}, {})).splitlines()
    path.write_text("\n".join([heading, told[0], "", "," * heading.count(","), told[1], "", ""]))
    assert [r["row"] for r in run(path)] == [2, 5]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"candidate,evidence\nrow-1,\xff\xfe\n", "not-utf-8"),
        ("candidate,evidence\nrow-1,e".encode("utf-16-le"), "not-text"),
        ("candidate,evidence\nrow-1,é".encode("latin-1"), "not-utf-8"),
        (b"", "no-headings"),
        (b"\n\n\n", "no-headings"),
        (b",,,\nrow-1,x,y,z\n", "no-headings"),
    ],
)
def test_what_is_no_table_is_refused_as_a_whole(tmp_path: Path, raw: bytes, code: str) -> None:
    with pytest.raises(InputRefused) as refused:
        list(sheet(tmp_path / "a.csv", raw).lines())
    assert [p.code for p in refused.value.problems] == [code]


def test_a_file_of_100_megabytes_is_refused_before_it_is_read(home: Path, refusal: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    path = home / "large.csv"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("it was opened"))
    assert MOST_BYTES < 100_000_000
    assert "too-large" in refusal(path)


def test_what_is_no_file_is_refused(home: Path, refusal: Callable[..., str]) -> None:
    assert "no-such-file" in refusal(home / "none.csv")
    (home / "folder.csv").mkdir()
    assert "not-a-file" in refusal(home / "folder.csv")


def test_too_many_rows_are_refused_before_any_is_decided(home: Path, refusal: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.batches.table.MOST_ROWS", 2)
    (home / "list.csv").write_text(csv_of(rows({}, {}, {})))
    assert "too-many-rows" in refusal(home / "list.csv")
    assert not (home / "kept").exists()
