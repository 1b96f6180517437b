"""Open Badges 3.0 (1EdTech): an achievement, awarded to the subject by the issuer.

A badge whose achievement is a licence is an entry in a register; any other is evidence of a qualification. A badge does not name a
profession in the words of the rules: it comes from the registry where the issuer vouches for one alone.
"""

from __future__ import annotations

from typing import Any

from engine.verification.profiles.moments import day_of
from engine.verification.secured import types_of

_TYPES = ("OpenBadgeCredential", "AchievementCredential")


def read(body: dict[str, Any]) -> dict[str, Any] | None:
    """Its facts; None where the credential is no badge."""
    if not {*types_of(body)} & {*_TYPES}:
        return None
    subject, issuer = body.get("credentialSubject"), body.get("issuer")
    achievement = subject.get("achievement") if isinstance(subject, dict) else None
    if not isinstance(achievement, dict):
        return {}
    by = issuer if isinstance(issuer, dict) else {}
    address = by.get("address")
    country = address.get("addressCountryCode") if isinstance(address, dict) else None
    if achievement.get("achievementType") in ("License", "ext:License"):
        entry = {"country": country, "body": by.get("name"), "from": day_of(body.get("validFrom")), "to": day_of(body.get("validUntil"))}
        return {"registration": [entry]}
    awarded = {
        "evidence": achievement.get("name"),
        "awarding_body": by.get("name"),
        "awarded_in": country,
        "awarded": day_of(body.get("awardedDate")),
    }
    return {"credential": awarded}
