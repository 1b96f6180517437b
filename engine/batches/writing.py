"""Results out: JSON lines, CSV or XLSX, whole or not at all. A file appears under its name only when its last row stands in it."""

from __future__ import annotations

import csv
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from engine.batches.flat import COLUMNS, flat, harmless
from engine.problems import InputRefused, Place, Problem

Results = Iterable[Mapping[str, Any]]


def json_lines(results: Results, stream: TextIO) -> None:
    """One result on each line, whole."""
    for result in results:
        stream.write(json.dumps(result, ensure_ascii=False, separators=(",", ":")) + "\n")


def _jsonl(results: Results, file: BinaryIO) -> None:
    stream = TextIOWrapper(file, "utf-8", newline="")
    json_lines(results, stream)
    stream.detach()


def csv_lines(results: Results) -> Iterator[bytes]:
    """With a byte-order mark, so that spreadsheets read it as UTF-8; every cell in quotes, none a formula."""
    line = StringIO(newline="")
    writer = csv.writer(line, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    yield line.getvalue().encode("utf-8-sig")
    for result in results:
        line.seek(0)
        line.truncate()
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in flat(result)])
        yield line.getvalue().encode()


def _csv(results: Results, file: BinaryIO) -> None:
    file.writelines(csv_lines(results))


def _xlsx(results: Results, file: BinaryIO) -> None:
    """Every cell is a number or text; text is written as text, so that none becomes a formula."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("results")
    sheet.append(list(COLUMNS))
    for result in results:
        cells = []
        for value in flat(result):
            cell = WriteOnlyCell(sheet, value=value if isinstance(value, int) else "")
            if isinstance(value, str):
                cell.value = harmless(value)
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    book.save(file)


WRITERS: Mapping[str, Callable[[Results, BinaryIO], None]] = {".jsonl": _jsonl, ".csv": _csv, ".xlsx": _xlsx}


def must_be_writable(out: Path, table: Path) -> None:
    """Raises InputRefused, before any row is decided, where the results could not be written there."""
    if out.suffix.lower() not in WRITERS:
        raise _refused(out, "unknown-ending", "results are JSON lines, CSV or XLSX", f"its name ends in one of {', '.join(WRITERS)}")
    if out.exists() and out.samefile(table):
        raise _refused(out, "same-file", "the results would replace the table", "give them another name")
    if out.is_dir() or not out.parent.is_dir() or not os.access(out.parent, os.W_OK):
        raise _refused(out, "cannot-be-written", "the results cannot be written there", "name a file in a folder that is there")


def write(results: Results, out: Path) -> None:
    """Writes beside the name that is wanted, and takes that name at the end. Only the user can read the file."""
    number, name = tempfile.mkstemp(prefix=".results-", suffix=out.suffix, dir=out.parent)
    beside = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            WRITERS[out.suffix.lower()](results, file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)


def as_bytes(results: Results, ending: str) -> bytes:
    """The results as a file of this kind (an ending of WRITERS)."""
    file = BytesIO()
    WRITERS[ending](results, file)
    return file.getvalue()


def _refused(path: Path, code: str, message: str, mend: str) -> InputRefused:
    return InputRefused([Problem(Place(str(path)), code, message, mend=mend)])
