"""What the encoded agreements chose for the blanks of a model: each value, and how many agreements have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from engine.checking.models import values_of
from engine.language.corpus import Corpus

#: Names that a draft may carry over: they mean the same in every agreement. Others are names of one national law.
_SHARED = ("own.", "combined.", "own_plus_needed", "posting.")


def chosen(corpus: Corpus, model: str) -> dict[str, Counter[str]]:
    """By blank, the values filled in and the number of agreements; an agreement that has a value twice counts once.

    Drafts do not count. A blank that an agreement leaves at its default is not counted.
    """
    found: dict[str, Counter[str]] = {}
    for name in corpus.agreements:
        data = corpus.agreement(name).data
        if data.get("status") == "draft":
            continue
        told: dict[str, set[str]] = {}
        for provision in data.get("provisions") or []:
            if provision.get("adopts") == model:
                for blank, values in (provision.get("fill") or {}).items():
                    told.setdefault(blank, set()).update(_shown(v) for v in _each(values))
        for blank, shown in told.items():
            found.setdefault(blank, Counter()).update(shown)
    return found


def _each(told: Any) -> list[Any]:
    """The values of a blank, where a list of words (`[same, related]`) is one value."""
    if isinstance(told, list) and not any(isinstance(x, Mapping) for x in told):
        return [told]
    if isinstance(told, Mapping):
        return _each(told.get("value"))
    return [v for x in told for v in _each(x)] if isinstance(told, list) else values_of(told)


def _shown(value: Any) -> str:
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)


def proposal(blank: Mapping[str, Any], counts: Counter[str]) -> str:
    """What a draft begins with: the default of the model, else what most agreements chose that means the same everywhere.

    Empty where nothing can be carried over.
    """
    if blank.get("default") is not None:
        return _shown(blank["default"])
    ranked = sorted(counts, key=lambda value: (-counts[value], value))
    named = blank["type"] in ("duration", "amount")
    return next((value for value in ranked if not named or value.startswith(_SHARED) or value[:1].isdigit()), "")
