"""A table as rows of cells, whatever file it comes from."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

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
class Opened:
    """A file that may be read: a plain file of bounded size, and its hash."""

    path: Path
    sha256: str = field(compare=False)


def opened(path: Path) -> Opened:
    """Raises InputRefused where there is no plain file or where it is too large; a file that is too large is not read at all."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise refused(path, "not-a-file", "this is not a file", "give the path of a CSV or XLSX file")
        if size > MOST_BYTES:
            raise refused(path, "too-large", "the file is too large and was not read", f"split it; at most {MOST_BYTES // 1_000_000} MB")
        with path.open("rb") as file:
            return Opened(path, hashlib.file_digest(file, "sha256").hexdigest())
    except OSError as error:
        raise refused(path, "no-such-file", "the table cannot be read", "give the path of a CSV or XLSX file") from error


def refused(path: Path, code: str, message: str, mend: str, line: int = 0) -> InputRefused:
    """The refusal of a whole file."""
    return InputRefused([Problem(Place(str(path), line, 1 if line else 0), code, message, mend=mend)])
