"""One decision in the shape of the answer: outcome, summary, reasons, ledger, amounts, steps, receipt."""

from __future__ import annotations

import datetime
from typing import Any

from engine.decision.amounts import amounts
from engine.decision.bounds import known
from engine.decision.carried import carrying
from engine.decision.doubts import doubts
from engine.decision.heading import heading
from engine.decision.ledger import Line
from engine.decision.noticed import Noticed
from engine.decision.payable import Payable
from engine.decision.reading import NOT_COVERED, YES_, Reading
from engine.decision.reasons import Reasons
from engine.decision.receipt import receipt
from engine.decision.rests_on import rests_on
from engine.decision.shown import shown_as
from engine.decision.summary import NOT_COVERED_WHY, summary
from engine.decision.titles import title_of
from engine.language.ir import NO, UNKNOWN, YES, Rule
from engine.language.periods import PeriodBar
from engine.wording.facts import label
from engine.wording.facts import question as question_for
from engine.wording.notes import assumption
from engine.wording.phrases import phrase
from engine.wording.sentences import filled, needed, unexplained

#: Declared defaults that every answer rests on; others are told where a rule read them.
TOLD_ALWAYS = ("as-of-default", "record-complete")
OUTCOMES = {YES: "yes", NO: "no", 1: "undetermined"}

#: What a State's own law gives on its own periods alone.
ALONE = {
    YES: phrase("{state} ({benefit}): its own periods ({coverage}) already open this benefit under its own law."),
    UNKNOWN: phrase("{state} ({benefit}): its own periods ({coverage}) may open this benefit under its own law; facts are missing."),
    NO: phrase("{state} ({benefit}): its own periods ({coverage}) do not open this benefit under its own law alone."),
}


def answer(reading: Reading) -> dict[str, Any]:
    """The decision as data: strings with units, lists in the order of the rules. Raises nothing of its own."""
    question = reading.question
    if reading.e is None:
        return _nothing(reading)
    reasons = Reasons(reading)
    because = reasons.because()
    blocked = reasons.blocked_by()
    payable = Payable(reading.e, *_ran(reading)) if reading.outcome == YES_ else None
    first = payable.of_conclusion(reading.conclusion) if payable and question.kind == "benefit" else None
    noticed = Noticed(reading, reasons)
    doubted = doubts(reading, reasons)
    e = reading.e
    return {
        "deciding": question.deciding,
        "instrument": question.instrument,
        "benefit": _benefit(reading),
        "branch": e.instance.scope.branch or None,
        **heading(reading),
        "as_of": _iso(e.case.as_of),
        "outcome": reading.outcome,
        **_basis(reading),
        **({"insured_in": reading.settled} if reading.settled else {}),
        "summary": summary(reading, reasons, blocked, first),
        "why_not_covered": reading.why_not if reading.outcome == NOT_COVERED else None,
        "payable_from": _payable_from(first),
        "outstanding": _outstanding(reading, reasons, payable),
        "because": because,
        "blocked_by": blocked,
        "missing": reasons.missing(),
        "left_open": reasons.left_open(),
        "ledger": ledger(reading, reasons),
        "amounts": amounts(reading, reasons) if reading.outcome == YES_ else None,
        "portable": _portable(reading, reasons),
        "next_steps": noticed.next_steps(),
        "still_helps": _national_alone(reading, reasons) + noticed.still_helps() or _ask_them(question.kind, reading.outcome),
        "warnings": noticed.warnings(),
        "appeal": noticed.appeal(),
        "recruitment": noticed.recruitment(),
        **({"title": title_of(reading)} if question.kind == "credential" else {}),
        "rests_on": rests_on(reading, reasons),
        "assumptions": [assumption(a) for a in sorted({*(d for d in e.case.defaults_used if d in TOLD_ALWAYS), *e.given.assumed})],
        "confidence": "unconfirmed" if doubted else "confirmed",
        "unconfirmed": doubted,
        "receipt": receipt(reading),
    }


def _ran(reading: Reading) -> tuple[Any, Any]:
    return reading.program, reading.trace


def _nothing(reading: Reading) -> dict[str, Any]:
    """No rule file speaks of this State or pair, or it is not known whom to ask: still an answer."""
    question = reading.question
    assert reading.case is not None
    empty: dict[str, Any] = {k: [] for k in ("outstanding", "because", "blocked_by", "left_open", "ledger", "next_steps", "warnings", "unconfirmed")}
    return {
        "deciding": question.deciding,
        "instrument": question.instrument,
        "benefit": _benefit(reading),
        "branch": None,
        **heading(reading),
        "as_of": _iso(reading.case.as_of),
        "outcome": reading.outcome,
        "route" if question.kind == "credential" else "basis": None,
        "summary": summary(reading, None, [], None),
        "why_not_covered": reading.why_not if reading.outcome == NOT_COVERED else None,
        "payable_from": None,
        **empty,
        "missing": [{"fact": m.fact, "question": question_for(m.fact), "because_of": []} for m in reading.missing],
        "amounts": None,
        "portable": None,
        "still_helps": _ask_them(question.kind, reading.outcome),
        "appeal": None,
        "recruitment": None,
        "rests_on": [],
        "assumptions": [assumption(a) for a in sorted(d for d in reading.case.defaults_used if d in TOLD_ALWAYS)],
        "confidence": "confirmed",
        "receipt": receipt(reading),
    }


