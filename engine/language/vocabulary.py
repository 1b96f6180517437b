"""The closed lists of the language: facts of a case with their kind, counting functions with their result, roles, derived facts.

A name in a rule is a literal, a name declared in a file, or stands here; anything else is an error that names the nearest one.
"""

from __future__ import annotations

import re

#: Facts of a case that rules may test, with their kind. `codes` are sets: `in` on a set means any member.
CASE_FACTS: dict[str, str] = {
    "as_of": "date",
    "record_complete": "truth",
    "person.birth_date": "date",
    "person.sex": "code",
    "person.nationalities": "codes",
    "person.residence": "code",
    "person.assimilated_by_union_law": "truth",
    "person.legally_resident_in_union": "truth",
    "person.status": "code",
    "person.died": "date",
    "person.incapacity_from": "date",
    "person.age": "months",
    "person.has_died": "truth",
    "claimant.relation": "code",
    "claimant.birth_date": "date",
    "claimant.residence": "code",
    "claimant.nationalities": "codes",
    "claimant.married": "date",
    "claimant.age": "months",
    "children.youngest_birth_date": "date",
    "children.number": "count",
    "beneficiary.residence": "code",
    "claim.date": "date",
    "claim.filed_in": "code",
    "claim.contingency": "date",
    "claim.approved": "date",
    "posting.home": "code",
    "posting.host": "code",
    "posting.from": "date",
    "posting.to": "date",
    "posting.activity": "code",
    "posting.employer_in": "code",
    "posting.replaces_another": "truth",
    "posting.insured_at_home_months": "months",
    "posting.shares_of_work": "codes",
    "posting.flag": "code",
    "posting.employer_there": "code",
    "posting.employer_seats": "codes",
    "credential": "code",
    "credential.profession": "code",
    "credential.purpose": "code",
    "credential.evidence": "code",
    "credential.awarding_body": "code",
    "credential.professional_title": "code",
    "credential.certificates": "codes",
    "credential.awarded_in": "code",
    "credential.training_started": "date",
    "credential.awarded": "date",
    "credential.training.years": "count",
    "credential.training.hours": "count",
    "credential.training.practical_hours": "count",
    "credential.training.mode": "code",
    "credential.level.eqf": "count",
    "credential.level.framework": "code",
    "credential.level.level": "count",
    "credential.recognised_in": "codes",
    "practice_certificate.issued": "date",
    "practice_certificate.full_nursing_responsibility": "truth",
    "registration.countries": "codes",
    "registration.active_in": "codes",
    "practice.countries": "codes",
    "standing.sanctions": "code",
    "standing.good_standing.issued": "date",
    "recruitment.active": "truth",
    "recruitment.recruiter_country": "code",
    "recruitment.recruiter": "code",
    "recruitment.worker_applied_unprompted": "truth",
    "recruitment.from": "code",
    "home": "code",
    "host": "code",
    "host_region": "code",
    "states_concerned": "count",
    "has_been_insured_in": "codes",
    "derives_rights_from_such_a_person": "truth",
    "question": "code",
    "own.amount": "amount",
    "combined.amount": "amount",
}

#: Facts of one period, or of one year of earnings, inside a crediting rule.
PERIOD_FACTS: dict[str, str] = {
    "period.country": "code",
    "period.scheme": "code",
    "period.kind": "code",
    "period.activity": "code",
    "period.insured_under": "code",
    "period.refunded": "truth",
    "period.from": "date",
    "period.to": "date",
    "period.days_per_week": "count",
    "earning.country": "code",
    "earning.year": "date",
    "earning.amount": "amount",
    "earning.certified_elsewhere": "truth",
}

#: Facts with a pattern: dates of an age, language levels held, amounts of an award.
PATTERN_FACTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(person|claimant)\.date_of_age_\d+"), "date"),
    (re.compile(r"language\.[a-z]{2}"), "code"),
    (re.compile(r"award\.[a-z_0-9]+"), "amount"),
)

#: Counting functions that figures may name, with the kind of their result where it does not follow from the arguments.
FUNCTIONS: dict[str, str] = {
    "ratio": "fraction",
    "product": "",
    "sum": "",
    "shortfall": "",
    "same": "",
    "least": "",
    "greatest": "",
    "latest": "date",
    "earliest": "date",
    "length": "months",
    "date_after": "date",
    "age_on": "months",
    "coverage_in_window": "",
    "coverage_of": "",
    "calendar_years_between": "",
    "longest_unbroken_of": "",
    "part_of": "",
    "longest_unbroken_in_window": "months",
    "total_in_window": "months",
    "number_of": "count",
    "share_of": "fraction",
    "only_one_of": "code",
    "table_value": "",
    "table_cell_among": "truth",
    "states_where": "codes",
    "last_state_where": "code",
    "longest_record": "code",
    "states_bound_to": "codes",
}

#: Functions that the lowering itself puts in: no file names them.
INTERNAL_FUNCTIONS = ("table_row_exists", "partners_conclude", "partner_coverage")

ROLES = ("deciding", "partner", "home", "host", "sending", "receiving", "residence_state")

VERBS = ("is", "in", "listed_in", "at_least", "at_most", "more_than", "less_than", "on_or_after", "before")


def kind_of_fact(path: str) -> str | None:
    """The kind of a fact of the case, of a period or of a pattern; None where there is no such fact."""
    if path in CASE_FACTS:
        return CASE_FACTS[path]
    if path in PERIOD_FACTS:
        return PERIOD_FACTS[path]
    return next((kind for pattern, kind in PATTERN_FACTS if pattern.fullmatch(path)), None)
