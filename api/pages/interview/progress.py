"""How an interview goes on: the step that comes next, with what it asks and why."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from api.pages.interview.next import BEGIN, first, open_facts, paid_abroad_is_open, together
from api.pages.interview.paths import put
from api.pages.interview.sheet import Sheet
from api.pages.interview.why import Reason, reasons
from api.pages.render import gettext as _
from api.pages.render import told
from api.service import Service
from engine.decision.select import states_of
from engine.facts import parse_case

FLED = "fled"
#: Facts with which the ways in begin: no rule is asked for them, since they tell which rules to ask.
_BEGUN = frozenset(fact for steps in BEGIN.values() for step in steps for fact in step.split("+"))


@dataclass
class Step:
    """A step: its name (facts with + between, or `fled`), the engine's questions by fact, why it is asked, how many facts are open."""

    name: str
    questions: dict[str, str] = field(default_factory=dict)
    why: list[Reason] = field(default_factory=list)
    states: dict[str, str] = field(default_factory=dict)
    left: int = 0


def ahead(service: Service, sheet: Sheet) -> Step | None:
    """The next step; None where nothing that is open can be told by the person."""
    begin = first(sheet)
    if begin:
        return Step(begin)
    decisions = service.decide(sheet.case)["decisions"]
    waiting = open_facts(sheet, decisions)
    name = together(waiting)
    if name is None:
        return Step(FLED) if sheet.fled is None and may_have_fled(sheet, decisions) else None
    return described(service, sheet, name, decisions, waiting)


def again(service: Service, sheet: Sheet, name: str) -> Step:
    """A step that was gone before, or is to be changed. The rules that wait for it are found by asking without what was told."""
    facts = name.split("+")
    if name == FLED or all(fact in _BEGUN for fact in facts):
        return Step(name)
    case = copy.deepcopy(sheet.case)
    for fact in facts:
        put(case, fact, None)
    decisions = service.decide(case)["decisions"]
    return described(service, sheet, name, decisions, open_facts(Sheet(sheet.way, case), decisions))


def described(service: Service, sheet: Sheet, name: str, decisions: list[dict[str, Any]], waiting: Mapping[str, list[str]]) -> Step:
    """A step with its questions, its reasons and the States that ask."""
    asked = {m["fact"]: told(m["question"]) for d in decisions for m in d["missing"]}
    addresses = [a for fact in name.split("+") for a in waiting.get(fact, ())]
    states = {fact: waiting[fact][0].partition("@")[2] for fact in name.split("+") if waiting.get(fact)}
    why = reasons(service.catalogue, addresses) or _paid_abroad(name, decisions)
    return Step(name, asked, why, states, len(waiting))


def _paid_abroad(name: str, decisions: list[dict[str, Any]]) -> list[Reason]:
    """The provisions on payment abroad that wait for the residence."""
    if name.partition(".")[2] != "residence":
        return []
    told = ((d["portable"], d["instrument"]) for d in decisions if paid_abroad_is_open(d))
    about = _("Payment in the country where the person lives")
    return [Reason(about, p["title"], p["article"], f"/instruments/{name}" if name else "/instruments") for p, name in told][:1]


def may_have_fled(sheet: Sheet, decisions: list[dict[str, Any]]) -> list[str]:
    """States to whose institutions an answer would send the person although the person does not live there."""
    case = sheet.case
    states = set(states_of(parse_case(case, today=date.today()))) | {str(case[k]) for k in ("home", "host") if k in case}
    states |= {str(d["deciding"]) for d in decisions if d["deciding"]}
    living = (case.get("claimant") or case.get("person") or {}).get("residence")
    here = {str(living)[:2]} if living else {str(case["host"])} if "host" in case else set()
    contacts = any(s["institution"] or s["ask_at"] for d in decisions for s in d["next_steps"])
    return sorted(states - here) if contacts else []
