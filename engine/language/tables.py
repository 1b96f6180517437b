"""Tables of a rule file: rows written in the file, or a CSV beside it with its edition; every column of a date is read as a date."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from engine.language.corpus import Corpus, RuleFile
from engine.language.scalars import UNSEEN
from engine.problems import Place, Problem, RuleFileRefused

MOST_BYTES_OF_A_TABLE = 20_000_000
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def rows_of(corpus: Corpus, file: RuleFile, table: str) -> tuple[Mapping[str, Any], ...]:
    """The rows of a table, each a mapping of its columns. Raises RuleFileRefused where the CSV is missing or ragged."""
    told = file.data["tables"][table]
    if "file" not in told:
        return tuple(told["rows"])
    return _csv_rows(str((corpus.home / file.path).parent / told["file"]))


def table_hashes(corpus: Corpus, file: RuleFile) -> dict[str, str]:
    """sha256 of each CSV table of a file, by path under the home."""
    found = {}
    for told in (file.data.get("tables") or {}).values():
        if "file" in told:
            path = posixpath.normpath(f"{file.path.rpartition('/')[0]}/{told['file']}")  # a table may lie beside another file
            found[path] = f"sha256:{hashlib.sha256((corpus.home / path).read_bytes()).hexdigest()}"
    return found


def listed(data: Any) -> Iterator[str]:
    """The names of every list that a file refers to with `listed_in` or `not_listed_in`."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            if key in ("listed_in", "not_listed_in") and isinstance(value, str):
                yield value
            else:
                yield from listed(value)
    elif isinstance(data, list):
        for value in data:
            yield from listed(value)


@lru_cache(maxsize=64)
def _csv_rows(path: str) -> tuple[Mapping[str, Any], ...]:
    lines = csv.DictReader(io.StringIO(_text(path), newline=""), strict=True)
    rows: list[Mapping[str, Any]] = []
    try:
        for row in lines:
            if None in row or None in row.values():
                raise _refused(path, "ragged-row", "a row has not as many cells as the table has columns", lines.line_num)
            rows.append({k: datetime.date.fromisoformat(v) if _DATE.fullmatch(v) else v for k, v in row.items()})
    except RuleFileRefused:
        raise
    except csv.Error:
        raise _refused(path, "not-a-table", "this is no table of commas and quotes", lines.line_num) from None
    except ValueError:
        raise _refused(path, "impossible-date", "a day of this row is not in the calendar", lines.line_num) from None
    return tuple(rows)


def _text(path: str) -> str:
    place = Path(path)
    try:
        if not place.is_file():
            raise _refused(path, "no-such-file", "the table is not there", mend="check `file:` of the table")
        if place.stat().st_size > MOST_BYTES_OF_A_TABLE:
            raise _refused(path, "too-long", "the table is too long", mend=f"split it; at most {MOST_BYTES_OF_A_TABLE} bytes")
        text = place.read_text(encoding="utf-8-sig")
    except RuleFileRefused:
        raise
    except (OSError, ValueError) as error:  # a path with a NUL, or bytes that are no text
        raise _refused(path, "no-such-file", "the table is not there, or is no UTF-8 text", mend="check `file:` of the table") from error
    if unseen := UNSEEN.search(text):
        raise _refused(
            path, "control-character", f"a character that cannot be seen, U+{ord(unseen.group()):04X}", text.count("\n", 0, unseen.start()) + 1
        )
    return text


def _refused(path: str, code: str, message: str, line: int = 0, mend: str = "") -> RuleFileRefused:
    return RuleFileRefused([Problem(Place(file=path, line=line, column=1 if line else 0), code, message, mend=mend)])
