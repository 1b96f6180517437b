"""`--map MAP.yaml`: which heading means which column or is left out (""), what words of the table mean, and values that hold for every row.

columns: {Nummer: candidate, Examen: evidence, Notizen: ""}
values: {host: {Deutschland West: DE}}
defaults: {host: DE, consent_purpose: verification}
dates: dmy
sheet: Bewerber
delimiter: ";"
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    return mapping_of(raw, str(path))


def mapping_of(raw: bytes, name: str) -> HeadingMap:
    """A mapping as it was sent, under the name by which errors call it. Raises InputRefused as `read_mapping` does."""
    if len(raw) > MOST_MAPPING:
        raise InputRefused([Problem(Place(name), "too-long", "the mapping is too long", expected=f"at most {MOST_MAPPING} bytes")])
    reading = _Reading(read(raw, name, error=InputRefused))
    found = reading.mapping()
    if reading.problems:
        raise InputRefused(reading.problems)
    return found


class _Reading:
    """One mapping as it is read; `problems` are told together."""

    def __init__(self, document: Document) -> None:
        self.document, self.problems = document, list[Problem]()

    def mapping(self) -> HeadingMap:
        told = self.document.data
        if not isinstance(told, Mapping):
            self._refuse((), "not-a-mapping", "a mapping has keys", expected=", ".join(_WORDS))
            return HeadingMap()
        for word in told:
            if word not in _WORDS:
                self._refuse((word,), "unknown-key", "this word is not known here", mend=nearest(word, _WORDS))
        columns, defaults = self._texts(told, "columns"), self._texts(told, "defaults")
        for heading, name in columns.items():
            if name:
                self._known(name, "columns", heading)
        for name in defaults:
            self._known(name, "defaults", name)
        values = told.get("values") or {}
        if not isinstance(values, Mapping):
            self._refuse(("values",), "wrong-type", "a mapping of columns is needed here")
            values = {}
        for name in values:
            self._known(name, "values", name)
        return HeadingMap(
            {folded(heading): name for heading, name in columns.items()},
            {name: {folded(word): value for word, value in self._texts(values, name, "values").items()} for name in values},
            defaults,
            self._word(told, "dates", ORDERS),
            self._word(told, "sheet", ()),
            self._word(told, "delimiter", DELIMITERS),
        )

    def _known(self, name: str, *path: str) -> None:
        if name not in known_columns():
            self._refuse(path, "unknown-column", "there is no such column", mend=nearest(name, list(known_columns())))

    def _word(self, told: Mapping[str, Any], key: str, allowed: Sequence[str]) -> str | None:
        """One word under a key, one of those allowed where some are listed."""
        value = told.get(key)
        if value is None or (isinstance(value, str) and (not allowed or value in allowed)):
            return value
        self._refuse((key,), "unknown-word", "this is not a word that may stand here", expected=", ".join(map(repr, allowed)) or "text")
        return None

    def _texts(self, told: Mapping[str, Any], key: str, *above: str) -> dict[str, str]:
        """A mapping of text to text under a key; anything else is a problem."""
        found = told.get(key) or {}
        if not isinstance(found, Mapping):
            self._refuse((*above, key), "wrong-type", "a mapping of words is needed here")
            return {}
        for word, value in found.items():
            if not isinstance(value, str):
                self._refuse((*above, key, word), "wrong-type", "text is needed here", mend="write it in quotes")
        return {word: value for word, value in found.items() if isinstance(value, str)}

    def _refuse(self, path: tuple[str, ...], code: str, message: str, expected: str = "", mend: str = "") -> None:
        self.problems.append(Problem(self.document.place(path), code, message, expected=expected, mend=mend))
