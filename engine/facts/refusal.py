"""One way to refuse a value: a code and words that never repeat what was written."""

from __future__ import annotations

from datetime import date, datetime

from pydantic_core import PydanticCustomError


def refuse(code: str, message: str, *, found: str = "", expected: str = "", mend: str, at: str = "") -> PydanticCustomError:
    """The error to raise. `at` names the key below the checked object that is wrong (`to` of a period)."""
    return PydanticCustomError(code, message, {"found": found, "expected": expected, "mend": mend, "at": at})


def kind_of(value: object) -> str:
    """The kind of a value in words, never the value itself."""
    kinds: tuple[tuple[type, str], ...] = (
        (bool, "a truth value"),
        (int, "a number"),
        (float, "a number with a point"),
        (str, "text"),
        (datetime, "a date with a time of day"),
        (date, "a date"),
        (list, "a list"),
        (dict, "a mapping"),
    )
    if value is None:
        return "null"
    return next((words for kind, words in kinds if isinstance(value, kind)), "something that is not JSON")
