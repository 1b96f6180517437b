"""XLSX in: one sheet, row by row. Dates are dates, formulas are not worked out, and what is too large is refused before it is opened."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from engine.batches.sheet import Cell, Fault, Line, Source, bytes_of, refused
from engine.batches.workbook import must_be_sound
from engine.problems import nearest

_LAST_ROW = 1_048_576
_FORMULA = Fault("formula", "the cell holds a formula, and formulas are not worked out here", "paste its value instead")
_ERROR = Fault("error-value", "the cell holds an error of the spreadsheet", "mend the cell")
_TIME = Fault("date-with-time", "the cell holds a time of day", "write a date alone")
_FRACTION = Fault("float", "the cell holds a number with a point", "write a whole number, or text")


class XlsxSheet:
    """The first sheet, or the one that is named. Raises InputRefused where the workbook may not be opened or lacks the sheet."""

    def __init__(self, path: Source, sheet: str | None = None) -> None:
        must_be_sound(path)
        self.path, self._name = path, sheet
        first = next(self._rows(), None)
        headings = ["" if isinstance(c, Fault) else str(c) for c in first.cells] if first else []
        while headings and not headings[-1].strip():
            headings.pop()
        if not headings:
            raise refused(path, "no-headings", "the first row holds no headings", "name the columns in the first row", 1)
        self.headings = tuple(headings)
        self.told = {"sheet": "the first" if sheet is None else "as named"}

    def lines(self) -> Iterator[Line]:
        width = len(self.headings)
        for line in self._rows():
            if line.number > 1:
                cells = line.cells[:width] + ("",) * (width - len(line.cells))
                beyond = any(not isinstance(c, str) or c.strip() for c in line.cells[width:])
                fault = Fault("broken-row", "the row has cells beyond the headings", "name every column") if beyond else None
                yield Line(line.number, cells, fault)

    def _rows(self) -> Iterator[Line]:
        """All rows, the headings too, down to the last that a sheet can have. The range that the sheet declares is not believed."""
        from openpyxl import load_workbook  # slow to load, and a CSV needs nothing of it

        file = bytes_of(self.path)
        try:
            book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        except Exception:  # whatever is wrong inside: the library raises errors of many kinds
            file.close()
            raise refused(self.path, "broken-workbook", "the workbook cannot be read", "save it anew as XLSX") from None
        try:
            sheet = self._sheet(book)
            sheet.reset_dimensions()
            rows = sheet.iter_rows(min_row=1, max_row=_LAST_ROW)
            for number, row in enumerate(self._guarded(rows), start=1):
                yield Line(number, tuple(_cell(cell) for cell in row))
        finally:
            book.close()
            file.close()

    def _guarded(self, rows: Iterator[Any]) -> Iterator[Any]:
        """Rows until the sheet ends; markup that breaks off in the middle refuses the file."""
        while True:
            try:
                row = next(rows, None)
            except Exception:
                raise refused(self.path, "broken-workbook", "a sheet of the workbook cannot be read to its end", "save it anew as XLSX") from None
            if row is None:
                return
            yield row

    def _sheet(self, book: Any) -> Any:
        sheets = {str(sheet.title): sheet for sheet in book.worksheets}
        if self._name is None and sheets:
            return next(iter(sheets.values()))
        if self._name not in sheets:
            mend = nearest(self._name or "", list(sheets)) or "check the name of the sheet"
            raise refused(self.path, "no-such-sheet", "the workbook has no such sheet", mend)
        return sheets[self._name]


def _cell(cell: Any) -> Cell:
    """The value of a cell as plain data: whole numbers, text, dates, truths; a formula or an error is a fault."""
    value, kind = cell.value, getattr(cell, "data_type", "n")
    if value is None:
        return ""
    if kind == "f" or not isinstance(value, (str, int, float, bool, datetime.date)):
        return _TIME if isinstance(value, (datetime.time, datetime.timedelta)) and kind != "f" else _FORMULA
    if kind == "e":
        return _ERROR
    if isinstance(value, datetime.datetime):
        return value.date() if value.time() == datetime.time() else _TIME
    if isinstance(value, float):
        return int(value) if value.is_integer() else _FRACTION
    return value
