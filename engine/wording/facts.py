"""Facts of a case in plain words, and the question that asks for each.

The sentences are the engine's own; questions about what the law leaves open come from the rule files.
"""

from __future__ import annotations

import re

LABELS: dict[str, str] = {
    "own.coverage": "own coverage",
    "combined.coverage": "coverage of both States together",
    "widened.coverage": "coverage with third States",
    "person.age": "age",
    "claimant.age": "the claimant's age",
    "person.residence": "residence",
    "person.nationalities": "nationality",
    "person.status": "status",
    "posted_for": "length of the posting",
    "credential.evidence": "title of the diploma",
    "credential.training_started": "start of training",
    "has_been_insured_in": "where the person was insured",
}

QUESTIONS: dict[str, str] = {
    "record": "In which countries were you insured or resident, and from when to when?",
    "person.birth_date": "When was the person born?",
    "person.residence": "In which country does the person live?",
    "person.nationalities": "Which nationalities does the person hold?",
    "person.status": "What is the person's legal status (national, refugee, stateless, other)?",
    "person.sex": "Is the person a woman or a man? A rule that applies here distinguishes.",
    "person.died": "When did the person die?",
    "person.incapacity_from": "Since when is the person unable to work?",
    "person.legally_resident_in_union": "Is the person legally resident in a Member State of the European Union?",
    "person.assimilated_by_union_law": "Does Union law treat the person like a national of a Member State (for instance as a family member)?",
    "claimant.relation": "How is the claimant related to the insured person?",
    "claimant.birth_date": "When was the claimant born?",
    "claimant.residence": "In which country does the claimant live?",
    "claimant.married": "When did the claimant marry the insured person?",
    "children": "Which children are there, and when were they born?",
    "claim.contingency": "When did the event happen on which the benefit depends (invalidity, death)?",
    "claim.date": "When was the claim made?",
    "claim.approved": "When was the claim approved?",
    "posting.activity": "What kind of work is done (employed, self-employed, at sea, in the air, civil service)?",
    "posting.home": "In which country is the person insured before the posting?",
    "posting.host": "In which country is the work done?",
    "posting.from": "When does the posting begin?",
    "posting.to": "When does the posting end?",
    "posting.employer_there": "Is the employer in the other country the same, a related one, or another?",
    "posting.replaces_another": "Does the worker replace another posted worker?",
    "posting.shares_of_work": "What share of the work is done in each country?",
    "posting.employer_seats": "In which countries do the employers have their seat?",
    "posting.flag": "Which flag does the ship fly?",
    "posting.insured_at_home_months": "How many months was the person insured at home before the posting?",
    "credential.evidence": "What is the exact title on the diploma, in its own language?",
    "credential.certificates": "Which certificates accompany the diploma?",
    "credential.training_started": "When did the training begin?",
    "credential.awarded": "When was the diploma awarded?",
    "credential.awarded_in": "Which country awarded the diploma?",
    "practice": "In which periods did the person practise the profession?",
    "practice_certificate.issued": "When was the certificate of practice issued?",
    "practice_certificate.full_nursing_responsibility": "Does the certificate say that the person had full responsibility for nursing care?",
    "registration.active_in": "Where is the person registered with an active status?",
    "host_region": "In which region of the host country will the person work?",
    "home": "Which country awarded the credential?",
    "host": "In which country shall the credential count?",
}

_PERIOD = {
    "from": "When did this period begin?",
    "to": "When did this period end?",
    "scheme": "In which scheme was this period insured?",
    "kind": "What kind of period was it (compulsory, voluntary, residence, child-raising …)?",
    "quarters": "How many quarters of coverage does the institution certify for this period?",
    "refunded": "Were the contributions of this period paid back?",
    "activity": "What kind of work was done in this period?",
    "insured_under": "Whose law applied during this period?",
    "days_per_week": "How many days a week does the scheme of this period count?",
}
_ITEM = re.compile(r"record\.(\d+)(?:\.(\w+))?")
_IN_SHORT = {"from": "the start of", "to": "the end of", "quarters": "the certified quarters of", "kind": "the kind of", "scheme": "the scheme of"}


def label(name: str) -> str:
    """A fact, figure or rule name in words."""
    if name in LABELS:
        return LABELS[name]
    return re.sub(r"[._-]+", " ", name.removeprefix("record.")).strip()


def in_short(fact: str) -> str:
    """A fact as part of a sentence: "the start of period 2"."""
    item = _ITEM.fullmatch(fact)
    if item:
        part = item.group(2)
        return f"{_IN_SHORT.get(part, f'the {label(part)} of') if part else 'the single years of'} period {int(item.group(1)) + 1}"
    return label(fact)


def question(fact: str) -> str:
    """The question that asks for a fact."""
    item = _ITEM.fullmatch(fact)
    if item and item.group(2) is None:
        return f"Period {int(item.group(1)) + 1}: how does its total fall on the single years? Give each year by itself."
    if item:
        return f"Period {int(item.group(1)) + 1}: {_PERIOD.get(item.group(2), 'What is its ' + label(item.group(2)) + '?')}"
    if fact.startswith("law."):
        return f"A figure of the law is not encoded for that day: {label(fact.rpartition('.')[2])}."
    if fact.startswith("amounts."):
        return f"What is the amount of {label(fact[8:].removeprefix('award.'))} that the institution told?"
    if fact.startswith("language."):
        return f"At what level does the person speak this language ({fact[9:]})?"
    return QUESTIONS.get(fact, f"What is known about: {label(fact)}?")
