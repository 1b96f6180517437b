"""The texts that an answer cites, each once, in the order in which they come: what a printed page lists with its addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def cited_texts(decisions: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Title and address of each; a citation has an article, and so differs from an institution, which has a title and an address too.

    Of what stands in the way only what is shown counts (`near` and `far`)."""
    found: dict[str, str] = {}
    for cited in _citations([{k: v for k, v in d.items() if k != "blocked_by"} for d in decisions]):
        if cited["url"] and cited["title"]:
            found.setdefault(str(cited["url"]), str(cited["title"]))
    return [{"title": title, "url": url} for url, title in found.items()]


def _citations(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        if {"article", "title", "url"} <= value.keys():
            yield value
        for part in value.values():
            yield from _citations(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _citations(part)
