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
from engine.problems import Place, Problem, RuleFileRefused

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
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise RuleFileRefused([Problem(Place(file=path), "no-such-file", "the table is not there", mend="check `file:` of the table")]) from error
    lines = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    rows: list[Mapping[str, Any]] = []
    for row in lines:
        if None in row or None in row.values():
            place = Place(file=path, line=lines.line_num, column=1)
            raise RuleFileRefused([Problem(place, "ragged-row", "a row has not as many cells as the table has columns")])
        rows.append({k: datetime.date.fromisoformat(v) if _DATE.fullmatch(v) else v for k, v in row.items()})
    return tuple(rows)
