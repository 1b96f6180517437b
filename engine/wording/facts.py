"""Facts of a case in plain words, and the question that asks for each.

The sentences are the engine's own; questions about what the law leaves open come from the rule files.
"""

from __future__ import annotations

import re
from functools import lru_cache

from engine.wording.phrases import Phrase, phrase

LABELS: dict[str, Phrase] = {
    "own.coverage": phrase("own coverage"),
    "combined.coverage": phrase("coverage of both States together"),
    "widened.coverage": phrase("coverage with third States"),
    "person.age": phrase("age"),
    "claimant.age": phrase("the claimant's age"),
    "person.residence": phrase("residence"),
    "person.nationalities": phrase("nationality"),
    "person.status": phrase("status"),
    "posted_for": phrase("length of the posting"),
    "credential.evidence": phrase("title of the diploma"),
    "credential.training_started": phrase("start of training"),
    "has_been_insured_in": phrase("where the person was insured"),
}

QUESTIONS: dict[str, Phrase] = {
    "record": phrase("In which countries were you insured or resident, and from when to when?"),
    "person.birth_date": phrase("When was the person born?"),
    "person.residence": phrase("In which country does the person live?"),
    "person.nationalities": phrase("Which nationalities does the person hold?"),
    "person.status": phrase("What is the person's legal status (national, refugee, stateless, other)?"),
    "person.sex": phrase("Is the person a woman or a man? A rule that applies here distinguishes."),
    "person.died": phrase("When did the person die?"),
    "person.incapacity_from": phrase("Since when is the person unable to work?"),
    "person.legally_resident_in_union": phrase("Is the person legally resident in a Member State of the European Union?"),
    "person.assimilated_by_union_law": phrase("Does Union law treat the person like a national of a Member State (for instance as a family member)?"),
    "claimant.relation": phrase("How is the claimant related to the insured person?"),
    "claimant.birth_date": phrase("When was the claimant born?"),
    "claimant.residence": phrase("In which country does the claimant live?"),
    "claimant.married": phrase("When did the claimant marry the insured person?"),
    "children": phrase("Which children are there, and when were they born?"),
    "claim.contingency": phrase("When did the event happen on which the benefit depends (invalidity, death)?"),
    "claim.date": phrase("When was the claim made?"),
    "claim.approved": phrase("When was the claim approved?"),
    "posting.activity": phrase("What kind of work is done (employed, self-employed, at sea, in the air, civil service)?"),
    "posting.home": phrase("In which country is the person insured before the posting?"),
    "posting.host": phrase("In which country is the work done?"),
    "posting.from": phrase("When does the posting begin?"),
    "posting.to": phrase("When does the posting end?"),
    "posting.employer_there": phrase("Is the employer in the other country the same, a related one, or another?"),
    "posting.replaces_another": phrase("Does the worker replace another posted worker?"),
    "posting.shares_of_work": phrase("What share of the work is done in each country?"),
    "posting.employer_seats": phrase("In which countries do the employers have their seat?"),
    "posting.flag": phrase("Which flag does the ship fly?"),
    "posting.insured_at_home_months": phrase("How many months was the person insured at home before the posting?"),
    "credential.evidence": phrase("What is the exact title on the diploma, in its own language?"),
    "credential.certificates": phrase("Which certificates accompany the diploma?"),
    "credential.training_started": phrase("When did the training begin?"),
    "credential.awarded": phrase("When was the diploma awarded?"),
    "credential.awarded_in": phrase("Which country awarded the diploma?"),
    "practice": phrase("In which periods did the person practise the profession?"),
    "practice_certificate.issued": phrase("When was the certificate of practice issued?"),
    "practice_certificate.full_nursing_responsibility": phrase("Does the certificate say that the person had full responsibility for nursing care?"),
    "registration.active_in": phrase("Where is the person registered with an active status?"),
    "host_region": phrase("In which region of the host country will the person work?"),
    "home": phrase("Which country awarded the credential?"),
    "host": phrase("In which country shall the credential count?"),
}

_PERIOD = {
    "from": phrase("When did this period begin?"),
    "to": phrase("When did this period end?"),
    "scheme": phrase("In which scheme was this period insured?"),
    "kind": phrase("What kind of period was it (compulsory, voluntary, residence, child-raising …)?"),
    "quarters": phrase("How many quarters of coverage does the institution certify for this period?"),
    "refunded": phrase("Were the contributions of this period paid back?"),
    "activity": phrase("What kind of work was done in this period?"),
    "insured_under": phrase("Whose law applied during this period?"),
    "days_per_week": phrase("How many days a week does the scheme of this period count?"),
}
_ITEM = re.compile(r"record\.(\d+)(?:\.(\w+))?")


@lru_cache(maxsize=4096)
def label(name: str) -> Phrase:
    """A fact, figure or rule name in words."""
    if name in LABELS:
        return LABELS[name]
    return Phrase(re.sub(r"[._-]+", " ", name.removeprefix("record.")).strip())


def in_short(fact: str) -> Phrase:
    """A fact as part of a sentence: "the start of period 2"."""
    item = _ITEM.fullmatch(fact)
    return _of_period(item.group(2), int(item.group(1)) + 1) if item else label(fact)


def _of_period(part: str | None, n: int) -> Phrase:
    if part is None:
        return phrase("the single years of period {n}", n=n)
    if part == "from":
        return phrase("the start of period {n}", n=n)
    if part == "to":
        return phrase("the end of period {n}", n=n)
    if part == "quarters":
        return phrase("the certified quarters of period {n}", n=n)
    return phrase("the {fact} of period {n}", fact=label(part), n=n)


def question(fact: str) -> Phrase:
    """The question that asks for a fact."""
    item = _ITEM.fullmatch(fact)
    if item and item.group(2) is None:
        return phrase("Period {n}: how does its total fall on the single years? Give each year by itself.", n=int(item.group(1)) + 1)
    if item:
        asked = _PERIOD.get(item.group(2)) or phrase("What is its {fact}?", fact=label(item.group(2)))
        return phrase("Period {n}: {question}", n=int(item.group(1)) + 1, question=asked)
    if fact.startswith("law."):
        return phrase("A figure of the law is not encoded for that day: {figure}.", figure=label(fact.rpartition(".")[2]))
    if fact.startswith("amounts."):
        return phrase("What is the amount of {what} that the institution told?", what=label(fact[8:].removeprefix("award.")))
    if fact.startswith("language."):
        return phrase("At what level does the person speak this language ({language})?", language=fact[9:])
    return QUESTIONS.get(fact) or phrase("What is known about: {fact}?", fact=label(fact))
