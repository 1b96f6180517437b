"""Names are identifiers and paths are places: plain ASCII words that look like no other, and tables that lie beside their file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.language.files.findings import Finding, mapping
from engine.language.reading import Data, Path

#: A word of the language, or a name that a file gives: nothing invisible, nothing that reads like another letter.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@-]{0,99}\Z")
_HEAD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}\Z")
#: Beside the file, in a folder below, or in the folder of a neighbour (`../other/tables/x.csv`); never higher, never a whole path.
_TABLE = re.compile(r"(?:\.\./(?=[^/]+/))?(?:[A-Za-z0-9][A-Za-z0-9_.-]*/)*[A-Za-z0-9][A-Za-z0-9_.-]*\.csv\Z")
#: What a row of a table holds is text of the law, in whatever letters; its columns need be no names.
_FREE = ("rows",)


def check_written_names(data: dict[str, Data], head: str) -> Iterator[Finding]:
    """Every key, the name in the head, and the path of every table."""
    yield from _keys(data, ())
    name = data.get(head)
    if isinstance(name, str) and not _HEAD.match(name):
        yield Finding((head,), "bad-id", "a file is found by this name", "use letters, digits, hyphens", ascii(name[:80]), "letters, digits, - and _")
    for table, told in mapping(data.get("tables")).items():
        path = mapping(told).get("file")
        if isinstance(path, str) and not _TABLE.match(path):
            yield Finding(
                ("tables", table, "file"),
                "bad-path",
                "a table lies beside its file, in a folder below, or beside a neighbour",
                "move the table there and write its path from here",
                ascii(path[:80]),
                "like tables/titles.csv",
            )


def _keys(data: Data, path: Path) -> Iterator[Finding]:
    if isinstance(data, dict):
        for key, value in data.items():
            if not _NAME.match(key):
                yield Finding(
                    (*path, key),
                    "bad-name",
                    "a name is a word of plain letters",
                    "use the letters A to Z, digits, . - and _",
                    ascii(key[:80]),
                    "letters, digits, . - and _",
                    at_key=True,
                )
            if key not in _FREE:
                yield from _keys(value, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _keys(value, (*path, number))
