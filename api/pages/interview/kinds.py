"""How each fact is asked for: what kind of field it takes. What is in no list here cannot be asked of a person."""

from __future__ import annotations

import re

DATES = frozenset(
    (
        "person.birth_date",
        "person.died",
        "person.incapacity_from",
        "claimant.birth_date",
        "claimant.married",
        "claim.date",
        "claim.contingency",
        "claim.approved",
        "posting.from",
        "posting.to",
        "credential.training_started",
        "credential.awarded",
        "practice_certificate.issued",
        "standing.good_standing.issued",
    )
)
COUNTRIES = frozenset(
    (
        "person.residence",
        "claimant.residence",
        "claim.filed_in",
        "posting.home",
        "posting.host",
        "posting.employer_in",
        "posting.flag",
        "credential.awarded_in",
        "recruitment.recruiter_country",
        "home",
        "host",
        "residence_state",
    )
)
SOME_COUNTRIES = frozenset(("person.nationalities", "claimant.nationalities", "posting.employer_seats"))
TRUTHS = frozenset(
    (
        "person.assimilated_by_union_law",
        "person.legally_resident_in_union",
        "posting.replaces_another",
        "practice_certificate.full_nursing_responsibility",
        "recruitment.active",
        "recruitment.worker_applied_unprompted",
    )
)
CHOICES = frozenset(
    (
        "benefit",
        "person.sex",
        "person.status",
        "claimant.relation",
        "posting.activity",
        "posting.employer_there",
        "credential.profession",
        "credential.purpose",
        "credential.training.mode",
        "standing.sanctions",
        "recruitment.recruiter",
    )
)
NUMBERS = frozenset(
    (
        "posting.insured_at_home_months",
        "credential.training.years",
        "credential.training.hours",
        "credential.training.practical_hours",
        "credential.level.eqf",
        "credential.level.level",
    )
)
TEXTS = frozenset(("credential.evidence", "credential.awarding_body", "credential.professional_title", "credential.level.framework", "host_region"))
#: Facts that are lists: the columns of their rows, with the kind of each.
ROWS: dict[str, dict[str, str]] = {
    "practice": {"country": "country", "from": "date", "to": "date", "hours_per_week": "number"},
    "registration": {"country": "country", "status": "choice"},
    "credential.recognised_in": {"country": "country", "date": "date"},
    "children": {"birth_date": "date", "residence": "country", "raised_in": "country"},
    "posting.shares_of_work": {"country": "country", "share": "number"},
}
#: Questions that the lists above answer under another path.
ALSO = {"registration.active_in": "registration", "registration.countries": "registration", "practice.countries": "practice"}

_LANGUAGE = re.compile(r"language\.[a-z]{2}")
_AMOUNT = re.compile(r"amounts\.[a-z0-9_.]{1,80}")
#: A part of a period, or the whole period where its total is to be told year by year.
PERIOD = re.compile(r"record\.(\d{1,3})(?:\.(from|to|kind|scheme|activity|refunded|insured_under|raised_in|days_per_week|quarters|country))?")
_OF_PERIOD = {
    "from": "date",
    "to": "date",
    "kind": "choice",
    "scheme": "choice",
    "activity": "choice",
    "days_per_week": "choice",
    "refunded": "truth",
    "insured_under": "country",
    "raised_in": "country",
    "country": "country",
    "quarters": "number",
    None: "years",
}
_LISTS = {
    "date": DATES,
    "country": COUNTRIES,
    "countries": SOME_COUNTRIES,
    "truth": TRUTHS,
    "choice": CHOICES,
    "number": NUMBERS,
    "text": TEXTS,
    "rows": frozenset(ROWS),
    "lines": frozenset(("credential.certificates",)),
    "spells": frozenset(("record",)),
}


def kind_of(fact: str) -> str:
    """The kind of field for a fact; empty where a person cannot be asked for it."""
    fact = ALSO.get(fact, fact)
    for kind, facts in _LISTS.items():
        if fact in facts:
            return kind
    if period := PERIOD.fullmatch(fact):
        return _OF_PERIOD[period.group(2)]
    if _LANGUAGE.fullmatch(fact):
        return "choice"
    return "amount" if _AMOUNT.fullmatch(fact) else ""


def period_of(fact: str) -> tuple[int, str] | None:
    """The number of the period (from 0) and the part of it that a fact is; None for other facts."""
    found = PERIOD.fullmatch(fact)
    return (int(found.group(1)), found.group(2) or "") if found else None
