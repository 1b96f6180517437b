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

NOT_COVERED_WHY = {
    "no-agreement": "No agreement that is encoded here joins these countries for this question.",
    "outside-scope": "The agreement does not cover this benefit.",
    "outside-persons": "The agreement does not cover this person.",
    "not-encoded": "The country's own condition for this benefit is not encoded yet; the periods that count are shown.",
    "law-not-encoded-then": "A figure of the country's own law is not encoded for that day; the periods that count are shown.",
    "not-answered": "The agreement does not answer this question.",
    "no-rule-set": "No rule set that is encoded here speaks of this profession between these countries.",
    "ask-the-authority": "Ask the competent authority of the host country how it assesses the diploma, and which tests or training help.",
    "ask-the-institution": "Ask the institution of each country: its own law may give a right, a refund or voluntary insurance.",
}


def summary(reading: Reading, reasons: Reasons | None, blocked: list[dict[str, Any]], payable_from: str | None) -> str:
    """The sentence for an answer; it never says more than the outcome does."""
    where = _where(reading)
    if reading.outcome == UNDETERMINED and reading.missing and reasons is None:
        return f"{where}: not decided yet. {question(reading.missing[0].fact)}".removeprefix(": ").strip()
    if reading.outcome == NOT_COVERED or reasons is None:
        return f"{where}: not covered. {_not_covered(reading.why_not)}".strip(": ")
    name = reasons.named("benefit") if reading.question.scope.benefit else ""
    subject = ", ".join(x for x in (where, name) if x)
    if reading.outcome == YES_:
        if reading.settled:
            return f"Insured in {in_a_sentence(reading.settled)}. {_carried(reading, reasons)}"
        return f"{subject}: yes{_from(payable_from)}. {_carried(reading, reasons)}"
    if reading.outcome == NO_:
        return f"{subject}: no, not on these facts. {_nearest(blocked)}"
    if reading.outcome == NEEDS_AUTHORITY:
        asked = reasons.left_open()
        who = asked[0]["decided_by"] if asked else "the authority"
        about = asked[0]["about"] if asked else "a point the law leaves open"
        return f"{subject}: the law leaves this to {who}: {about}."
    facts = reasons.missing()
    return f"{subject}: not decided yet. {facts[0]['question'] if facts else 'Facts are missing.'}"


def _where(reading: Reading) -> str:
    if not reading.question.deciding:
        return ""
    national = reading.e.instance.national if reading.e else None
    return str(national.data["title"]) if national else country_name(reading.question.deciding)


def _not_covered(why: str) -> str:
    return NOT_COVERED_WHY.get(why) or f"The agreement is {why}."


def _from(payable_from: str | None) -> str:
    return f", payable from {payable_from} at the earliest" if payable_from else ""


def _carried(reading: Reading, reasons: Reasons) -> str:
    assert reading.program is not None and reading.trace is not None
    ids = [i for i in reading.program.by_conclusion[reading.conclusion] if reading.trace.holds[i] == YES]
    return " ".join(reasons.sentence(reading.program.rule[i], "holds") for i in ids[:2])


def _nearest(blocked: list[dict[str, Any]]) -> str:
    """The blocking test that is told in the summary: the nearest to being met, of combined periods before own ones."""
    if not blocked:
        return ""
    b = min(blocked, key=lambda b: (_how_far(b), not b["fact"].startswith("combined."), b["address"]))
    if b["distance"]:
        return f"Found {b['found']}, {b['needed']} needed: {b['distance']} short ({b['title'] or b['source']}, {b['article']})."
    return str(b["sentence"])


def _how_far(blocked: dict[str, Any]) -> Fraction:
    """The distance as a part of what is needed; a test without a distance comes last."""
    gap, needed = (parse_literal(re.sub(r"^[a-z ]*", "", blocked[word])) for word in ("distance", "needed"))
    if gap is None or needed is None or not isinstance(gap.value, int) or not isinstance(needed.value, int):
        return Fraction(10**9)
    return Fraction(gap.value, max(needed.value, 1))
