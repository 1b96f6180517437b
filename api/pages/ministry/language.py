"""Help while a draft is written: the words that each part may hold, and the values that some of them take, from the models that read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from engine.language.schema import json_schema

#: The heads that a draft may have: it lies over a file, or is a new agreement.
HEADS = ("amends", "agreement")


@dataclass(frozen=True)
class Word:
    """One word of a part: `values` are those it may take, where they are a closed list; `part` is what stands under it."""

    name: str
    needed: bool
    values: tuple[str, ...]
    part: str


@dataclass(frozen=True)
class Part:
    """A part of a file with its words."""

    name: str
    about: str
    words: tuple[Word, ...]


@cache
def parts(head: str) -> tuple[Part, ...]:
    """The file itself first, then the parts that stand in it, by name."""
    schema = json_schema(head)
    found = [_part(f"{head}:", schema)]
    found += [_part(name, told) for name, told in sorted(schema.get("$defs", {}).items()) if told.get("properties")]
    return tuple(found)


def _part(name: str, told: dict[str, Any]) -> Part:
    needed = told.get("required", ())
    words = tuple(Word(word, word in needed, tuple(_values(shape)), next(_parts(shape), "")) for word, shape in told["properties"].items())
    return Part(name, str(told.get("description", "")).partition("\n")[0], words)


def _values(shape: Any) -> Iterator[str]:
    if isinstance(shape, dict):
        yield from (str(value) for value in shape.get("enum", ()))
        for inner in shape.get("anyOf", ()):
            yield from _values(inner)


def _parts(shape: Any) -> Iterator[str]:
    if isinstance(shape, dict):
        if "$ref" in shape:
            yield str(shape["$ref"]).rpartition("/")[2]
        for inner in (*shape.get("anyOf", ()), shape.get("items"), shape.get("additionalProperties")):
            yield from _parts(inner)
