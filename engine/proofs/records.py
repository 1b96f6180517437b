"""A record that comes to wanted counts: plain periods of each State, one beside the other, that end on a given day."""

from __future__ import annotations

import datetime
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.counting.calendar import add_months
from engine.language.corpus import Corpus
from engine.proofs.asked import Question

_MONTHS = {"months": 1, "quarters": 3, "calendar_years": 12}
_DAYS = {"days": 1, "weeks": 7}


@dataclass(frozen=True)
class Recipe:
    """Units of the deciding State, and of the other one, in the unit of the deciding scheme; which of them lies last, and how long before."""

    own: int
    foreign: int
    foreign_last: bool = False
    months_before: int = 0


def plain_period(corpus: Corpus, state: str, branch: str, benefit: str = "") -> dict[str, Any]:
    """What a period of a State for a branch is like: residence where that insures, else compulsory insurance in the scheme."""
    national = corpus.national(state)
    data = national.data if national is not None else {}
    benefits, schemes = data.get("benefits") or {}, data.get("schemes") or {}
    named: Mapping[str, Any] = benefits.get(benefit) or next((b for b in benefits.values() if b.get("branch") == branch), {})
    told = named.get("scheme") or next(iter(schemes), "")
    scheme = str(told[0] if isinstance(told, list) else told)
    if str((schemes.get(scheme) or {}).get("insures", "")) == "residence":
        return {"country": state, "kind": "residence"}
    return {"country": state, **({"scheme": scheme} if scheme else {}), "kind": "compulsory", "activity": "employed"}


def record_of(question: Question, recipe: Recipe, ending: datetime.date, named: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """The periods of a recipe; `named` are States in which the person has been insured, if only for no time at all."""
    scope = question.instance.scope
    deciding = str(scope.roles.get("deciding") or "")
    partner = str(scope.roles.get("partner") or next(iter(scope.partners), ""))
    own = plain_period(question.corpus, deciding, scope.branch, scope.benefit) if deciding else {}
    foreign = plain_period(question.corpus, partner, scope.branch) if partner and deciding else {}
    order = [(own, recipe.own), (foreign, recipe.foreign)]
    last = datetime.date.fromordinal(add_months(ending.toordinal(), -recipe.months_before))
    found: list[dict[str, Any]] = []
    for plain, units in reversed(order) if recipe.foreign_last else order:
        if plain and units:
            first, last_day = _laid(units, question.instance.unit, last)
            found.append({**plain, "from": first.isoformat(), "to": last_day.isoformat(), **_certified(question.corpus, plain, first, last_day)})
            last = first - datetime.timedelta(days=1)
    there = {p["country"] for p in found}
    for state in dict.fromkeys((*([partner] if foreign else []), *named)):
        if state not in there:
            day = ending.replace(day=1).isoformat()
            found.append({**(plain_period(question.corpus, state, scope.branch)), "from": day, "to": day, "months": 0})
    return sorted(found, key=lambda p: (str(p.get("from", "")), str(p["country"])))


def _certified(corpus: Corpus, plain: dict[str, Any], first: datetime.date, last: datetime.date) -> dict[str, int]:
    """The total that an institution certifies, where the scheme counts in quarters: dates alone do not tell how many were earned."""
    national = corpus.national(str(plain["country"]))
    scheme = ((national.data.get("schemes") or {}) if national is not None else {}).get(plain.get("scheme"), {})
    months = last.year * 12 + last.month - first.year * 12 - first.month + 1
    return {"quarters": months // 3} if scheme.get("counted_in") == "quarters" else {}


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