def _ask_them(kind: str, outcome: str) -> list[dict[str, Any]]:
    """Where nothing covers the case and no rule file says what helps: whom to ask."""
    if outcome != NOT_COVERED:
        return []
    whom = "ask-the-authority" if kind == "credential" else "ask-the-institution"
    return [{"what": NOT_COVERED_WHY[whom], "article": "", "source": "", "title": "", "url": ""}]


def _iso(day: int) -> str:
    return datetime.date.fromordinal(day).isoformat()


def _benefit(reading: Reading) -> str | None:
    return reading.question.scope.benefit or {"posting": "applicable-legislation", "credential": "recognition"}.get(reading.question.kind)


def _basis(reading: Reading) -> dict[str, Any]:
    word = "route" if reading.question.kind == "credential" else "basis"
    if reading.outcome != YES_:
        return {word: None}
    labels = reading.labels
    return {word: labels[0] if len(labels) == 1 else labels or None}


def _payable_from(first: int | None) -> str | None:
    return _iso(first) if first else None


def _outstanding(reading: Reading, reasons: Reasons, payable: Payable | None) -> list[dict[str, Any]]:
    if payable is None or reading.e is None:
        return []
    found = []
    for awaited in payable.awaited.values():
        if awaited.met_on is None or awaited.met_on > reading.e.case.as_of:
            needs = needed(awaited.test, reasons.needed_value(awaited.test), True)
            what = phrase("{fact} {needed}", fact=label(awaited.test.name), needed=needs)
            met = _iso(awaited.met_on) if awaited.met_on else None
            found.append({"address": reasons.address(awaited.test.address), "what": what, "met_on": met})
    return found


def ledger(reading: Reading, reasons: Reasons) -> list[dict[str, Any]]:
    """What became of every period; a period that no rule brought in says so."""
    assert reading.e is not None
    e = reading.e
    for name in sorted(e.instance.records):
        e.records.entries(name)
    lines = sorted(e.records.lines, key=lambda x: (x.earnings, x.item, x.into, x.rule))
    found = [_line(line, reading, reasons) for line in lines]
    told = {x.item for x in lines if not x.earnings}
    barred = dict(e.records.admission.barred)
    for index, period in enumerate(e.case.record):
        if index not in told and e.instance.credits:
            bar = barred.get(index)
            why = reasons.sentence_of_bar(bar) if bar else phrase("No rule that applies here counts this period.")
            cited = _cited(reasons, bar) if bar else {"address": "", "article": "", "source": "", "title": "", "url": ""}
            found.append({"item": index, **_dates(period), "into": "", "credited": phrase("nothing"), "dropped": phrase("all"), "why": why, **cited})
    return sorted(found, key=lambda x: (x.get("year", ""), x["item"]))


def _cited(reasons: Reasons, rule: Rule | PeriodBar) -> dict[str, Any]:
    """The address of a rule, and where it stands."""
    return {"address": reasons.address(rule.id), **reasons.source(rule.cite)}


def _dates(period: Any) -> dict[str, Any]:
    return {
        "country": period.country,
        "from": str(period.start) if period.start else None,
        "to": str(period.end) if period.end else None,
    }


def _line(line: Line, reading: Reading, reasons: Reasons) -> dict[str, Any]:
    assert reading.e is not None
    e = reading.e
    unit, part = e.instance.unit, 7 if e.instance.unit == "weeks" else 1
    if line.earnings:
        item = (e.case.earnings or ())[line.item]
        where = {"country": item.country, "from": f"{item.year}-01-01", "to": f"{item.year}-12-31", "year": str(item.year)}
    else:
        where = _dates(e.case.record[line.item])
    why = filled(line.explain, reasons.named) if line.explain else unexplained(line.rule)
    return {
        "item": line.item,
        **where,
        "into": line.into,
        "credited": shown_as(unit, (line.credited[0] // part, -(-line.credited[1] // part))),
        "dropped": shown_as(unit, (line.dropped[0] // part, line.dropped[1] // part)),
        "why": why,
        "address": reasons.address(line.rule),
        **reasons.source(line.cite),
    }


def _portable(reading: Reading, reasons: Reasons) -> dict[str, Any] | None:
    """Whether the benefit is paid where the person lives."""
    if reading.trace is None or reading.program is None or reading.e is None or "payable" not in reading.trace.conclusions:
        return None
    if reading.outcome != YES_:
        return None
    truth = reading.trace.conclusions["payable"]
    carried = carrying(reading.program, reading.trace, "payable") if truth == YES else reading.program.by_conclusion["payable"]
    rule = reading.program.rule[carried[0]]
    where = reading.e.given.value("code", "beneficiary.residence")
    return {
        "payable_in": next(iter(where)) if known(where) else None,  # type: ignore[arg-type]
        "outcome": OUTCOMES[truth],
        "sentence": reasons.sentence(rule, {YES: "holds", NO: "fails"}.get(truth, "unknown")),
        **_cited(reasons, rule),
    }


def _national_alone(reading: Reading, reasons: Reasons) -> list[dict[str, Any]]:
    """Where no instrument covers the case: what the State's own law gives on its own periods."""
    if reading.outcome != NOT_COVERED or reading.e is None or reading.e.instance.lacks_conditions or reading.e.instance.scope.benefit == "":
        return []
    truth = reading.e.ask("own.qualifies")
    rule = reading.e.instance.rule(reading.e.instance.book.concluding["own.qualifies"][0])
    told = {
        "state": reasons.named("deciding") or reading.question.deciding,
        "benefit": reasons.named("benefit"),
        "coverage": shown_as(reading.e.instance.unit, reading.e.records.coverage("own")),
    }
    return [{"what": phrase(ALONE[truth], **told), **_cited(reasons, rule)}]
