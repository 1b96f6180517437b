"""Whatever a file holds: what a program wrote is read as it was written, and anything else is refused or coded, never an error of ours."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.batches.csv_in import CsvSheet
from engine.batches.headings import score
from engine.batches.mapping import HeadingMap
from engine.batches.sheet import opened
from engine.batches.table import table_of
from engine.problems import InputRefused
from tests.batches.world import GOOD, rows, xlsx_at

HEADINGS = ("candidate", "evidence", "host")
TEXT = st.text(st.sampled_from("abé\"',;\t\n\r=+-@ |"), max_size=12)
ANY = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


@ANY
@given(st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=8), st.sampled_from(",;\t"), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_what_a_program_wrote_is_read_as_it_was_written(
    tmp_path: Path, told: list[tuple[str, str, str]], delimiter: str, end: str, quoted: bool
) -> None:
    text = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if quoted or end != "\r\n" else csv.QUOTE_MINIMAL  # with another end, the writer leaves a bare CR unquoted
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows([HEADINGS, *told])
    path = tmp_path / "a.csv"
    path.write_bytes(text.getvalue().encode())
    lines = list(CsvSheet(path, lambda cells: score(cells, {})).lines())
    assert [line.cells for line in lines] == told
    assert [line.number for line in lines] == list(range(2, len(told) + 2))


@ANY
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_below_headings(tmp_path: Path, raw: bytes, headed: bool) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes((",".join(GOOD) + "\n").encode() * headed + raw)
    try:
        table = table_of(opened(path), HeadingMap())
    except InputRefused as refused:
        assert all(p.code and p.place.file == str(path) for p in refused.problems)
        return
    numbers = [row.number for row in table.rows()]
    assert len(numbers) == table.total and numbers == sorted(set(numbers))


def test_rows_between_broken_ones_are_never_lost(tmp_path: Path) -> None:
    """Quotes are put into lines at random; a line that has none before or in it is read as it is."""
    random, path = Random(7), tmp_path / "a.csv"
    for _ in range(30):
        lines = [f"row-{n},plain,SM" for n in range(60)]
        broken = set(random.sample(range(60), 5))
        for number in broken:
            lines[number] = f'row-{number},"open,SM'
        path.write_text("\n".join(["candidate,evidence,host", *lines, ""]))
        found = list(CsvSheet(path, lambda cells: score(cells, {})).lines())
        read = {str(line.cells[0]) for line in found if not line.fault}
        assert read == {f"row-{n}" for n in range(60)} - {f"row-{n}" for n in broken}


@pytest.mark.parametrize("seed", range(60))
def test_workbooks_with_bytes_exchanged(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    raw = bytearray(xlsx_at(tmp_path / "a.xlsx", [list(GOOD), *([row[h] for h in GOOD] for row in rows({}, {}))]).read_bytes())
    for _ in range(random.randint(1, 40)):
        raw[random.randrange(len(raw))] = random.randrange(256)
    path = tmp_path / "b.xlsx"
    path.write_bytes(raw[: random.randrange(len(raw))] if seed % 4 == 0 else raw)
    try:
        table = table_of(opened(path), HeadingMap())
        assert len(list(table.rows())) == table.total
    except InputRefused as refused:
        assert all(p.code for p in refused.problems)
