"""A record that comes to wanted counts: plain periods of each State, one beside the other, that end on a given day."""

from __future__ import annotations

import datetime
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.counting.calendar import add_months
from engine.language.corpus import Corpus
from engine.language.instance import Instance
from engine.language.ir import All, AnyOf, Condition, Given, Not, Test
from engine.language.periods import Credit
from engine.proofs.asked import Question
from engine.proofs.relevant import literal_codes

_MONTHS = {"months": 1, "quarters": 3, "calendar_years": 12}
_DAYS = {"days": 1, "weeks": 7}


@dataclass(frozen=True)
class Recipe:
    """Units of the deciding State, and of the other one, in the unit of the deciding scheme; which lies last, and how long before the end.

    `other_form` is a second kind of period of the other State, where its first is not what the question counts.
    """

    own: int
    foreign: int
    foreign_last: bool = False
    months_before: int = 0
    other_form: bool = False


def plain_period(question: Question, state: str, other_form: bool = False) -> dict[str, Any]:
    """What a period of a State is like, so that the question counts it: insurance in the scheme of the benefit, residence, or another scheme."""
    instance, national = question.instance, question.corpus.national(state)
    data: Mapping[str, Any] = national.data if national is not None else {}
    own = state == instance.scope.roles.get("deciding")
    benefits: Mapping[str, Any] = data.get("benefits") or {}
    named = benefits.get(instance.scope.benefit) if own else next((b for b in benefits.values() if b.get("branch") == instance.scope.branch), None)
    told = (named or {}).get("scheme") or []
    schemes = dict.fromkeys([*map(str, told if isinstance(told, list) else [told]), *(data.get("schemes") or {})])
    insured = [{"country": state, "scheme": s, "kind": "compulsory", "activity": "employed"} for s in schemes]
    forms = [*insured[:1], {"country": state, "kind": "residence"}, *insured[1:], {"country": state, "kind": "compulsory", "activity": "employed"}]
    residence = str((data.get("schemes") or {}).get(next(iter(schemes), ""), {}).get("insures", "")) == "residence"
    order = sorted(forms, key=lambda form: (form["kind"] == "residence") != residence)
    credits = [c for record, cs in _credits(instance).items() for c in cs if c.each == "period" and (record == "own") == own]
    counted = [form for form in order if any(admits(c.when, form) for c in credits)] or order
    return counted[1] if other_form and len(counted) > 1 else counted[0]


def _credits(instance: Instance) -> dict[str, list[Credit]]:
    return instance.credits if instance.scope.roles.get("deciding") else {}


def admits(when: Condition, form: Mapping[str, str]) -> bool:
    """Whether a crediting rule may count a period of a form, as far as its words alone tell."""
    if isinstance(when, Not):
        return True
    if isinstance(when, (All, AnyOf)):
        return (all if isinstance(when, All) else any)(admits(part, form) for part in when.parts)
    if not isinstance(when, Test) or not isinstance(when.left, Given):
        return True
    name = when.left.path.removeprefix("period.")
    if name not in ("country", "scheme", "kind", "activity") or not when.left.path.startswith("period."):
        return True
    wanted = when.right if isinstance(when.right, tuple) else literal_codes(when.right)
    return form.get(name, "none") in wanted


def record_of(question: Question, recipe: Recipe, ending: datetime.date, named: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """The periods of a recipe; `named` are States in which the person has been insured, if only for no time at all."""
    scope = question.instance.scope
    deciding = str(scope.roles.get("deciding") or "")
    partner = str(scope.roles.get("partner") or next(iter(scope.partners), ""))
    own = plain_period(question, deciding) if deciding else {}
    foreign = plain_period(question, partner, recipe.other_form) if partner and deciding else {}
    order = [(own, recipe.own), (foreign, recipe.foreign)]
    last = datetime.date.fromordinal(add_months(ending.toordinal(), -recipe.months_before))
    found: list[dict[str, Any]] = []
    for plain, units in reversed(order) if recipe.foreign_last else order:
        if plain and units:
            first, last_day = _laid(*_certified_units(question, plain, units), last)
            found.append({**plain, "from": first.isoformat(), "to": last_day.isoformat(), **_certified(question.corpus, plain, first, last_day)})
            last = first - datetime.timedelta(days=1)
    there = {p["country"] for p in found}
    for state in dict.fromkeys((*([partner] if foreign else []), *named)):
        if state not in there:
            day = ending.replace(day=1).isoformat()
            found.append({**plain_period(question, state), "from": day, "to": day, "months": 0})
    return sorted(found, key=lambda p: (str(p.get("from", "")), str(p["country"])))


def _certified(corpus: Corpus, plain: dict[str, Any], first: datetime.date, last: datetime.date) -> dict[str, int]:
    """The total that an institution certifies, where the scheme counts in quarters: dates alone do not tell how many were earned."""
    national = corpus.national(str(plain["country"]))
    scheme = ((national.data.get("schemes") or {}) if national is not None else {}).get(plain.get("scheme"), {})
    months = last.year * 12 + last.month - first.year * 12 - first.month + 1
    return {"quarters": months // 3} if scheme.get("counted_in") == "quarters" else {}


def _certified_units(question: Question, plain: dict[str, Any], units: int) -> tuple[int, str]:
    """Units of the deciding State, as whole quarters where the scheme of the period counts in quarters."""
    unit = question.instance.unit
    if unit == "quarters" or "quarters" not in _certified(question.corpus, plain, datetime.date(2000, 1, 1), datetime.date(2000, 3, 31)):
        return units, unit
    months = units * _MONTHS[unit] if unit in _MONTHS else -(-units * _DAYS[unit] // 30)
    return -(-months // 3), "quarters"


def _laid(units: int, unit: str, last: datetime.date) -> tuple[datetime.date, datetime.date]:
    """First and last day of so many whole units that end on or before a day."""
    if unit in _DAYS:
        return last - datetime.timedelta(days=units * _DAYS[unit] - 1), last
    size = _MONTHS[unit]
    months = last.year * 12 + last.month - 1
    if last.day < monthrange(last.year, last.month)[1]:
        months -= 1
    months -= (months + 1) % size  # the last month of a whole unit
    first = months - units * size + 1
    year, month = divmod(months, 12)
    return datetime.date(first // 12, first % 12 + 1, 1), datetime.date(year, month + 1, monthrange(year, month + 1)[1])
