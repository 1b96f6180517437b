"""What an agreement says differently for its parties: values, rules and articles that are narrowed to one of them. Read, not solved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_SIDES = ("deciding", "sending", "receiving", "benefit")
_NAMED_PARTS = ("fill", "parameters", "figures", "records")


def reciprocity(data: Mapping[str, Any]) -> dict[str, Any] | None:
    """The differences, each with its article and the States to which it is narrowed; None for an instrument of many parties."""
    parties = data.get("parties")
    if not isinstance(parties, list) or len(parties) != 2:
        return None
    found = [d for p in data.get("provisions") or [] for d in _of_provision(p, _owners(data))]
    found += [d for name, told in (data.get("parameters") or {}).items() for d in _values(name, told.get("values") or [], {}, _owners(data))]
    result = "refuted" if found else "proved"
    why = "the parties are not bound alike: what is said for one of them alone is listed" if found else ""
    return {"property": "reciprocity", "result": result, "persons": [], "outcomes": [], "differences": found, "why": why, "resource": 0}


def _owners(data: Mapping[str, Any]) -> dict[str, str]:
    """Whose a benefit is, where only one of the parties has it."""
    told = (data.get("scope") or {}).get("benefits") or {}
    return {str(b): str(state) for state, benefits in told.items() if isinstance(benefits, list) for b in benefits}


def _states(narrow: Mapping[str, Any] | None, owners: Mapping[str, str]) -> list[str]:
    found: set[str] = set()
    for side in _SIDES:
        told = (narrow or {}).get(side, [])
        for x in map(str, told if isinstance(told, list) else [told]):
            found.add(x.partition(".")[0] if side == "benefit" and "." in x else owners.get(x, "") if side == "benefit" else x)
    return sorted(found - {""})


def _article(part: Mapping[str, Any], outer: Mapping[str, Any]) -> str:
    cite = part.get("cite") or outer.get("cite") or {}
    return "; ".join(f"{source} {place}" for source, place in cite.items())


def _of_provision(provision: Mapping[str, Any], owners: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    states = _states(provision.get("for"), owners)
    if len(states) == 1:
        yield {"what": f"article {provision['id']}", "for": states, "article": _article(provision, {})}
        return
    for word in _NAMED_PARTS:
        for name, told in (provision.get(word) or {}).items():
            values = told if isinstance(told, list) else told.get("values") if isinstance(told, Mapping) else None
            if isinstance(values, list):
                yield from _values(f"{provision['id']}.{name}", values, provision, owners)
    for rule in provision.get("rules") or []:
        states = _states(rule.get("for"), owners)
        if len(states) == 1:
            yield {"what": f"rule {provision['id']}.{rule['id']}", "for": states, "article": _article(rule, provision)}


def _values(name: str, values: list[Any], outer: Mapping[str, Any], owners: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for value in values:
        if isinstance(value, Mapping) and len(states := _states(value.get("for"), owners)) == 1:
            yield {"what": f"value {name}", "for": states, "value": str(value.get("value")), "article": _article(value, outer)}
