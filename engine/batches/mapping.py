"""`--map MAP.yaml`: which heading means which column, what words of the table mean, and values that hold for every row.

columns: {Nummer: candidate, Examen: evidence}
values: {host: {Deutschland West: DE}}
defaults: {host: DE, consent_purpose: verification}
dates: dmy
sheet: Bewerber
delimiter: ";"
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.batches.columns import known_columns
from engine.batches.headings import folded
from engine.batches.limits import MOST_MAPPING
from engine.language.document import Document
from engine.language.reading import read
from engine.problems import InputRefused, Place, Problem, nearest

ORDERS = ("dmy", "mdy")
DELIMITERS = (",", ";", "\t")
_WORDS = ("columns", "values", "defaults", "dates", "sheet", "delimiter")


@dataclass(frozen=True)
class HeadingMap:
    """`columns` by folded heading; `values` by column and folded word; `defaults` by column."""

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    dates: str | None = None
    sheet: str | None = None
    delimiter: str | None = None


def read_mapping(path: Path) -> HeadingMap:
    """Raises InputRefused with every word of the file that is not known, with the nearest that is."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_MAPPING + 1)
    except OSError as error:
        raise InputRefused([Problem(Place(str(path)), "no-such-file", "the mapping cannot be read", mend="give the path of a YAML file")]) from error
    if len(raw) > MOST_MAPPING:
        raise InputRefused([Problem(Place(str(path)), "too-long", "the mapping is too long", expected=f"at most {MOST_MAPPING} bytes")])
    document = read(raw, str(path), error=InputRefused)
    told, problems = document.data, list[Problem]()
    if not isinstance(told, Mapping):
        raise InputRefused([Problem(document.place(()), "not-a-mapping", "a mapping has keys", expected=", ".join(_WORDS))])
    for word in told:
        if word not in _WORDS:
            problems.append(Problem(document.place((word,)), "unknown-key", "this word is not known here", mend=nearest(word, _WORDS)))
    columns = _texts(document, told, "columns", problems)
    values = {c: _texts(document, told["values"], c, problems, "values") for c in told.get("values") or {}}
    defaults = _texts(document, told, "defaults", problems)
    for path_, name in [
        *((("columns", h), c) for h, c in columns.items()),
        *((("values", c), c) for c in values),
        *((("defaults", c), c) for c in defaults),
    ]:
        if name not in known_columns():
            problems.append(Problem(document.place(path_), "unknown-column", "there is no such column", mend=nearest(name, list(known_columns()))))
    for word, allowed in (("dates", ORDERS), ("delimiter", DELIMITERS)):
        if told.get(word) is not None and told[word] not in allowed:
            problems.append(Problem(document.place((word,)), "unknown-word", "this word is not known here", expected=", ".join(map(repr, allowed))))
    if problems:
        raise InputRefused(problems)
    return HeadingMap(
        {folded(h): c for h, c in columns.items()},
        {c: {folded(w): v for w, v in words.items()} for c, words in values.items()},
        defaults,
        told.get("dates"),
        told.get("sheet"),
        told.get("delimiter"),
    )


def _texts(document: Document, told: Mapping[str, Any], key: str, problems: list[Problem], *above: str) -> dict[str, str]:
    """A mapping of text to text under a key; anything else is a problem."""
    found = told.get(key) or {}
    if not isinstance(found, Mapping):
        problems.append(Problem(document.place((*above, key)), "wrong-type", "a mapping of words is needed here"))
        return {}
    for word, value in found.items():
        if not isinstance(value, str):
            problems.append(Problem(document.place((*above, key, word)), "wrong-type", "text is needed here", mend="write it in quotes"))
    return {word: value for word, value in found.items() if isinstance(value, str)}
