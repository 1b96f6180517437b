"""What checks the signed credentials of a batch, and how its states are told beside a row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

#: The state of a row that names no credential; all others are those of a verification.
NOT_GIVEN = "not_given"
_TOLD = ("state", "code", "why", "format", "valid_until", "status", "registry")


class Verifier(Protocol):
    """The door to `engine.verification`, opened with a registry and status lists."""

    def check(self, raw: bytes, day: date) -> Mapping[str, Any]:
        """What a credential is worth on a day: `state`, `code`, `why`, its facts and by what they are known."""
        ...

    def completed(self, case: dict[str, Any], result: Mapping[str, Any]) -> tuple[dict[str, Any], list[dict[str, str]]]:
        """The case with these facts, and each `fact` that the row tells otherwise; there the signed one is taken."""
        ...


def told(result: Mapping[str, Any]) -> dict[str, Any]:
    """The state of a verification as it stands in the result of a row; nothing of what the credential says."""
    return {key: result[key] for key in _TOLD if result.get(key) is not None}
