"""One cell as a value of a case, by what its column holds. What cannot be read is a fault that never repeats the cell."""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import Any

from engine.batches import columns as c
from engine.batches.dates import read_local
from engine.batches.headings import folded
from engine.batches.limits import LONGEST_CELL
from engine.batches.sheet import Cell, Fault
from engine.facts.countries import KNOWN

_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,63}", re.ASCII)
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_FILE = re.compile(r"[^\x00-\x1f\\]{1,200}")
_SEVERAL = re.compile(r"[|\n]")
_TRUE = frozenset({"true", "yes", "1", "si", "oui", "ja", "sim", "vrai", "wahr", "verdadero", "verdadeiro"})
_FALSE = frozenset({"false", "no", "0", "non", "nein", "nao", "faux", "falsch", "falso"})
_LANGUAGES = ("en", "es", "fr", "de", "pt")

_NOT_REFERENCE = Fault(
    "bad-reference",
    "a candidate is told by a reference of your own, never by a name",
    "letters, digits and `.`, `_`, `/`, `-`, with at least one digit and no space",
)
_NOT_TRUTH = Fault("bad-truth", "this is neither yes nor no", "write yes or no")
_NOT_NUMBER = Fault("wrong-type", "this is not a whole number", "write digits alone")
_NOT_COUNTRY = Fault("unknown-country", "this country is not known", "write the two capital letters of ISO 3166-1, or the name of the country")
_NOT_FILE = Fault("bad-file-name", "this is not the name of a file", "give its path below the folder of --credentials")
_TOO_LONG = Fault("too-long", "the cell is too long", f"at most {LONGEST_CELL} characters")


def value_of(column: c.Column, cell: Cell, order: str | None) -> Any:
    """The value of a cell, None where it is empty, or a Fault. `order` is the order of day and month in this table, where it was told."""
    if isinstance(cell, Fault):
        return cell
    if column.kind == c.TRUTH and isinstance(cell, bool):
        return cell
    if isinstance(cell, bool):
        cell = "true" if cell else "false"
    if isinstance(cell, datetime.date):
        return cell.isoformat() if column.kind == c.DATE else Fault("wrong-type", "a date stands here", "format the column as text")
    text = str(cell).strip()
    if not text:
        return None
    if len(text) > LONGEST_CELL:
        return _TOO_LONG
    return _of_text(column.kind, text, order)


def _of_text(kind: int, text: str, order: str | None) -> Any:
    if kind == c.DATE:
        return read_local(text, order)
    if kind == c.COUNTRY:
        return country(text)
    if kind == c.TRUTH:
        word = folded(text)
        return True if word in _TRUE else False if word in _FALSE else _NOT_TRUTH
    if kind == c.NUMBER:
        return int(text) if _WHOLE.fullmatch(text) else _NOT_NUMBER
    if kind == c.REFERENCE:
        return text if _REFERENCE.fullmatch(text) and any(x.isdigit() for x in text) else _NOT_REFERENCE
    if kind == c.FILE:
        return text if _FILE.fullmatch(text) else _NOT_FILE
    if kind in (c.TEXTS, c.WORDS, c.COUNTRIES):
        return _several(kind, [part.strip() for part in _SEVERAL.split(text) if part.strip()])
    return text


def _several(kind: int, parts: list[str]) -> Any:
    """Several values in one cell, between `|` or line breaks; words and codes between commas as well."""
    if kind != c.TEXTS:
        parts = [word.strip() for part in parts for word in part.split(",") if word.strip()]
    if kind == c.COUNTRIES:
        found = [country(part) for part in parts]
        return next((x for x in found if isinstance(x, Fault)), found)
    return parts


def country(text: str) -> str | Fault:
    """A country by its code, or by its exact name in one of five languages; a subdivision is left to the reader of cases."""
    if text in KNOWN or "-" in text[:3]:
        return text
    return _by_name().get(folded(text)) or (text if len(text) == 2 else _NOT_COUNTRY)


@cache
def _by_name() -> dict[str, str]:
    """Countries by name, as the Unicode Consortium lists them; a name that could mean two is none."""
    from babel import Locale  # slow to load; codes need nothing of it

    found: dict[str, str] = {}
    twice: set[str] = set()
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if code in KNOWN:
                word = folded(name)
                if found.setdefault(word, code) != code:
                    twice.add(word)
    return {word: code for word, code in found.items() if word not in twice}
