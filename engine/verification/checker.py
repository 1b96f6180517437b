"""A registry and status lists, opened once for many credentials."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.verification.facts import merged
from engine.verification.registry import Registry
from engine.verification.status_lists import StatusLists
from engine.verification.verify import verify


@dataclass(frozen=True)
class Checker:
    """Checks credentials one after another on the same registry and lists."""

    registry: Registry
    lists: StatusLists

    def check(self, raw: bytes, day: date) -> dict[str, Any]:
        """The result of `verify`."""
        return verify(raw, self.registry, day=day, lists=self.lists)

    def completed(self, case: Mapping[str, Any], result: Mapping[str, Any]) -> tuple[dict[str, Any], list[dict[str, str]]]:
        """The case with the facts of a result, and where the two told one fact differently."""
        return merged(case, result)
