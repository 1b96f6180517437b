"""Assumptions and warnings that the engine itself must tell, in plain words."""

from __future__ import annotations

ASSUMPTIONS = {
    "as-of-default": "The law of today was applied.",
    "record-complete": "The record is taken as complete: the answer rests on the periods you gave.",
    "period.refunded": "No contributions were paid back.",
    "insured-under-place": "During each period the law of the place applied.",
    "claim-date": "The claim is taken as made on the day of the question.",
    "contingency-old-age": "The old-age claim is judged on the day of the question.",
    "recruited-from-home": "For the notice to recruiters, the person is taken to live in the country the credential comes from.",
    "benefit-old-age": "No benefit was named; old age was taken.",
}
DISCLAIMER = "This is information; the institution named here decides."


def assumption(name: str) -> str:
    """The sentence for an assumption's id."""
    if name.startswith("period."):
        head, _, rest = name.partition(":")
        if rest:
            country, _, word = rest.partition(":")
            return f"A period in {country} without a {head[7:]} is taken for “{word}”."
    return ASSUMPTIONS.get(name, name)
