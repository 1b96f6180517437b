"""A person of the solver as a case that can be run: each variable becomes the fact of the case that it stands for."""

from __future__ import annotations

import datetime
import re
from typing import Any

from engine.language.ir import Figure
from engine.proofs.asked import CREDENTIAL, POSTING, Question
from engine.proofs.days import to_date
from engine.proofs.person import Person, Variable
from engine.proofs.records import Recipe, record_of
from engine.proofs.solving import Model
from engine.proofs.values import PERCENT, Code, Members, Number

Facts = dict[str, Any]
_LANGUAGE = re.compile(r"language\.([a-z]{2})")
_LISTS: dict[str, tuple[str, Facts]] = {
    "practice.countries": ("practice", {"lawful": True}),
    "registration.countries": ("registration", {"status": "lapsed"}),
    "registration.active_in": ("registration", {"status": "active"}),
    "credential.recognised_in": ("credential.recognised_in", {}),
}
_DERIVED = ("has_been_insured_in", "states_concerned", "derives_rights_from_such_a_person", "posting.shares_of_work", "recruitment.from")


def told(p: Person, model: Model) -> dict[str, Any]:
    """What the solver says of each variable: numbers as they are, days as text, codes, sets as lists."""
    return {name: _told(p, variable, model) for name, variable in p.variables.items()}


def _told(p: Person, variable: Variable, model: Model) -> Any:
    value = variable.value
    if isinstance(value, Members):
        return [c for c, term in value.of.items() if model.truth(term)]
    if isinstance(value, Code):
        return p.book.code(model.number(value.term))
    number = model.number(value.top)
    return to_date(number).isoformat() if variable.kind == "date" else bool(number) if variable.kind == "truth" else number


def case_of(question: Question, p: Person, values: Facts, recipe: Recipe) -> Facts:
    """The case. Facts that no rule of the question reads are left out, and so are those that follow from others."""
    roles, day = question.instance.scope.roles, datetime.date.fromordinal(question.instance.day)
    case: Facts = {"as_of": day.isoformat(), "question": "credential" if question.kind == CREDENTIAL else "contribution-record"}
    if question.kind == CREDENTIAL:
        case |= {"home": roles["home"], "host": roles["host"]}
        head = question.corpus.credential_head(question.instrument)
        case["credential"] = {"profession": next(iter(sorted(head.professions)), "nurse-general-care"), "purpose": min(head.purposes)}
    elif question.kind == POSTING:
        case |= {"benefit": "applicable-legislation", "posting": {"home": roles["sending"], "host": roles["receiving"]}}
    else:
        case |= {"benefit": question.instance.scope.benefit, "deciding": [roles["deciding"]]}
    for name, variable in sorted(p.variables.items()):
        if variable.fact:
            _put(case, question, name, variable.kind, values[name])
    _lists(case, p, values)
    if question.kind != CREDENTIAL:
        named = tuple(values.get("has_been_insured_in", ()))
        if question.kind != POSTING or set(named) - {roles["sending"]}:
            case["record"] = record_of(question, recipe, _ending(values, day), tuple(n for n in named if n not in (roles.get("deciding"),)))
    return case


def merged(cases: list[Facts]) -> Facts:
    """One case that says what several say; where they differ, as the first says it."""
    first, *rest = cases
    found = dict(first)
    for other in rest:
        for key, value in other.items():
            if isinstance(value, dict) and isinstance(found.get(key), dict):
                found[key] = merged([found[key], value])
            else:
                found.setdefault(key, value)
    return found


def _ending(values: Facts, day: datetime.date) -> datetime.date:
    """The day on which the record ends: before the contingency, the death and the day of the question."""
    days = [values[n] for n in ("claim.contingency", "person.died", "claim.approved", "claim.date") if n in values]
    return min([day, *map(datetime.date.fromisoformat, days)]) - datetime.timedelta(days=1)


