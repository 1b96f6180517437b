"""European Digital Credentials (European Learning Model 3): claims of the person, each awarded by a body through an awarding process.

Read where exactly one claim is a learning achievement or a qualification. A title in several languages is left out, since which one is
the title of the evidence is not said.
"""

from __future__ import annotations

from typing import Any

from engine.verification.profiles.moments import day_of
from engine.verification.secured import types_of

_CLAIMS = ("LearningAchievement", "Qualification")
_EQF, _COUNTRY = "http://data.europa.eu/snb/eqf/", "http://publications.europa.eu/resource/authority/country/"


def read(body: dict[str, Any]) -> dict[str, Any] | None:
    """Its facts; None where the credential is no European Digital Credential."""
    if "EuropeanDigitalCredential" not in types_of(body):
        return None
    subject = body.get("credentialSubject")
    claims = [c for c in _many(_in(subject, "hasClaim")) if isinstance(c, dict) and {*types_of(c)} & {*_CLAIMS}]
    if len(claims) != 1:
        return {}
    claim = claims[0]
    bodies = _many(_in(claim, "awardedBy", "awardingBody"))
    by = bodies[0] if len(bodies) == 1 else None
    places = _many(_in(by, "location"))
    return {
        "credential": {
            "evidence": _only(_in(claim, "title")),
            "awarding_body": _only(_in(by, "legalName")),
            "awarded_in": _country(_in(places[0], "address", "countryCode", "id")) if len(places) == 1 else None,
            "awarded": day_of(_in(claim, "awardedBy", "awardingDate")),
            "level": {"eqf": _level(_in(claim, "specifiedBy", "eqfLevel", "id"))},
        }
    }


def _in(value: Any, *keys: str) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _only(texts: Any) -> str | None:
    """The text of a language map that has one language and one text."""
    told = _many(next(iter(texts.values()))) if isinstance(texts, dict) and len(texts) == 1 else []
    return told[0] if len(told) == 1 and isinstance(told[0], str) else None


def _level(name: Any) -> int | None:
    number = name.removeprefix(_EQF) if isinstance(name, str) and name.startswith(_EQF) else ""
    return int(number) if number in "12345678" and number else None


def _country(name: Any) -> str | None:
    """The two letters of a country in the Union's authority table, which has three (ISO 3166 alpha-3), by the aliases of CLDR."""
    if not isinstance(name, str) or not name.startswith(_COUNTRY):
        return None
    from babel.core import get_global

    found = get_global("territory_aliases").get(name.removeprefix(_COUNTRY))
    return str(found[0]) if found and len(found) == 1 else None
