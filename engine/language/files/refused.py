"""Findings of the models, told in the words of the text: unknown words with the nearest known one, missing words, wrong kinds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import ValidationError

from engine.language.files.findings import Finding, kind_of
from engine.language.files.words import Words
from engine.language.reading import Data, Path
from engine.problems import nearest

_EXPECTED = {
    "string_type": "a text",
    "dict_type": "a mapping",
    "list_type": "a list",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "bool_type": "true or false",
    "date_type": "a date YYYY-MM-DD",
    "int_type": "a whole number",
    "none_required": "nothing",
}


def findings_of(error: ValidationError, model: type[Words], data: Data) -> Iterator[Finding]:
    """One finding for each place at which a model refuses the data."""
    told: dict[Path, list[Mapping[str, Any]]] = {}
    for one in error.errors(include_url=False, include_context=True):
        path, _ = _walk(one["loc"], data)
        if one["type"] in ("missing", "extra_forbidden"):
            above = path[:-1] if one["type"] == "extra_forbidden" else path
            told[(*above, str(one["loc"][-1]))] = [dict(one)]
        else:
            told.setdefault(path, []).append(dict(one))
    for path, errors in told.items():
        yield _finding(path, errors, model, data)


def _finding(path: Path, errors: list[Mapping[str, Any]], model: type[Words], data: Data) -> Finding:
    first = errors[0]
    if first["type"] == "extra_forbidden":
        known = known_words(model, path[:-1])
        mend = nearest(str(path[-1]), known) or (
            "quote a text with a comma: inside braces a comma begins a new word" if first["input"] is None else "take the word out"
        )
        return Finding(
            path,
            "unknown-word",
            f"`{path[-1]}` is not a word that stands here",
            mend,
            str(path[-1]),
            ", ".join(known),
            at_key=True,
        )
    if first["type"] == "missing":
        return Finding(path[:-1], "missing-word", f"`{path[-1]}` is missing", f"write `{path[-1]}:`", expected=str(path[-1]), at_key=True)
    found = _walk(path, data)[1]
    if choices := [e["ctx"]["expected"] for e in errors if e["type"] == "literal_error"]:
        known = [c.strip("'") for c in choices[0].replace(" or ", ", ").split(", ")]
        return Finding(
            path,
            "unknown-choice",
            "this is not one of the choices",
            nearest(str(found), known) or "choose one of them",
            kind_of(found),
            ", ".join(known),
        )
    expected = dict.fromkeys(_EXPECTED.get(e["type"], e["msg"].lower()) for e in errors)
    quoted = "string_type" in {e["type"] for e in errors} and not isinstance(found, (dict, list)) and found is not None
    return Finding(
        path,
        "wrong-type",
        "something else is expected here",
        "put it in quotes" if quoted else f"write {' or '.join(expected)}",
        kind_of(found),
        " or ".join(expected),
    )


def _walk(loc: Path, data: Data) -> tuple[Path, Data]:
    """The part of a location that is in the data (branches of a union are not), and what stands there."""
    path: list[str | int] = []
    for step in loc:
        here: Any = data
        in_mapping = isinstance(data, dict) and isinstance(step, str) and step in data
        if in_mapping or (isinstance(data, list) and isinstance(step, int) and step < len(data)):
            data = here[step]
            path.append(step)
    return tuple(path), data


def known_words(model: type[Words], path: Path) -> list[str]:
    """The words that may stand at a path below a model."""
    kinds: list[object] = [model]
    for step in path:
        kinds = [inner for kind in kinds for inner in _below(kind, step)]
    return [
        f.alias or name
        for kind in kinds
        if isinstance(kind, type) and issubclass(kind, Words)
        for name, f in kind.model_fields.items()
        if name != "removed" or "amends" in model.model_fields
    ]


def _below(kind: object, step: str | int) -> Iterator[object]:
    origin, parts = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and issubclass(kind, Words):
        for name, known in kind.model_fields.items():
            if (known.alias or name) == step:
                yield from _flat(known.annotation)
    elif origin is list and isinstance(step, str):  # one thing written without its list
        yield from (x for inner in _flat(parts[0]) for x in _below(inner, step))
    elif origin in (dict, list):
        yield from _flat(parts[-1])


def _flat(kind: object) -> Iterator[object]:
    """The members of a union, without what annotates them."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Annotated, Union, UnionType):
        for member in parts[:1] if origin is Annotated else parts:
            yield from _flat(member)
    elif origin is not Literal:
        yield kind
