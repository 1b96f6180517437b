"""The signs by which a point of the checklist shows in an encoding: a closed list, each read from the text of the rules alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from engine.checking.models import values_of
from engine.checking.sightings import Encoding, Part, Sighting
from engine.language.blocks import Scope
from engine.language.files.checklist import SIGNS
from engine.language.files.conditions import GROUPS


def seen(encoding: Encoding, sign: Mapping[str, Any]) -> Sighting | None:
    """The first place where the sign shows; None where it does not."""
    word = next(w for w in SIGNS if w in sign)
    return next(_READ[word](encoding, sign), None)


def tested(condition: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every test of a tree: the fact, and the verb with its object."""
    for key, inner in (condition or {}).items():
        if key in GROUPS:
            for each in inner:
                yield from tested(each)
        else:
            yield key, inner


def _names(told: Any) -> list[str]:
    return [str(x) for x in (told if isinstance(told, list) else [told])]


def _tests(condition: Any, facts: list[str], value: str = "") -> Iterator[str]:
    for fact, test in tested(condition):
        objects = [str(x) for told in test.values() for x in (told if isinstance(told, list) else [told])]
        if fact in facts and (not value or value in objects):
            yield f"tests {fact}" + (f" ({value})" if value else "")


def _adopts(encoding: Encoding, sign: Mapping[str, Any]) -> Iterator[Sighting]:
    for part in encoding.parts:
        if part.data.get("adopts") == sign["adopts"]:
            yield encoding.sighted(part.path, part.data.get("cite"), f"adopts {sign['adopts']}")


def _answers(encoding: Encoding, sign: Mapping[str, Any]) -> Iterator[Sighting]:
    for part in encoding.parts:
        if any(body.get("answers") == sign["answers"] for body in part.bodies):
            yield encoding.sighted(part.path, part.data.get("cite"), f"answers {sign['answers']}")


def _leaves_open(encoding: Encoding, sign: Mapping[str, Any]) -> Iterator[Sighting]:
    for n, left in enumerate(encoding.data.get("leaves_open") or []):
        if left["fact"] == sign["leaves_open"]:
            yield encoding.sighted(("leaves_open", n), left.get("cite"), f"leaves open {left['fact']}")


def _notice(encoding: Encoding, sign: Mapping[str, Any]) -> Iterator[Sighting]:
    for n, notice in enumerate(encoding.data.get("notices") or []):
        if notice["says"] == sign["notice"]:
            yield encoding.sighted(("notices", n), notice.get("cite"), f"a notice says {notice['says']}")


def _credits(encoding: Encoding, sign: Mapping[str, Any]) -> Iterator[Sighting]:
    for path, rule, provision in encoding.rules():
        if sign["credits"] in (rule.get("credits") or {}):
            yield encoding.sighted(path, rule.get("cite") or provision.get("cite"), f"credits {sign['credits']}")


def _record(encoding: Encoding, sign: Mapping[str, Any]) -> Iterator[Sighting]:
    for part in encoding.parts:
        for body in part.bodies:
            for name, record in (body.get("records") or {}).items():
                if sign["record"] in record:
                    path = (*part.path, "records", name) if body is part.data else (*part.path, "adopts")
                    yield encoding.sighted(path, record.get("cite") or part.data.get("cite"), f"record {name}: {sign['record']}")


def _scope_names(encoding: Encoding, sign: Mapping[str, Any]) -> Iterator[Sighting]:
    scope = encoding.data.get("scope") or {}
    word = sign["scope_names"]
    if scope.get(word):
        yield encoding.sighted(("scope", word), scope.get(f"{word}_cite"), f"the scope names {word}")


def _scope_tests(encoding: Encoding, sign: Mapping[str, Any]) -> Iterator[Sighting]:
    scope = encoding.data.get("scope") or {}
    for what in _tests(scope.get("persons"), _names(sign["scope_tests"])):
        yield encoding.sighted(("scope", "persons"), scope.get("persons_cite"), f"the scope {what}")


