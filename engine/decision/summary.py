"""One plain sentence first: what the answer is, from when, and what decides it."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from engine.decision.reading import NEEDS_AUTHORITY, NO_, NOT_COVERED, UNDETERMINED, YES_, Reading
from engine.decision.reasons import Reasons
from engine.language.ir import YES
from engine.language.literals import parse_literal
from engine.wording.countries import country_name, in_a_sentence
from engine.wording.facts import question
from engine.wording.phrases import Country, Phrase, Sentences, listed, measure, phrase, sentences

NOT_COVERED_WHY = {
    "no-agreement": phrase("No agreement that is encoded here joins these countries for this question."),
    "outside-scope": phrase("The agreement does not cover this benefit."),
    "outside-persons": phrase("The agreement does not cover this person."),
    "not-encoded": phrase("The country's own condition for this benefit is not encoded yet; the periods that count are shown."),
    "law-not-encoded-then": phrase("A figure of the country's own law is not encoded for that day; the periods that count are shown."),
    "not-answered": phrase("The agreement does not answer this question."),
    "no-rule-set": phrase("No rule set that is encoded here speaks of this profession between these countries."),
    "ask-the-authority": phrase("Ask the competent authority of the host country how it assesses the diploma, and which tests or training help."),
    "ask-the-institution": phrase("Ask the institution of each country: its own law may give a right, a refund or voluntary insurance."),
}


def summary(reading: Reading, reasons: Reasons | None, blocked: list[dict[str, Any]], first: int | None) -> Sentences:
    """The sentence for an answer; it never says more than the outcome does. `first` is the day from which it is payable."""
    where = _where(reading)
    if reading.outcome == UNDETERMINED and reading.missing and reasons is None:
        open_yet = phrase("{where}: not decided yet.", where=where) if where else phrase("not decided yet.")
        return sentences(open_yet, question(reading.missing[0].fact))
    if reading.outcome == NOT_COVERED or reasons is None:
        not_covered = phrase("{where}: not covered.", where=where) if where else phrase("not covered.")
        return sentences(not_covered, _not_covered(reading.why_not))
    name = reasons.named("benefit") if reading.question.scope.benefit else None
    subject = listed(x for x in (where, name) if x)
    if reading.outcome == YES_:
        carried = _carried(reading, reasons) or ("",)
        if reading.settled:
            return sentences(phrase("Insured in {state}.", state=in_a_sentence(reading.settled)), *carried)
        if first:
            return sentences(phrase("{subject}: yes, payable from {day} at the earliest.", subject=subject, day=measure("date", first)), *carried)
        return sentences(phrase("{subject}: yes.", subject=subject), *carried)
    if reading.outcome == NO_:
        return sentences(phrase("{subject}: no, not on these facts.", subject=subject), _nearest(blocked))
    if reading.outcome == NEEDS_AUTHORITY:
        asked = reasons.left_open()
        who = asked[0]["decided_by"] if asked else phrase("the authority")
        about = asked[0]["about"] if asked else phrase("a point the law leaves open")
        return sentences(phrase("{subject}: the law leaves this to {authority}: {about}.", subject=subject, authority=who, about=about))
    facts = reasons.missing()
    return sentences(phrase("{subject}: not decided yet.", subject=subject), facts[0]["question"] if facts else phrase("Facts are missing."))


def _where(reading: Reading) -> str:
    code = reading.question.deciding
    if not code:
        return ""
    national = reading.e.instance.national if reading.e else None
    return Country(str(national.data["title"]) if national else country_name(code), code)


def _not_covered(why: str) -> Phrase:
    return NOT_COVERED_WHY.get(why) or phrase("The agreement is {why}.", why=why)


def _carried(reading: Reading, reasons: Reasons) -> tuple[str, ...]:
    assert reading.program is not None and reading.trace is not None
    ids = [i for i in reading.program.by_conclusion[reading.conclusion] if reading.trace.holds[i] == YES]
    return tuple(reasons.sentence(reading.program.rule[i], "holds") for i in ids[:2])


def _nearest(blocked: list[dict[str, Any]]) -> str:
    """The blocking test that is told in the summary: the nearest to being met, of combined periods before own ones."""
    if not blocked:
        return ""
    b = min(blocked, key=lambda b: (_how_far(b), not b["fact"].startswith("combined."), b["address"]))
    if b["distance"]:
        told = {"found": b["found"], "needed": b["needed"], "distance": b["distance"], "law": b["title"] or b["source"], "article": b["article"]}
        if b["over"]:
            return phrase("Found {found}, {needed} needed: {distance} over ({law}, {article}).", **told)
        return phrase("Found {found}, {needed} needed: {distance} short ({law}, {article}).", **told)
    sentence: str = b["sentence"]
    return sentence


def _how_far(blocked: dict[str, Any]) -> Fraction:
    """The distance as a part of what is needed; a test without a distance comes last."""
    gap, needed = (parse_literal(re.sub(r"^[a-z ]*", "", blocked[word])) for word in ("distance", "needed"))
    if gap is None or needed is None or not isinstance(gap.value, int) or not isinstance(needed.value, int):
        return Fraction(10**9)
    return Fraction(gap.value, max(needed.value, 1))
