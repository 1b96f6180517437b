"""Canonical facts as JSON, and their keyed digest. The canonical facts of a case are themselves a case with the same answer."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from engine.facts.case import Case
from engine.facts.dates import PartialDate
from engine.facts.facts_record import Period

_KEY = {"start": "from", "end": "to"}
_ITEM_LISTS = ("record", "earnings", "children", "amounts", "registration", "practice", "language")
_NOT_FACTS = frozenset({"as_of", "known_by", "defaults_used", "has_record", "record", "assume", "record_complete"})


def plain(value: Any) -> Any:
    """A fact as JSON: dates and amounts as text, unknown facts left out, what an entry is known by told elsewhere."""
    if isinstance(value, (PartialDate, Decimal)):
        return str(value)
    if isinstance(value, Period):
        told = {value.unit: value.total} if value.unit else {}
        return _without_unknown(value, frozenset({"unit", "total", "known_by"})) | told
    if is_dataclass(value):
        return _without_unknown(value, frozenset({"known_by"}))
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value


def _without_unknown(value: Any, skipped: frozenset[str]) -> dict[str, Any]:
    kept = ((field.name, getattr(value, field.name)) for field in fields(value) if field.name not in skipped)
    told = {_KEY.get(name, name): _member(name, fact) for name, fact in kept if fact is not None}
    return {key: fact for key, fact in told.items() if fact != {} or key == "shares_of_work"}


def _member(name: str, fact: Any) -> Any:
    return dict(fact) if name == "shares_of_work" else plain(fact)


def canonical(case: Case) -> dict[str, Any]:
    """The facts of a case, JSON-ready and the same for every way of writing them; stable under RFC 8785."""
    facts = _without_unknown(case, _NOT_FACTS)
    facts["as_of"] = date.fromordinal(case.as_of).isoformat()
    if case.has_record:
        facts["record"] = plain(case.record)
    if not case.record_complete:
        facts["record_complete"] = False
    known = dict(case.known_by)
    for name in _ITEM_LISTS:
        for number, item in enumerate(getattr(case, name) or ()):
            if item.known_by != "self-declared":
                known[f"{name}.{number}"] = item.known_by
    if known:
        facts["known_by"] = known
    if case.assume:
        facts["assume"] = dict(case.assume)
    return facts


def canonical_bytes(case: Case) -> bytes:
    """The canonical facts as RFC 8785 writes them: keys are ASCII and numbers whole, so sorted compact JSON is that form."""
    return json.dumps(canonical(case), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(case: Case, key: bytes) -> str:
    """A keyed digest of the canonical facts: BLAKE2b, 32 bytes, hexadecimal. Without the key, facts cannot be guessed from it.

    Raises ValueError unless the key has 16 to 64 bytes.
    """
    if not 16 <= len(key) <= 64:
        raise ValueError("the key of a digest has 16 to 64 bytes")
    return blake2b(canonical_bytes(case), key=key, digest_size=32).hexdigest()
