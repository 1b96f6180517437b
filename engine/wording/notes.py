"""Assumptions and warnings that the engine itself must tell, in plain words."""

from __future__ import annotations

from engine.wording.phrases import Country, Phrase, phrase

ASSUMPTIONS = {
    "as-of-default": phrase("The law of today was applied."),
    "record-complete": phrase("The record is taken as complete: the answer rests on the periods you gave."),
    "period.refunded": phrase("No contributions were paid back."),
    "insured-under-place": phrase("During each period the law of the place applied."),
    "claim-date": phrase("The claim is taken as made on the day of the question."),
    "contingency-old-age": phrase("The old-age claim is judged on the day of the question."),
    "recruited-from-home": phrase("For the notice to recruiters, the person is taken to live in the country the credential comes from."),
    "benefit-old-age": phrase("No benefit was named; old age was taken."),
}
DISCLAIMER = phrase("This is information; the institution named here decides.")
DISCLAIMERS = phrase("This is information; the institutions named here decide.")


def assumption(name: str) -> Phrase:
    """The sentence for an assumption's id."""
    if name.startswith("period."):
        head, _, rest = name.partition(":")
        if rest:
            country, _, word = rest.partition(":")
            named = {"country": Country(country), "word": word}
            if head == "period.kind":
                return phrase("A period in {country} without a kind is taken for “{word}”.", **named)
            return phrase("A period in {country} without a scheme is taken for “{word}”.", **named)
    return ASSUMPTIONS.get(name) or Phrase(name)
