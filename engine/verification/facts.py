"""From a signed credential to facts of a case, each with what it is known by, and into a case that somebody wrote before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from engine.facts import parse_case
from engine.facts.canonical import canonical
from engine.facts.dates import PartialDate
from engine.problems import CaseRefused
from engine.verification.registry import Entrusted, Issuer
from engine.verification.states import Refused

#: What a fact of a credential is known by. Without a status that could be read it is a document: nobody knows whether it still stands.
STANDS, UNSURE = "signed-credential", "document"
_LISTS = ("registration", "practice", "language")
#: The day of law does not matter to the facts of a case.
_ANY_DAY = date(2000, 1, 1)


def completed(told: dict[str, Any], entry: Entrusted | None, issuer: Issuer) -> dict[str, Any]:
    """The facts with what the registry alone can tell: the only profession and the only country that an issuer may vouch for, and its name."""
    if "credential" not in told or entry is None:
        return told
    sole = {
        "awarding_body": issuer.name,
        "profession": entry.professions[0] if entry.professions and len(entry.professions) == 1 else None,
        "awarded_in": entry.countries[0] if len(entry.countries) == 1 else None,
    }
    return {**told, "credential": {**{key: value for key, value in sole.items() if value}, **told["credential"]}}


def settled(told: dict[str, Any], known_by: str, day: date) -> tuple[dict[str, Any], dict[str, str]]:
    """The facts in canonical form, and what each is known by. Raises Refused (`facts_refused`) where they are no facts of a case."""
    if not told:
        return {}, {}
    try:
        known = {path: known_by for path, _ in leaves(told)}
        facts = canonical(parse_case({"question": "credential", **told, "known_by": known}, today=day))
    except CaseRefused as refused:
        raise Refused("facts_refused", problems=", ".join(dict.fromkeys(p.code for p in refused.problems))) from None
    kept = facts.pop("known_by", {})
    return {key: value for key, value in facts.items() if key in told}, dict(sorted(kept.items()))


def awarded(told: dict[str, Any]) -> tuple[date, date] | None:
    """First and last day on which the award may have been made; None where its date is not told."""
    written = told.get("credential", {}).get("awarded")
    if not isinstance(written, str):
        return None
    read = parse_case({"question": "credential", "credential": {"awarded": written}}, today=_ANY_DAY).credential.awarded
    return (date.fromordinal(read.lo), date.fromordinal(read.hi)) if isinstance(read, PartialDate) else None


def merged(case: Mapping[str, Any], result: Mapping[str, Any]) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """A case in canonical form with the facts of a result, and where both tell one fact differently: then the signed one is taken.

    Entries of lists stand beside those that were written; an equal entry is replaced. Raises CaseRefused where the case is malformed.
    """
    made = canonical(parse_case({"question": "credential", **case}, today=_ANY_DAY))
    if "as_of" not in case:
        del made["as_of"]
    before, after = dict(made.pop("known_by", {})), dict(result["known_by"])
    conflicts: list[dict[str, str]] = []
    for name, value in result["facts"].items():
        if name in _LISTS:
            made[name] = _beside(name, made.get(name, []), value, before, after)
        else:
            made[name] = _laid(made.get(name), value, name, before, after, conflicts)
    known_by = {**before, **after}
    return {**made, **({"known_by": known_by} if known_by else {})}, conflicts


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every fact of a case with its path; an entry of a list is one fact, told by its number."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list) and path in _LISTS:
        yield from ((f"{path}.{number}", entry) for number, entry in enumerate(value))
    else:
        yield path, value


def _laid(before: Any, value: Any, path: str, told: dict[str, str], known: dict[str, str], conflicts: list[dict[str, str]]) -> Any:
    """A value with what was signed laid over it; facts that differ are told with what they were known by."""
    if isinstance(value, dict):
        below = before if isinstance(before, dict) else {}
        return {**below, **{key: _laid(below.get(key), inner, f"{path}.{key}", told, known, conflicts) for key, inner in value.items()}}
    if before is not None and before != value:
        conflicts.append({"fact": path, "written_as": told.get(path, "self-declared"), "taken": known[path]})
    return value


def _beside(name: str, before: list[Any], value: list[Any], told: dict[str, str], known: dict[str, str]) -> list[Any]:
    """Entries that were written and are not signed, then the signed ones; each keeps what it is known by, under its new number."""
    kept = [at for at, entry in enumerate(before) if entry not in value]
    numbered = [(told, at) for at in kept] + [(known, at) for at in range(len(value))]
    words = [source.get(f"{name}.{at}") for source, at in numbered]
    for source in (told, known):
        for path in [p for p in source if p.startswith(f"{name}.")]:
            del source[path]
    known.update({f"{name}.{at}": word for at, word in enumerate(words) if word})
    return [*(before[at] for at in kept), *value]
