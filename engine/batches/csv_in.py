"""CSV in: encoding and delimiter are found out and told, quotes may hold line breaks, and a broken row never takes others with it."""

from __future__ import annotations

import codecs
import csv
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import TextIO

from engine.batches.limits import LONGEST_LINE, MOST_LINES_OF_A_ROW
from engine.batches.sheet import Fault, Line, Source, bytes_of, refused, text_of

#: The order in which delimiters are tried; among equals the first stands.
TRIED = (",", ";", "\t")
_NAMES = {",": "comma", ";": "semicolon", "\t": "tab"}
_BROKEN = Fault("broken-row", "quotes do not close, or the row has another number of cells than the headings", "check the quotes of this row")
_LONG = Fault("too-long", "the row is too long", "shorten it")


class CsvSheet:
    """Raises InputRefused where the bytes are not text, or where there is no first row."""

    def __init__(self, path: Source, score: Callable[[Sequence[str]], int], delimiter: str | None = None) -> None:
        self.path = path
        self.encoding = _encoding(path)
        _must_be_text(path, self.encoding)
        with self._open() as file:
            first, self._skipped = _first_line(file)
            told = delimiter or self._skipped
            self.delimiter = told or max(TRIED, key=lambda d: (score(_cells(first, d) or []), len(_cells(first, d) or [])))
        _, headings = next(self._records(), (0, []))
        if isinstance(headings, Fault) or not any(cell.strip() for cell in headings):
            raise refused(path, "no-headings", "the first row holds no headings", "name the columns in the first row", 1)
        while headings and not headings[-1].strip():
            headings.pop()
        self.headings = tuple(headings)
        self.told = {"encoding": self.encoding.removesuffix("-sig"), "delimiter": _NAMES[self.delimiter]}

    def _open(self) -> TextIO:
        return text_of(self.path, self.encoding)

    def lines(self) -> Iterator[Line]:
        for number, cells in self._records():
            if number > 1:
                yield Line(number, fault=cells) if isinstance(cells, Fault) else Line(number, tuple(cells))

    def _records(self) -> Iterator[tuple[int, list[str] | Fault]]:
        """Rows with their number. Where a row of several lines is broken, its first line alone is, and reading goes on with its second."""
        with self._open() as file:
            waiting, number, width = deque[str](), 0, 0
            if self._skipped:
                file.readline()
            while taken := _row(file, waiting):
                number += 1
                text = "".join(taken)
                cells = _cells(text, self.delimiter) if len(text) <= LONGEST_LINE else None
                while cells and width and len(cells) > width and not cells[-1].strip():
                    cells.pop()
                fits = cells is not None and (not width or len(cells) == width or not any(c.strip() for c in cells))
                if not fits and len(taken) > 1:
                    waiting.extendleft(reversed(taken[1:]))
                if number == 1 and cells is not None:
                    width = len(cells) - _empty_at_the_end(cells)
                yield number, (cells if fits and cells is not None else _LONG if len(text) > LONGEST_LINE else _BROKEN)


def _row(file: TextIO, waiting: deque[str]) -> list[str]:
    """The lines of the next row: more than one where a quote is open at the end of a line."""
    taken: list[str] = []
    quotes = length = 0
    while len(taken) < MOST_LINES_OF_A_ROW and length <= LONGEST_LINE:
        line = waiting.popleft() if waiting else _line(file)
        if not line:
            break
        taken.append(line)
        quotes += line.count('"')
        length += len(line)
        if quotes % 2 == 0:
            break
    return taken


def _line(file: TextIO) -> str:
    """The next line; of one that is far too long only the beginning is kept."""
    line = file.readline(LONGEST_LINE + 1)
    rest = line
    while len(rest) > LONGEST_LINE and not rest.endswith(("\n", "\r")):
        rest = file.readline(LONGEST_LINE + 1)
    return line


def _cells(text: str, delimiter: str) -> list[str] | None:
    """The cells of one row, or None where its quotes are broken."""
    try:
        rows = list(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else [] if not rows else None


def _empty_at_the_end(cells: Sequence[str]) -> int:
    """How many cells at the end are empty: a spreadsheet that writes too many delimiters."""
    return next((n for n, cell in enumerate(reversed(cells)) if cell.strip()), len(cells))


def _first_line(file: TextIO) -> tuple[str, str]:
    """The line of the headings, and the delimiter that a line `sep=;` before it names."""
    first = file.readline(LONGEST_LINE + 1)
    word = first.strip().lower()
    if word.startswith("sep=") and word[4:] in (*TRIED, ""):
        return file.readline(LONGEST_LINE + 1), word[4:] or "\t"
    return first, ""


def _encoding(path: Source) -> str:
    with bytes_of(path) as file:
        start = file.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8-sig" if start.startswith(codecs.BOM_UTF8) else "utf-8"


def _must_be_text(path: Source, encoding: str) -> None:
    """Reads all of it once: bytes that are no text are told before any row is decided."""
    line = 1
    with bytes_of(path) as file:
        decoder = codecs.getincrementaldecoder(encoding)()
        while True:
            raw = file.read(1 << 20)
            try:
                text = decoder.decode(raw, final=not raw)
            except UnicodeError:
                mend = "save the file as CSV in UTF-8 (or as XLSX)"
                raise refused(path, "not-utf-8", "the bytes are not UTF-8 text, nor UTF-16 with its mark", mend, line) from None
            if "\0" in text:
                raise refused(
                    path, "not-text", "the file holds characters that text does not have", "save the file as CSV in UTF-8 (or as XLSX)", line
                )
            line += text.count("\n")
            if not raw:
                return
