"""From errors of the models to problems of a case: a pointer, a code, what was expected, how to mend; never what was written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from engine.facts.guard import Broken
from engine.facts.models import KNOWN_KEYS, LONGEST_KEY, CaseModel
from engine.facts.refusal import kind_of
from engine.problems import Place, Problem, nearest

MOST_PROBLEMS = 20
_TYPES = {
    "int_type": "a whole number",
    "bool_type": "true or false",
    "string_type": "text",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping of keys",
    "model_attributes_type": "a mapping of keys",
}
_RANGES = {"greater_than_equal": ("ge", "at least"), "less_than_equal": ("le", "at most")}
_FORMS = {
    "^[A-Z]{3}$": ("three capital letters of ISO 4217", 'write it as "EUR"'),
    "^[a-z]{2}$": ("two small letters of ISO 639-1", 'write it as "de"'),
}
_ID = ("an id: letters, digits, `-`, `_`, `.`", "write the id as the rules have it")


def problems_of(error: ValidationError, data: object) -> list[Problem]:
    """The problems of a refused case. `data` is the plain data that was refused, for nearest names only."""
    found: list[Problem] = []
    for detail in error.errors(include_url=False):
        if len(found) >= MOST_PROBLEMS:
            break
        if not isinstance(detail["input"], Broken):
            found.append(_problem(detail, data))
    return found


def _problem(detail: ErrorDetails, data: object) -> Problem:
    context: dict[str, Any] = detail.get("ctx") or {}
    pointer, entry = _pointer(detail["loc"], data)
    kind, given = detail["type"], detail["input"]
    if kind == "extra_forbidden":
        return _unknown_key(pointer, entry, str(detail["loc"][-1]), data, detail["loc"])
    if kind == "missing":
        return _of(pointer, "missing-key", "this key is required", "nothing", "", f"add `{detail['loc'][-1]}`")
    if kind == "literal_error":
        return _unknown_word(pointer, entry, str(context["expected"]), given)
    if kind in _TYPES:
        wanted = _TYPES[kind]
        return _of(pointer, "wrong-type", "this is the wrong kind of value", kind_of(given) + entry, wanted, f"write {wanted}")
    if kind in _RANGES:
        word, phrase = _RANGES[kind]
        expected = f"{phrase} {context[word]}"
        return _of(pointer, "out-of-range", "the number is out of range", "a number" + entry, expected, f"write {expected}")
    if kind == "string_pattern_mismatch":
        expected, mend = _FORMS.get(context["pattern"], _ID)
        return _of(pointer, "bad-form", "this text does not have the form that is needed here", "text" + entry, expected, mend)
    if kind == "string_too_long":
        return _of(pointer, "too-long", "this text is too long", "longer text", f"at most {context['max_length']}", "shorten it")
    if kind == "too_long":
        return _of(pointer, "too-many", "this holds too many entries", "more", f"at most {context['max_length']}", "leave some out")
    if kind in ("too_short", "string_too_short"):
        return _of(pointer, "empty", "this is empty", "nothing", "something", "leave the key out where the fact is unknown")
    at = f"/{context['at']}" if context.get("at") else ""
    if "mend" in context:
        return _of(pointer + at, kind, detail["msg"], context["found"] + entry, context["expected"], context["mend"])
    return _of(pointer, "refused", "this value cannot be used", kind_of(given) + entry, "", "follow the form of a case")


def _of(pointer: str, code: str, message: str, found: str, expected: str, mend: str) -> Problem:
    return Problem(place=Place(pointer=pointer), code=code, message=message, found=found, expected=expected, mend=mend)


def _pointer(loc: Sequence[int | str], data: object) -> tuple[str, str]:
    """The pointer up to the first key that is not ours, and then which entry of that mapping it is."""
    pointer, here = "", data
    for step in loc:
        if isinstance(here, Mapping) and step not in KNOWN_KEYS:
            number = list(here).index(step) + 1 if step in here else 0
            return pointer, f" (entry {number})" if number else ""
        if isinstance(step, str) and step not in KNOWN_KEYS:
            return pointer, ""
        pointer += f"/{step}"
        here = _below(here, step)
    return pointer, ""


def _below(here: object, step: int | str) -> object:
    if isinstance(here, Mapping):
        return here.get(step)
    if isinstance(here, list) and isinstance(step, int) and step < len(here):
        return here[step]
    return None


def _unknown_key(pointer: str, entry: str, key: str, data: object, loc: Sequence[int | str]) -> Problem:
    keys = _keys_at(loc[:-1])
    if key in KNOWN_KEYS:
        pointer = pointer.rsplit("/", 1)[0]
        entry = f" (`{key}` belongs elsewhere)"
    guess = nearest(key, keys) if len(key) <= LONGEST_KEY else ""
    mend = guess or "remove it, or write one of the known keys"
    return _of(pointer, "unknown-key", "a key is not known here", "an unknown key" + entry, "one of " + ", ".join(keys), mend)


def _keys_at(loc: Sequence[int | str]) -> list[str]:
    model: type[BaseModel] = CaseModel
    for step in loc:
        if isinstance(step, str):
            field = next(f for name, f in model.model_fields.items() if (f.alias or name) == step)
            model = _model_in(field.annotation) or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for part in get_args(annotation) if (model := _model_in(part))), None)


def _unknown_word(pointer: str, entry: str, expected: str, given: object) -> Problem:
    words = re.findall(r"'([^']*)'", expected)
    if not words:
        found = kind_of(given) + entry
        return _of(pointer, "unknown-word", "this is not one of the values known here", found, expected, f"write {expected}")
    listed = ", ".join(words)
    if not isinstance(given, str):
        mend = "write one of these words as text"
        return _of(pointer, "wrong-type", "this is the wrong kind of value", kind_of(given) + entry, listed, mend)
    guess = nearest(given.strip().lower().replace("_", "-"), words) if len(given) <= LONGEST_KEY else ""
    mend = guess or "write one of these words"
    return _of(pointer, "unknown-word", "this word is not known here", "an unknown word" + entry, listed, mend)
