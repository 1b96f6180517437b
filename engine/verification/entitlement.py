"""Whether an issuer may vouch for what a credential says: type, profession, country and day of issue, together in one entry of the registry."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from engine.verification.registry import Entrusted, Issuer, RegisteredKey
from engine.verification.states import Finding, finding
from engine.verification.window import Window


def fitting(issuer: Issuer, types: tuple[str, ...], facts: dict[str, Any], issued: tuple[date, date]) -> tuple[Entrusted | None, list[Finding]]:
    """The entry that covers everything a credential claims, or the first test that no entry passes.

    Tests run from type to day, each on the entries that passed those before; so what is told is the narrowest reason.
    """
    claimed = facts.get("credential", {})
    professions = {p for p in (claimed.get("profession"), *(e.get("profession") for e in facts.get("practice", ()))) if p}
    countries = {
        c for c in (claimed.get("awarded_in"), *(e.get("country", "")[:2] for k in ("registration", "practice") for e in facts.get(k, ()))) if c
    }
    tests: tuple[tuple[str, Callable[[Entrusted], bool]], ...] = (
        ("type_not_entrusted", lambda e: e.types is None or bool({*e.types} & {*types})),
        ("profession_not_entrusted", lambda e: e.professions is None or professions <= {*e.professions}),
        ("country_not_entrusted", lambda e: countries <= {*e.countries}),
        ("date_not_entrusted", lambda e: e.holds(*issued)),
    )
    left = list(issuer.entrusted)
    for code, passes in tests:
        left = [entry for entry in left if passes(entry)]
        if not left:
            return None, [finding(code)]
    return left[0], []


def issued_on(window: Window, day: date) -> tuple[date, date]:
    """The day of issue as the credential tells it; without one, the day that is asked."""
    told = window.begins.date() if window.begins else day
    return told, told


def key_then(entry: RegisteredKey, issued: tuple[date, date]) -> list[Finding]:
    """Whether the key was in use on the day of issue."""
    return [] if entry.holds(*issued) else [finding("key_not_then")]


def disputes(issuer: Issuer, day: date, awarded: tuple[date, date] | None, profession: str | None) -> list[Finding]:
    """Disputes about the evidence of an issuer that concern this award."""
    concerned = sorted((d for d in issuer.disputed if d.concerns(day, awarded, profession)), key=lambda d: d.since)
    return [finding("disputed", since=d.since.isoformat(), why=d.why) for d in concerned]
