"""A draft laid over the agreement it amends: the same words, and only what changes.

Lists of things with an `id` (provisions, rules, notices) are matched by it and laid over one by one; an entry with nothing but
its id and `removed: true` takes the thing out. Lists of values, a citation, a condition and every other key replace what stood there.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from engine.language.reading import Document

#: Mappings that say one thing: the draft's stands in place of the base's, since a mixture of both would be neither.
_WHOLE = ("cite", "when", "awaits", "for", "concludes", "credits", "explain")


def overlaid(base: Document, draft: Document) -> Document:
    """The amended agreement as one document. Places point into the draft where it speaks, else into the base."""
    data = _merge(base.data, {k: v for k, v in draft.data.items() if k != "amends"})
    return base.with_data(data, draft)


def _merge(base: Any, draft: Any) -> Any:
    if isinstance(base, Mapping) and isinstance(draft, Mapping):
        merged = dict(base)
        for key, value in draft.items():
            merged[key] = _merge(base[key], value) if key in base and key not in _WHOLE else copy.deepcopy(value)
        return merged
    if _identified(base) and _identified(draft):
        return _merge_by_id(base, draft)
    return copy.deepcopy(draft)


def _identified(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(x, Mapping) and "id" in x for x in value)


def _merge_by_id(base: list[Any], draft: list[Any]) -> list[Any]:
    changes = {x["id"]: x for x in draft}
    out = []
    for item in base:
        change = changes.pop(item["id"], None)
        if change is None:
            out.append(item)
        elif not change.get("removed"):
            out.append(_merge(item, change))
    return out + [copy.deepcopy(x) for x in draft if x["id"] in changes]
