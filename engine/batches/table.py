"""From a path to the rows of its table: the kind of file by its ending, its headings as columns, its rows counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from engine.batches.columns import known_columns
from engine.batches.csv_in import CsvSheet
from engine.batches.headings import columns_of, score
from engine.batches.limits import MOST_ROWS
from engine.batches.mapping import HeadingMap
from engine.batches.row import Layout, Row, read_row
from engine.batches.sheet import Opened, Sheet, refused
from engine.batches.xlsx_in import XlsxSheet
from engine.problems import Problem

ENDINGS = (".csv", ".xlsx")


@dataclass(frozen=True)
class Table:
    """A table that may be decided. `remarks` are warnings that keep nothing from being read; `total` counts rows that are not blank."""

    sheet: Sheet
    layout: Layout
    remarks: tuple[Problem, ...]
    total: int

    def rows(self, after: int = 0) -> Iterator[Row]:
        """The rows beyond one, blank ones left out."""
        for line in self.sheet.lines():
            if line.number > after and not line.blank:
                yield read_row(line, self.layout)


def table_of(file: Opened, told: HeadingMap, dates: str | None = None, sheet: str | None = None) -> Table:
    """Raises InputRefused where the file cannot be read, lacks a required column, or has too many rows; no row is decided before."""
    path, ending = file.path, file.path.suffix.lower()
    if ending not in ENDINGS:
        raise refused(path, "unknown-ending", "a table is a CSV or XLSX file", f"its name ends in one of {', '.join(ENDINGS)}")
    found: Sheet = XlsxSheet(path, sheet or told.sheet) if ending == ".xlsx" else CsvSheet(path, partial(score, mapped=told.columns), told.delimiter)
    columns, remarks = columns_of(found.headings, told.columns, frozenset(told.defaults), str(path))
    total = 0
    for line in found.lines():
        total += not line.blank
        if total > MOST_ROWS:
            raise refused(path, "too-many-rows", f"the table has more than {MOST_ROWS} rows", "split it", line.number)
    unused = [name for name in known_columns() if name not in columns.values() and name not in told.defaults]
    found.told["columns"] = f"{len(columns)} of {len(found.headings)} known; {len(unused)} others could be told"
    return Table(found, Layout(str(path), columns, told, dates or told.dates), tuple(remarks), total)
