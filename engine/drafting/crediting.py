"""The rules by which one State's periods count in the other: nothing enters a record but by a rule, so a draft has one for each scheme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.wording.countries import in_a_sentence

_ONE = {"days": "1 day", "weeks": "1 week", "months": "1 month", "quarters": "1 quarter", "calendar_years": "1 calendar_year"}


def crediting_rules(laws: Mapping[str, Mapping[str, Any]], number: int) -> Iterator[str]:
    """The lines of the rules, for each State that decides and each scheme of the others. Empty where no national law is known."""
    lines = [line for deciding in laws for partner in laws if partner != deciding for line in _pair(laws, deciding, partner, number)]
    if lines:
        yield "    rules:"
        yield from lines


def _pair(laws: Mapping[str, Mapping[str, Any]], deciding: str, partner: str, number: int) -> Iterator[str]:
    own = {str(s["counted_in"]) for s in (laws[deciding].get("schemes") or {}).values()}
    for name, scheme in (laws[partner].get("schemes") or {}).items():
        unit = str(scheme["counted_in"])
        yield f"      - id: {partner.lower()}-{name}-in-{deciding.lower()}"
        yield f'        cite: {{draft: "Art. {number}(2)"}}'
        yield f"        for: {{deciding: {deciding}}}"
        yield "        each: period"
        yield f"        when: {{all: [{{period.country: {{is: {partner}}}}}, {{period.scheme: {{is: {name}}}}}]}}"
        if own == {unit}:
            yield f"        credits: {{into: combined, every: {_ONE[unit]}, worth: {_ONE[unit]}, never_on: own, not_after: claim.contingency}}"
        else:
            units = f"{partner} counts in {unit}, {deciding} in {', '.join(sorted(own))}"
            yield f"        # decide: {units}; until `every` and `worth` say what is worth what, date counts for date."
            yield "        credits: {into: combined, not_after: claim.contingency}"
        title, where = scheme["title"], in_a_sentence(partner)
        yield "        explain:"
        yield f'          holds: "Time in {where} ({title}) counts."'
        yield f'          fails: "Not time in {where} ({title})."'
        yield '          unknown: "Whether this time counts depends on {missing}."'
