"""A table as rows of cells, whatever file it comes from."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO, TextIOWrapper
from pathlib import Path, PurePath
from typing import BinaryIO, Protocol, TextIO

from engine.batches.limits import MOST_BYTES
from engine.problems import InputRefused, Place, Problem


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell, or a whole row, that cannot be read: a code and words that never repeat what was written."""

    code: str
    message: str
    mend: str = ""


Cell = str | int | bool | datetime.date | Fault


@dataclass(frozen=True, slots=True)
class Line:
    """One row. `number` counts as a spreadsheet does: the headings are row 1. `fault` says why the row as a whole cannot be read."""

    number: int
    cells: tuple[Cell, ...] = ()
    fault: Fault | None = None

    @property
    def blank(self) -> bool:
        return self.fault is None and all(isinstance(cell, str) and not cell.strip() for cell in self.cells)


class Sheet(Protocol):
    """`told` says how the file was read (encoding, delimiter, name of the sheet)."""

    headings: tuple[str, ...]
    told: dict[str, str]

    def lines(self) -> Iterator[Line]:
        """The rows below the headings, in order, read anew at each call."""


@dataclass(frozen=True)
class Held:
    """A table that is held in memory, and of which nothing is written anywhere. `name` is what errors call it; its ending tells the kind."""

    name: str
    content: bytes = field(repr=False)

    @property
    def suffix(self) -> str:
        return PurePath(self.name).suffix

    def __str__(self) -> str:
        return self.name


Source = Path | Held


def bytes_of(source: Source) -> BinaryIO:
    """The table as bytes, to be read from its beginning."""
    return BytesIO(source.content) if isinstance(source, Held) else source.open("rb")


def text_of(source: Source, encoding: str) -> TextIO:
    """The table as text, with its line breaks as they are."""
    return TextIOWrapper(BytesIO(source.content), encoding, newline="") if isinstance(source, Held) else source.open(encoding=encoding, newline="")


@dataclass(frozen=True)
class Opened:
    """A table that may be read: of bounded size, with its hash."""

    path: Source
    sha256: str = field(compare=False)


def held(source: Held) -> Opened:
    """A table in memory. Raises InputRefused where it is too large."""
    if len(source.content) > MOST_BYTES:
        raise _too_large(source)
    return Opened(source, hashlib.sha256(source.content).hexdigest())


def opened(path: Path) -> Opened:
    """Raises InputRefused where there is no plain file or where it is too large; a file that is too large is not read at all."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise refused(path, "not-a-file", "this is not a file", "give the path of a CSV or XLSX file")
        if size > MOST_BYTES:
            raise _too_large(path)
        with path.open("rb") as file:
            return Opened(path, hashlib.file_digest(file, "sha256").hexdigest())
    except OSError as error:
        raise refused(path, "no-such-file", "the table cannot be read", "give the path of a CSV or XLSX file") from error


def _too_large(source: Source) -> InputRefused:
    return refused(source, "too-large", "the file is too large and was not read", f"split it; at most {MOST_BYTES // 1_000_000} MB")


def refused(path: Source, code: str, message: str, mend: str, line: int = 0) -> InputRefused:
    """The refusal of a whole file."""
    return InputRefused([Problem(Place(str(path), line, 1 if line else 0), code, message, mend=mend)])
