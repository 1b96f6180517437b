"""First pass over raw input: plain data of bounded size, before any model looks at it.

A case comes from strangers. What is too large or too deep is refused at once and alone; smaller faults are collected.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date, datetime

from engine.facts.fields import LONGEST_TEXT
from engine.facts.models import KNOWN_KEYS, MOST_PERIODS
from engine.facts.refusal import kind_of
from engine.problems import CaseRefused, Place, Problem

DEEPEST, MOST_VALUES, MOST_KEYS = 8, 30_000, 200
_LARGEST = 10**12


class Broken:
    """Stands in the place of a value that was already refused, so that later problems keep their index."""


class Guard:
    """Copies raw data to plain data. `problems` holds what it refused on the way; raises CaseRefused for size and depth."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._values = 0

    def copy(self, value: object, pointer: str = "", depth: int = 0) -> object:
        self._values += 1
        if self._values > MOST_VALUES:
            raise _too_large(
                "",
                "too-many-values",
                "the case holds too many values",
                f"at most {MOST_VALUES}",
                "leave out what does not matter",
            )
        if depth > DEEPEST:
            raise _too_large(pointer, "too-deep", "the case is nested too deeply", f"at most {DEEPEST} levels", "follow the form of a case")
        if isinstance(value, Mapping):
            return self._mapping(value, pointer, depth)
        if isinstance(value, (list, tuple)):
            if len(value) > MOST_PERIODS:
                raise _too_large(pointer, "too-many", "this list is too long", f"at most {MOST_PERIODS} entries", "join periods that touch")
            return [self.copy(item, f"{pointer}/{number}", depth + 1) for number, item in enumerate(value)]
        return self._scalar(value, pointer)

    def _mapping(self, value: Mapping[object, object], pointer: str, depth: int) -> dict[str, object]:
        if len(value) > MOST_KEYS:
            raise _too_large(pointer, "too-many", "this mapping has too many keys", f"at most {MOST_KEYS} keys", "leave out other keys")
        copied: dict[str, object] = {}
        for number, (key, item) in enumerate(value.items(), start=1):
            if not isinstance(key, str) or _unwritable(key):
                found = f"{kind_of(key)} as key {number}"
                self._refuse(pointer, "bad-key", "a key is not plain text", found, "text", "write keys as text, in quotes where in doubt")
                continue
            # A key that a stranger chose is never repeated; a known one is what makes the place readable.
            step = key if key in KNOWN_KEYS else f"({number})"
            copied[key] = self.copy(item, f"{pointer}/{step}", depth + 1)
        return copied

    def _scalar(self, value: object, pointer: str) -> object:
        if value is None:
            mend = "leave the key out where the fact is unknown"
            return self._refuse(pointer, "null", "null is not a value of a case", "null", "a value", mend)
        if isinstance(value, float):
            mend = 'write whole numbers, and amounts as text such as "412.30"'
            return self._refuse(pointer, "float", "numbers with a point are not exact", kind_of(value), "a whole number or text", mend)
        if isinstance(value, str):
            return self._text(value, pointer)
        if isinstance(value, int) and abs(value) > _LARGEST:
            return self._refuse(pointer, "out-of-range", "the number is far too large", "a number", "a smaller number", "check the number")
        if isinstance(value, (bool, int, date)) and not isinstance(value, datetime):
            return value
        mend = "write text, whole numbers, true or false, lists and mappings; a date has no time of day"
        return self._refuse(pointer, "wrong-type", "this kind of value has no place in a case", kind_of(value), "plain data", mend)

    def _text(self, value: str, pointer: str) -> object:
        if len(value) > LONGEST_TEXT:
            expected = f"at most {LONGEST_TEXT} characters"
            return self._refuse(pointer, "too-long", "this text is too long", "longer text", expected, "shorten it")
        if _unwritable(value):
            mend = "remove control characters and broken characters"
            return self._refuse(pointer, "bad-text", "this text cannot be written down", "control or broken characters", "plain text", mend)
        return str(value)

    def _refuse(self, pointer: str, code: str, message: str, found: str, expected: str, mend: str) -> Broken:
        place = Place(pointer=pointer.split("/(", 1)[0])
        self.problems.append(Problem(place=place, code=code, message=message, found=found, expected=expected, mend=mend))
        return Broken()


def _unwritable(text: str) -> bool:
    if text.isascii():
        return not text.isprintable()
    return any(unicodedata.category(character) in ("Cc", "Cs") for character in text)


def _too_large(pointer: str, code: str, message: str, expected: str, mend: str) -> CaseRefused:
    place = Place(pointer=pointer.split("/(", 1)[0])
    return CaseRefused([Problem(place=place, code=code, message=message, found="more", expected=expected, mend=mend)])
