"""From a mapping, as it came from a file or a request, to a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from engine.facts import facts_credential as c
from engine.facts import facts_record as r
from engine.facts.case import Case
from engine.facts.guard import Guard
from engine.facts.model_errors import MOST_PROBLEMS, problems_of
from engine.facts.models import CaseModel
from engine.facts.order import joined, sorted_items
from engine.problems import CaseRefused

Made = TypeVar("Made")
_SINGLE: dict[str, type[Any]] = {
    "person": r.Person,
    "claimant": r.Claimant,
    "claim": r.Claim,
    "posting": r.Posting,
    "credential": c.Credential,
    "training": c.Training,
    "level": c.Level,
    "practice_certificate": c.PracticeCertificate,
    "standing": c.Standing,
    "good_standing": c.GoodStanding,
    "recruitment": c.Recruitment,
}
_LISTED: dict[str, type[Any]] = {
    "children": r.Child,
    "earnings": r.Earnings,
    "amounts": r.Amount,
    "registration": c.Registration,
    "practice": c.Practice,
    "language": c.LanguageSkill,
    "recognised_in": c.Recognition,
    "record": r.Period,
}


def parse_case(data: Mapping[str, object], *, today: date) -> Case:
    """The case that the data tells. `today` is the day whose law is asked where `as_of` is left out.

    Raises CaseRefused with at most twenty problems at once; their words never repeat what was written.
    """
    guard = Guard()
    plain = guard.copy(data)
    try:
        model = CaseModel.model_validate(plain)
    except ValidationError as error:
        raise CaseRefused(sorted([*guard.problems, *problems_of(error, plain)])[:MOST_PROBLEMS]) from None
    if guard.problems:
        raise CaseRefused(sorted(guard.problems)[:MOST_PROBLEMS])
    return build_case(model, today=today)


def build_case(model: CaseModel, *, today: date) -> Case:
    """The canonical case of a validated model. Use `parse_case` for raw data: it bounds size and depth first."""
    known = {path: word for path, word in (model.known_by or {}).items() if word != "self-declared"}
    facts: dict[str, Any] = {name: _frozen(name, getattr(model, name), known) for name in (*_SINGLE, *_LISTED) if hasattr(model, name)}
    record: tuple[r.Period, ...] | None = facts.pop("record")
    return Case(
        **{name: fact for name, fact in facts.items() if fact is not None},
        as_of=model.as_of.lo if model.as_of else today.toordinal(),
        question=model.question,
        benefit=model.benefit,
        deciding=tuple(sorted(set(model.deciding))) if model.deciding else None,
        has_record=record is not None,
        record_complete=model.record_complete is not False,
        record=record or (),
        home=model.home,
        host=model.host,
        host_region=model.host_region,
        known_by=tuple(sorted((path, word) for path, word in known.items() if path.split(".")[0] not in _LISTED or "." not in path)),
        assume=tuple(sorted((model.assume or {}).items())),
        defaults_used=_defaults(model, record),
    )


def _defaults(model: CaseModel, record: Sequence[r.Period] | None) -> tuple[str, ...]:
    """Ids of the declared defaults that this case takes, in the order in which answers tell them."""
    periods = record or ()
    used = {
        "as-of-default": model.as_of is None,
        "record-complete": record is not None and model.record_complete is None,
        "period.refunded": any(period.refunded is None for period in periods),
        "insured-under-place": any(period.insured_under is None for period in periods),
        "claim-date": model.question == "contribution-record" and (model.claim is None or model.claim.date is None),
    }
    return tuple(name for name, taken in used.items() if taken)


def _frozen(name: str, value: Any, known: Mapping[str, str]) -> Any:
    """A value of a model as facts: mappings as pairs, lists sorted, entries with what they are known by."""
    if isinstance(value, BaseModel):
        return _made(_SINGLE[name], value, {})
    if isinstance(value, dict):
        return tuple(sorted(value.items()))
    if not isinstance(value, list):
        return value
    if name not in _LISTED:
        return tuple(sorted(set(value)))
    extras = [{"known_by": known[f"{name}.{number}"]} if f"{name}.{number}" in known else {} for number in range(len(value))]
    items = [_made(_LISTED[name], item, extra) for item, extra in zip(value, extras, strict=True)]
    return joined(items) if name == "record" else sorted_items(items)


def _made(kind: type[Made], model: Any, extra: Mapping[str, Any]) -> Made:
    names = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    values = {name: _frozen(name, getattr(model, name), {}) for name in type(model).model_fields if name in names}
    if kind is r.Period and model.told:
        unit, total = model.told[0]
        values |= {"unit": "months", "total": total * 12} if unit == "years" else {"unit": unit, "total": total}
    return kind(**{name: value for name, value in values.items() if value is not None}, **extra)
