"""Facts of a case by their path, as questions name them: `person.birth_date`, `record.1.scheme`, `language.de`, `amounts.award.full_pension`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: Paths of questions that stand in a case under another one.
SAME = {
    "residence_state": "person.residence",
    "registration.active_in": "registration",
    "registration.countries": "registration",
    "practice.countries": "practice",
}


def found(case: Mapping[str, Any], path: str) -> Any:
    """The value of a fact, None where it is not told."""
    path = SAME.get(path, path)
    head, _, rest = path.partition(".")
    if head == "language" and rest:
        return next((x.get("level") for x in case.get("language", []) if x.get("language") == rest), None)
    if head == "amounts":
        return next((x for x in case.get("amounts", []) if x.get("what") == what(path)), None)
    here: Any = case
    for part in path.split("."):
        here = here.get(part) if isinstance(here, Mapping) else _entry(here, part)
    return here


def _entry(here: Any, part: str) -> Any:
    return here[int(part)] if isinstance(here, list) and part.isdecimal() and int(part) < len(here) else None


def put(case: dict[str, Any], path: str, value: Any) -> None:
    """Put a value in its place; None takes the fact away. A period that is not there takes nothing."""
    path = SAME.get(path, path)
    head, _, rest = path.partition(".")
    if head == "language" and rest:
        others = [x for x in case.get("language", []) if x.get("language") != rest]
        case["language"] = others + ([{"language": rest, "level": value}] if value is not None else [])
        return
    if head == "amounts":
        others = [x for x in case.get("amounts", []) if x.get("what") != what(path)]
        case["amounts"] = others + ([value] if value is not None else [])
        return
    *parents, key = path.split(".")
    here: Any = case
    for parent in parents:
        if isinstance(here, dict) and parent not in here and (value is None or parent == "record"):
            return
        here = here.setdefault(parent, {}) if isinstance(here, dict) else _entry(here, parent)
    if not isinstance(here, dict):
        return
    if value is None:
        here.pop(key, None)
    else:
        here[key] = value


def what(path: str) -> str:
    """The name under which a case tells an amount that a question asks for."""
    told = path.removeprefix("amounts.")
    return {"own.amount": "national-pension", "combined.amount": "theoretical-amount"}.get(told, told.removeprefix("award.").replace("_", "-"))
