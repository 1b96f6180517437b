"""What the facts of a case are called in a sentence about the law."""

from __future__ import annotations

import re

from api.pages.law.texts import say
from engine.wording.facts import label

#: Marks a message for the catalogue; it is told where it is used.
N_ = str

_FACTS: dict[str, str] = {
    "own.coverage": N_("The time in this State alone"),
    "combined.coverage": N_("The time in the States of the agreement together"),
    "widened.coverage": N_("The time in the States of the agreement and in third States together"),
    "partner.coverage": N_("The time in the other State"),
    "record.coverage": N_("The time that counts"),
    "own.qualifies": N_("The law of the State that decides is satisfied by the time in this State alone"),
    "combined.qualifies": N_("The law of the State that decides is satisfied by the time in the States of the agreement together"),
    "widened.qualifies": N_("The law of the State that decides is satisfied once the time in third States is added too"),
    "record.qualifies": N_("The time that counts satisfies the law of the State that decides"),
    "as_of": N_("The day of the question"),
    "person.age": N_("The person's age"),
    "person.birth_date": N_("The person's date of birth"),
    "person.residence": N_("The State in which the person lives"),
    "person.nationalities": N_("The person's nationality"),
    "person.sex": N_("The person's sex"),
    "person.status": N_("The person's legal status"),
    "person.died": N_("The day of the person's death"),
    "person.incapacity_from": N_("The day from which the person cannot work"),
    "person.legally_resident_in_union": N_("The person lives lawfully in the European Union"),
    "person.assimilated_by_union_law": N_("The law of the European Union treats the person like a national of a Member State"),
    "claimant.age": N_("The claimant's age"),
    "claimant.relation": N_("The claimant's relation to the insured person"),
    "claimant.residence": N_("The State in which the claimant lives"),
    "claimant.nationalities": N_("The claimant's nationality"),
    "claimant.married": N_("The day of the marriage"),
    "beneficiary.residence": N_("The State in which the person to be paid lives"),
    "claim.date": N_("The day of the claim"),
    "claim.contingency": N_("The day of the event (invalidity, death, or the question about old age)"),
    "claim.filed_in": N_("The State in which the claim is made"),
    "has_been_insured_in": N_("A State in which the person was insured"),
    "derives_rights_from_such_a_person": N_("The person has rights through somebody who was insured so"),
    "posting.home": N_("The State in which the worker was insured before"),
    "posting.host": N_("The State in which the work is done"),
    "posting.from": N_("The first day of the work"),
    "posting.to": N_("The last day of the work"),
    "posting.activity": N_("The kind of work"),
    "posting.flag": N_("The flag of the ship"),
    "posting.employer_in": N_("The State of the employer"),
    "posting.employer_there": N_("The employer in the other State, compared with the one at home"),
    "posting.replaces_another": N_("The worker replaces another posted worker"),
    "posting.insured_at_home_months": N_("The time insured at home before the work began"),
    "period.country": N_("The State of the period"),
    "period.scheme": N_("The scheme of the period"),
    "period.kind": N_("The kind of the period"),
    "period.activity": N_("The kind of work in the period"),
    "period.insured_under": N_("The State whose law applied in the period"),
    "period.refunded": N_("The contributions of the period were paid back"),
    "period.from": N_("The first day of the period"),
    "period.to": N_("The last day of the period"),
    "earning.country": N_("The State of the earnings"),
    "earning.year": N_("The year of the earnings"),
    "earning.certified_elsewhere": N_("The earnings are certified as periods elsewhere"),
    "home": N_("The State of the qualification"),
    "host": N_("The State where the qualification is to count"),
    "host_region": N_("The region where the person will work"),
    "deciding": N_("The State that decides"),
    "benefit": N_("The benefit"),
    "credential": N_("The qualification"),
    "credential.evidence": N_("The title of the diploma"),
    "credential.profession": N_("The profession"),
    "credential.awarded": N_("The day on which the diploma was awarded"),
    "credential.awarded_in": N_("The State that awarded the diploma"),
    "credential.training_started": N_("The day on which the training began"),
    "credential.training.years": N_("The years of training"),
    "credential.training.practical_hours": N_("The hours of practical training"),
    "credential.professional_title": N_("The professional title"),
    "credential.recognised_in": N_("A State that has recognised the diploma"),
    "registration.active_in": N_("A State in which the person is registered with an active status"),
    "registration.countries": N_("A State in which the person is or was registered"),
    "practice.countries": N_("A State in which the person practised"),
    "standing.sanctions": N_("A sanction against the person"),
    "practice_certificate.full_nursing_responsibility": N_("The certificate says that the person had full responsibility for nursing care"),
    "basis": N_("What the right rests on"),
    "right": N_("The right exists"),
    "in_scope": N_("The instrument covers the person"),
    "recognised": N_("The qualification is recognised"),
    "states_of_work": N_("The number of States in which the person works"),
    "last_state": N_("The State to whose law the person was subject last"),
}
_LANGUAGE = re.compile(r"language\.([a-z]{2})")
_AGE_REACHED = re.compile(r"(person|claimant)\.date_of_age_(\d+)")


def named(name: str) -> str:
    """A fact as the subject of a sentence, in the language of the page."""
    if name in _FACTS:
        return say(_FACTS[name])
    if found := _LANGUAGE.fullmatch(name):
        return say("The level at which the person speaks the language “%(code)s”", code=found[1])
    if found := _AGE_REACHED.fullmatch(name):
        if found[1] == "claimant":
            return say("The day on which the claimant reaches the age of %(years)s", years=found[2])
        return say("The day on which the person reaches the age of %(years)s", years=found[2])
    record, _, rest = name.partition(".")
    if rest == "coverage":
        return say("The time in the record “%(record)s”", record=label(record))
    if rest == "qualifies":
        return say("The record “%(record)s” satisfies the law of the State that decides", record=label(record))
    return capital(label(name))


def is_sentence(name: str) -> bool:
    """Whether a fact that is true or false is named by a sentence, which can stand by itself."""
    return name in _FACTS


def record_named(record: str) -> str:
    """A record of periods by what it holds."""
    told = {
        "own": say("the time in this State alone"),
        "combined": say("the time in the States of the agreement together"),
        "widened": say("the time with third States"),
    }
    return told.get(record) or say("the record “%(record)s”", record=label(record))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    return text[:1].lower() + text[1:]
