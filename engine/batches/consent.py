"""The candidate's consent: given, for verification, and not at its end. Without it a row is not looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.batches.headings import folded
from engine.facts.dates import read_date

#: The purpose that a consent must name, in five languages.
VERIFICATION = frozenset({"verification", "verificacion", "verifizierung", "uberprufung", "prufung", "verificacao", "verify"})


def lacking(own: Mapping[str, Any], today: int) -> str:
    """Why there is no consent on that day (an ordinal): a code, or nothing where there is.

    A date that is known in part counts only where every day it can mean would do.
    """
    if own.get("consent_given") is None:
        return "not-given"
    if not any(folded(word) in VERIFICATION for word in own.get("consent_purpose") or []):
        return "for-another-purpose"
    if read_date(own["consent_given"]).hi > today:
        return "not-yet-given"
    if own.get("consent_until") is not None and read_date(own["consent_until"]).lo < today:
        return "at-its-end"
    return ""
