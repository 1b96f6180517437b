"""The language as its reader needs it: each shape with its words, what a word takes and what it means.

Made from the models that read the files, and from `meanings.yaml`, which tells each word. docs/language.md and the help beside a draft
are both written from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import yaml
from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from engine.language.files.heads import HEADS
from engine.language.files.words import Words, listed

#: What each word, counting function and verb means, and what shapes are called.
MEANINGS: dict[str, dict[str, str]] = yaml.safe_load((Path(__file__).parent / "meanings.yaml").read_text(encoding="utf-8"))
_PLAIN: dict[Any, str] = {str: "text", int: "whole number", bool: "truth", date: "date", Any: "any value"}


@dataclass(frozen=True, slots=True)
class Taken:
    """A piece of what a word takes: plain words, something as it is written (`code`), or a shape with its `anchor`."""

    text: str
    code: bool = False
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of a shape. `key` is its place among the meanings."""

    word: str
    needed: bool
    takes: tuple[Taken, ...]
    meaning: str
    key: str


def shapes(kinds: Iterable[type[Words]]) -> dict[str, type[Words]]:
    """Every shape of these heads by its name, in the order in which the heads lead to them."""
    found: dict[str, type[Words]] = {}

    def walk(kind: Any) -> None:
        if isinstance(kind, type) and issubclass(kind, Words) and kind.__name__ not in found:
            found[kind.__name__] = kind
            for field in kind.model_fields.values():
                walk(field.annotation)
        for part in get_args(kind):
            walk(part)

    for kind in kinds:
        walk(kind)
    return found


def called(name: str) -> str:
    """What a shape is called in words."""
    head = next((head for head, kind in HEADS.items() if kind.__name__ == name), None)
    return f"{head}:" if head else MEANINGS["shapes"].get(name, name.lower())


def anchor(name: str) -> str:
    return called(name).replace(":", "").replace(" ", "-")


def sentence(kind: type[Words]) -> str:
    """What a shape is."""
    return " ".join((kind.__doc__ or "").split())


@cache
def entries(kind: type[Words]) -> tuple[Entry, ...]:
    """The words of a shape. Raises LookupError for one without a meaning."""
    return tuple(_entry(kind.__name__, attribute.rstrip("_"), field) for attribute, field in kind.model_fields.items())


def _entry(shape: str, word: str, field: FieldInfo) -> Entry:
    key = f"{shape}.{word}" if f"{shape}.{word}" in MEANINGS["words"] else word
    if key not in MEANINGS["words"]:
        raise LookupError(f"{shape}.{word} has no meaning")
    return Entry(word, field.is_required(), tuple(_takes(field, word)), MEANINGS["words"][key], key)


def _takes(field: FieldInfo, word: str) -> list[Taken]:
    if word in ("when", "awaits", "persons"):
        return [Taken("tests", anchor="tests")]
    if word == "for":
        return [Taken("narrowing", anchor="narrowing")]
    if word.endswith("cite"):
        return [Taken('{source: "place"}', code=True)]
    if word in ("since", "until") and str in get_args(field.annotation):
        return [Taken("date or instrument")]
    if word == "fill":
        return [Taken("names with a literal, a name or "), Taken("values", anchor="value")]
    if word == "expect":
        return [Taken("expectation", anchor="expectation"), Taken(", or a list")]
    one_or_more = any(isinstance(m, BeforeValidator) and m.func is listed for m in field.metadata)
    return [*([Taken("text or ")] if one_or_more else []), *_joined(_kinds(field.annotation), " or ")]


def _kinds(kind: Any) -> Iterator[tuple[Taken, ...]]:
    """The kinds of value that an annotation allows, each as pieces."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        yield from _kinds(parts[0])
    elif origin is Literal:
        yield tuple(_joined([(Taken(str(x), code=True),) for x in parts if x], ", "))
    elif origin is list:
        yield (Taken("list of "), *_joined(_kinds(parts[0]), " or "))
    elif origin is dict:
        yield (Taken("names with "), *_joined(_kinds(parts[1]), " or "))
    elif parts:
        for part in parts:
            yield from _kinds(part)
    elif isinstance(kind, type) and issubclass(kind, Words):
        yield (Taken(called(kind.__name__), anchor=anchor(kind.__name__)),)
    elif kind is not type(None):
        yield (Taken(_PLAIN.get(kind, "mapping")),)


def _joined(told: Iterable[tuple[Taken, ...]], between: str) -> list[Taken]:
    found: list[Taken] = []
    for pieces in dict.fromkeys(told):
        found += [*([Taken(between)] if found else []), *pieces]
    return found


def word_at(head: type[Words], pointer: str) -> tuple[str, str] | None:
    """The shape and the word at a JSON pointer into a file of this head; the word is empty where the shape has no such word."""
    found: tuple[str, str] | None = None
    kinds: list[Any] = [head]
    for step in pointer.split("/")[1:]:
        shape = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Words)), None)
        fields = {name.rstrip("_"): field for name, field in shape.model_fields.items()} if shape else {}
        if step in fields:
            found = (shape.__name__ if shape else "", step)
            kinds = list(_inside(fields[step].annotation))
        elif below := [inner for kind in kinds if get_origin(kind) in (list, dict) for inner in _inside(get_args(kind)[-1])]:
            kinds = below
        else:
            return (shape.__name__, "") if shape else found
    return found


def _inside(kind: Any) -> Iterator[Any]:
    """The shapes, lists and mappings that an annotation allows."""
    if get_origin(kind) in (list, dict) or (isinstance(kind, type) and issubclass(kind, Words)):
        yield kind
    else:
        for part in get_args(kind):
            yield from _inside(part)
