"""From what a credential says to keys of a case, one file for each profile. Nothing is guessed: what a profile does not tell stays unknown."""

from __future__ import annotations

from typing import Any

from engine.verification.port import Signed
from engine.verification.profiles import learning_model, open_badges, plain

_NOTHING: tuple[Any, ...] = (None, {}, [], "")


def facts_of(signed: Signed) -> dict[str, Any]:
    """The facts that a credential tells, as part of a case, not yet validated. Empty where no profile reads it."""
    for profile in (plain, open_badges, learning_model):
        told = profile.read(signed.body)
        if told is not None:
            return {key: kept for key, value in told.items() if (kept := without_nothing(value)) not in _NOTHING}
    return {}


def without_nothing(value: Any) -> Any:
    """A value without what is unknown and what is empty."""
    if isinstance(value, dict):
        return {key: kept for key, inner in value.items() if (kept := without_nothing(inner)) not in _NOTHING}
    if isinstance(value, list):
        return [kept for inner in value if (kept := without_nothing(inner)) not in _NOTHING]
    return value
