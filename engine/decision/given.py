"""Facts of a case as bounded values: what was told, what follows from it, and what is declared as a default.

Every default that was used is noted; the answer tells it as an assumption.
"""

from __future__ import annotations

import re
from typing import Any

from engine.counting.calendar import age_months, date_of_age
from engine.decision.bounds import DOMAINS, Bounded, Pair, pair, unknown
from engine.facts.case import Case
from engine.facts.dates import PartialDate
from engine.language.vocabulary import CASE_FACTS, kind_of_fact

_AGE = re.compile(r"(person|claimant)\.date_of_age_(\d+)")
#: What must be asked where a fact is derived from another.
SOURCES = {
    "person.age": "person.birth_date",
    "claimant.age": "claimant.birth_date",
    "has_been_insured_in": "record",
    "states_concerned": "record",
    "person.has_died": "person.died",
    "children.youngest_birth_date": "children",
    "children.number": "children",
}


class GivenFacts:
    """Reads a case for one instance. `branch` decides which defaults apply; `deciding` selects amounts."""

    def __init__(self, case: Case, branch: str, deciding: str | None) -> None:
        self.case, self.branch, self.deciding = case, branch, deciding
        self.assumed: set[str] = set()
        self._values: dict[tuple[str, str], Bounded] = {}

    def value(self, kind: str, path: str) -> Bounded:
        key = (kind, path)
        if key not in self._values:
            told = self._told(path)
            self._values[key] = unknown(kind) if told is None else bounded(kind, told)
        return self._values[key]

    def asks(self, path: str) -> str:
        """The fact of the case to ask for, where this one is not known."""
        age = _AGE.fullmatch(path)
        if age:
            return f"{age.group(1)}.birth_date"
        if path.startswith("award.") or path in ("own.amount", "combined.amount"):
            return f"amounts.{path}"
        return self._beneficiary if path == "beneficiary.residence" else SOURCES.get(path, path)

    @property
    def _beneficiary(self) -> str:
        """Who is paid: the survivor where the benefit is for survivors, else the insured person."""
        return "claimant.residence" if self.branch in ("survivors", "orphans", "death-grant") else "person.residence"

    def _told(self, path: str) -> Any:
        derived = self._derived(path)
        if derived is not None:
            return derived
        if path in CASE_FACTS or kind_of_fact(path):
            found = self.case.given(path)
            return self._default(path) if found is None else found
        return self.case.given(f"assume.{path}")

    def _derived(self, path: str) -> Any:
        case = self.case
        age = _AGE.fullmatch(path)
        if age:
            return self._date_of_age(age.group(1), int(age.group(2)))
        if path in ("person.age", "claimant.age"):
            return self._age(path.partition(".")[0])
        if path == "beneficiary.residence":
            return self.case.given(self._beneficiary)
        if path == "as_of":
            return (case.as_of, case.as_of)
        if path == "person.has_died":
            return True if case.given("person.died") is not None else None
        if path == "has_been_insured_in":
            return self._insured_in()
        if path == "states_concerned":
            known_states = len({p.country for p in case.record} - {None})
            return (known_states, known_states if case.has_record and case.record_complete else 40)
        if path == "children.youngest_birth_date":
            dates = [c.birth_date for c in case.children or ()]
            return None if not dates or None in dates else max(d for d in dates if d is not None)
        if path == "registration.active_in":
            told = case.registration
            if told is None or any(r.country is None or r.status is None for r in told):
                return None
            return tuple(r.country for r in told if r.status == "active" and r.country)
        if path == "recruitment.from":
            return self._recruited_from()
        if path == "derives_rights_from_such_a_person":
            return self.case.claimant.relation is not None
        if path.startswith("award.") or path in ("own.amount", "combined.amount"):
            return self._amount(path)
        return None

    def _recruited_from(self) -> str | None:
        """The State from which the person is recruited: that of residence; where that was not told, the home of the credential."""
        if self.case.person.residence is None and self.case.home is not None and self.case.recruitment.active:
            self.assumed.add("recruited-from-home")
        return (self.case.person.residence or self.case.home or self.case.credential.awarded_in or "")[:2] or None

    def _default(self, path: str) -> Any:
        """The declared defaults: a claim is taken as made on the day of the question; so is the contingency, for old age only."""
        if path in ("claim.date", "claim.approved"):
            self.assumed.add("claim-date")
            return (self.case.as_of, self.case.as_of)
        if path == "claim.contingency" and self.branch == "old-age":
            self.assumed.add("contingency-old-age")
            return (self.case.as_of, self.case.as_of)
        return None

    def _birth(self, who: str) -> Pair | None:
        told = self.case.given(f"{who}.birth_date")
        return None if told is None else pair(bounded("date", told))

    def _age(self, who: str) -> Pair | None:
        birth = self._birth(who)
        if birth is None:
            return None
        return (max(0, age_months(int(birth[1]), self.case.as_of)), max(0, age_months(int(birth[0]), self.case.as_of)))

    def _date_of_age(self, who: str, years: int) -> Pair | None:
        birth = self._birth(who)
        if birth is None:
            return None
        return (date_of_age(int(birth[0]), years, 0), date_of_age(int(birth[1]), years, 0))

    def _insured_in(self) -> frozenset[str] | None:
        case = self.case
        told = {p.country for p in case.record if p.country}
        if case.given("posting.home") is not None:
            told.add(str(case.given("posting.home")))
        return frozenset(told) if told or (case.has_record and case.record_complete) else None

    def _amount(self, path: str) -> Any:
        what = {"own.amount": "national-pension", "combined.amount": "theoretical-amount"}.get(path, path[6:].replace("_", "-"))
        told = (a.amount for a in self.case.amounts or () if a.country == self.deciding and a.what == what and a.amount is not None)
        return next((int(a * 100) for a in told), None)

    @property
    def currency(self) -> str:
        """The currency in which amounts of the deciding State were told."""
        return next((a.currency for a in self.case.amounts or () if a.country == self.deciding and a.currency), "")


def bounded(kind: str, told: Any) -> Bounded:
    """What a case says, as a bounded value of the kind that the rules read."""
    if isinstance(told, PartialDate):
        return (told.lo, told.hi)
    if isinstance(told, tuple) and len(told) == 2 and all(isinstance(x, int) for x in told):
        return (told[0], told[1])
    if isinstance(told, bool):
        return (int(told), int(told))
    if isinstance(told, int):
        return (told, told)
    if kind == "code":
        return frozenset({str(told)})
    if kind == "codes":
        return frozenset({told} if isinstance(told, str) else map(str, told))
    return DOMAINS.get(kind)