def _scope_never_tests(encoding: Encoding, sign: Mapping[str, Any]) -> Iterator[Sighting]:
    scope = encoding.data.get("scope") or {}
    facts = _names(sign["scope_never_tests"])
    if scope.get("persons") and not any(_tests(scope["persons"], facts)):
        yield encoding.sighted(("scope", "persons"), scope.get("persons_cite"), f"the scope does not test {' or '.join(facts)}")


def _rules_test(encoding: Encoding, sign: Mapping[str, Any]) -> Iterator[Sighting]:
    facts, value = _names(sign["rules_test"]), str(sign.get("value", ""))
    for path, rule, provision in encoding.rules():
        for word in ("when", "awaits"):
            for what in _tests(rule.get(word), facts, value):
                yield encoding.sighted(path, rule.get("cite") or provision.get("cite"), f"rule {rule['id']} {what}")


def _rules_never_test(encoding: Encoding, sign: Mapping[str, Any]) -> Iterator[Sighting]:
    facts = _names(sign["rules_never_test"])
    if encoding.parts and not any(_rules_test(encoding, {"rules_test": facts})):
        yield encoding.sighted(("provisions",), None, f"no rule tests {' or '.join(facts)}")


def _every_benefit(encoding: Encoding, sign: Mapping[str, Any]) -> Iterator[Sighting]:
    reaching = [p for p in encoding.parts if p.data.get("adopts") == sign["every_benefit"]]
    asked = [Scope({"deciding": state}, benefit=b) for state, names in _benefits(encoding.data).items() for b in names]
    if asked and reaching and all(any(_reaches(p, scope) for p in reaching) for scope in asked):
        yield encoding.sighted(reaching[0].path, reaching[0].data.get("cite"), f"{sign['every_benefit']} reaches every benefit of the scope")


def _benefits(data: Mapping[str, Any]) -> dict[str, list[str]]:
    told = (data.get("scope") or {}).get("benefits") or {}
    return {state: _names(names) for state, names in told.items()}


def _reaches(part: Part, scope: Scope) -> bool:
    """Whether `for` of a provision admits a benefit; a narrowing by branch or scheme needs the national file, and is taken to admit it."""
    narrow = {k: v for k, v in (part.data.get("for") or {}).items() if k not in ("branch", "scheme")}
    return scope.fits(narrow)


def _blank(encoding: Encoding, sign: Mapping[str, Any]) -> Iterator[Sighting]:
    """What is filled in expressly; `all_in` asks that every provision that adopts the model fills it so."""
    model, _, blank = str(sign["blank"]).partition(".")
    parts = [part for part in encoding.parts if part.data.get("adopts") == model]
    told = [[str(v) for v in values_of((part.data.get("fill") or {}).get(blank, []))] for part in parts]
    if "all_in" in sign and not all(values and set(values) <= set(sign["all_in"]) for values in told):
        return
    for part, values in zip(parts, told, strict=True):
        if values and _fits(values, sign):
            yield encoding.sighted((*part.path, "fill", blank), part.data.get("cite"), f"{sign['blank']}: {', '.join(dict.fromkeys(values))}")


def _fits(values: list[str], sign: Mapping[str, Any]) -> bool:
    among, beyond = sign.get("any_in"), sign.get("any_not_in")
    return (among is None or bool(set(values) & set(among))) and (beyond is None or bool(set(values) - set(beyond)))


_READ: dict[str, Callable[[Encoding, Mapping[str, Any]], Iterator[Sighting]]] = {
    "adopts": _adopts,
    "answers": _answers,
    "leaves_open": _leaves_open,
    "notice": _notice,
    "credits": _credits,
    "record": _record,
    "scope_names": _scope_names,
    "scope_tests": _scope_tests,
    "scope_never_tests": _scope_never_tests,
    "rules_test": _rules_test,
    "rules_never_test": _rules_never_test,
    "every_benefit": _every_benefit,
    "blank": _blank,
}