def _put(case: Facts, question: Question, name: str, kind: str, value: Any) -> None:
    language = _LANGUAGE.fullmatch(name)
    if name in question.instance.names.open_facts:
        case.setdefault("assume", {})[name] = value
    elif language:
        case.setdefault("language", []).append({"language": language.group(1), "level": value})
    elif name.startswith("award.") or name in ("own.amount", "combined.amount"):
        what = {"own.amount": "national-pension", "combined.amount": "theoretical-amount"}.get(name, name[6:].replace("_", "-"))
        amount = f"{value // 100}.{value % 100:02d}"
        state = question.instance.scope.roles.get("deciding")
        case.setdefault("amounts", []).append({"country": state, "what": what, "amount": amount, "currency": "EUR", "per": "month"})
    elif name == "derives_rights_from_such_a_person":
        if value:
            case.setdefault("claimant", {}).setdefault("relation", "spouse")
    elif name not in _DERIVED and name not in _LISTS and not name.startswith("children."):
        *path, key = name.split(".")
        here = case
        for part in path:
            here = here.setdefault(part, {})
        here[key] = value


def _lists(case: Facts, p: Person, values: Facts) -> None:
    """Facts that are read off lists of a case: children, practice, registers, recognitions, shares of work."""
    for name, (path, entry) in _LISTS.items():
        if name in values:
            here, _, key = path.rpartition(".")
            place = case.setdefault(here, {}) if here else case
            place.setdefault(key, []).extend({"country": c, **entry} for c in values[name])
    if "children.number" in values or "children.youngest_birth_date" in values:
        born = values.get("children.youngest_birth_date")
        many = int(values.get("children.number", 1))
        case["children"] = [{"birth_date": born} if born else {} for _ in range(many)]
    months = [values[v.name] for v in p.counts.values() if isinstance(v.node, Figure) and v.node.function in _PRACTICE]
    if months:
        _practice(case, p, values, max(months))
    _shares(case, p, values)


_PRACTICE = ("longest_unbroken_in_window", "total_in_window")


def _practice(case: Facts, p: Person, values: Facts, months: int) -> None:
    """One stretch of lawful practice that ends on the day on which the windows end."""
    from engine.counting.calendar import add_months

    day = datetime.date.fromordinal(p.instance.day)
    issued = values.get("practice_certificate.issued") or values.get("claim.date")
    last = datetime.date.fromisoformat(issued) if issued else day
    case["practice"] = [x for x in case.get("practice", []) if x.get("from")]
    if months:
        first = datetime.date.fromordinal(add_months(last.toordinal() + 1, -months))
        entry = {"country": case.get("home"), "profession": case["credential"]["profession"], "lawful": True}
        case["practice"].append({**entry, "from": first.isoformat(), "to": last.isoformat()})


def _shares(case: Facts, p: Person, values: Facts) -> None:
    """Shares of the work: as many States as are counted, the share of the first as it is told."""
    counted = [v for v in p.counts.values() if isinstance(v.node, Figure) and v.node.function in ("number_of", "share_of", "only_one_of")]
    if not counted or "posting" not in case:
        return
    roles = p.instance.scope.roles
    places = [str(roles["sending"]), str(roles["receiving"]), "NP", "BO", "FJ", "MG"]
    for variable in counted:
        assert isinstance(variable.node, Figure)
        of, value = dict(variable.node.arguments).get("of"), values[variable.name]
        if variable.node.function == "share_of":
            share = value if isinstance(variable.value, Number) else 0
            case["posting"]["shares_of_work"] = {places[0]: min(share, PERCENT), places[1]: PERCENT - min(share, PERCENT)}
        elif variable.node.function == "only_one_of" and of == "posting.employer_seats":
            case["posting"]["employer_seats"] = [value] if value != "-" else places[:2]
        elif variable.node.function == "number_of" and of == "posting.employer_seats":
            case["posting"].setdefault("employer_seats", places[: min(int(value), 6)])
