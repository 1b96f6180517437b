"""The models of a draft: the same words as in the file it amends, and none of them required."""

from __future__ import annotations

from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import create_model

from engine.language.files.words import Words

_KEPT = frozenset({"id", "amends"})


@cache
def all_optional(model: type[Words]) -> type[Words]:
    """The model with every word optional (None where the draft is silent), save `id` and `amends`; so below it, too."""
    words: dict[str, Any] = {}
    for name, word in model.model_fields.items():
        loose = _loose(word.annotation)
        if word.is_required() and name not in _KEPT:
            words[name] = (loose | None, None)
        elif loose != word.annotation:
            words[name] = (loose, word)
    return create_model(model.__name__, __base__=model, __module__=model.__module__, __doc__=model.__doc__, **words)


def _loose(kind: Any) -> Any:
    if isinstance(kind, type) and issubclass(kind, Words):
        return all_optional(kind)
    parts = get_args(kind)
    if get_origin(kind) is Annotated:
        return Annotated[_loose(parts[0]), *parts[1:]]
    if get_origin(kind) in (Union, UnionType):
        return Union[tuple(_loose(p) for p in parts)]  # noqa: UP007  (the members are known only here)
    if get_origin(kind) in (list, dict):
        return get_origin(kind)[tuple(_loose(p) for p in parts)]
    return kind
