"""What to ask next: of all that open decisions wait for, what settles most; facts that belong together on one page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from api.pages.interview.kinds import ALSO, kind_of, period_of
from api.pages.interview.sheet import Sheet

#: Facts that are asked on one page where both are missing.
TOGETHER: tuple[tuple[str, ...], ...] = (
    ("posting.home", "posting.host"),
    ("posting.from", "posting.to"),
    ("claimant.relation", "claimant.married"),
    ("credential.evidence", "credential.certificates"),
    ("credential.training_started", "credential.awarded"),
    ("credential.level.framework", "credential.level.level"),
    ("credential.training.years", "credential.training.hours", "credential.training.practical_hours", "credential.training.mode"),
    ("practice_certificate.issued", "practice_certificate.full_nursing_responsibility"),
)
#: What a person is asked first, before any rule is looked at: without it nobody knows which rules to ask.
BEGIN: dict[str, tuple[str, ...]] = {
    "pension": ("benefit", "record"),
    "abroad": (),
    "survivors": ("record",),
    "credential": ("home+host", "credential.profession", "credential.purpose"),
}
#: Two questions about one day: the answer to one is the answer to the other.
ONE_DAY = {"survivors": "person.died", "orphans": "person.died", "invalidity": "person.incapacity_from"}


def first(sheet: Sheet) -> str | None:
    """The first question of a way in that is still to be put; None where they are done."""
    for step in BEGIN[sheet.way]:
        if step not in sheet.trail and not all(f in sheet.asked for f in step.split("+")):
            if step == "record" and sheet.branch == "applicable-legislation":
                continue
            return step
    return None


def open_facts(sheet: Sheet, decisions: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """The facts that can still matter and may be asked of the person, the most useful first, each with the addresses that wait for it.

    What an authority must say is left to it; what was told or is not known is not asked again. Last comes what a yes still needs: from
    when, and whether it is paid where the person lives.
    """
    waiting: dict[str, list[str]] = {}
    for decision in decisions:
        others = {x["fact"] for x in decision["left_open"]}
        for entry in decision["missing"]:
            fact = ALSO.get(entry["fact"], entry["fact"])
            if fact not in others and fact not in sheet.asked and kind_of(fact):
                waiting.setdefault(fact, []).extend(a for a in entry["because_of"] if a not in waiting.get(fact, ()))
    ordered = dict(sorted(waiting.items(), key=lambda x: -len(x[1])))
    for decision in decisions:
        for fact, addresses in after_a_yes(sheet, decision):
            if fact not in sheet.asked:
                ordered.setdefault(fact, addresses)
    return ordered


def after_a_yes(sheet: Sheet, decision: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """What is not known of who is paid, where a right is there but not from when or whether it is paid abroad; and what waits for it."""
    who = "claimant" if decision["branch"] in ("survivors", "orphans", "death-grant") else "person"
    known = sheet.case.get(who) or {}
    waiting = [x["address"] for x in decision["outstanding"] if x["met_on"] is None and ".age@" in x["address"]]
    if waiting and "birth_date" not in known:
        yield f"{who}.birth_date", waiting
    if paid_abroad_is_open(decision) and "residence" not in known:
        yield f"{who}.residence", []


def paid_abroad_is_open(decision: Mapping[str, Any]) -> bool:
    """Whether it depends on what is not known that a right is paid where the person lives."""
    return bool(decision["portable"]) and decision["portable"]["outcome"] == "undetermined"


def together(facts: Mapping[str, list[str]]) -> str | None:
    """The step for the first of some facts, with those that belong to it and are missing too."""
    if not facts:
        return None
    top = next(iter(facts))
    group = next((g for g in TOGETHER if top in g), None)
    period = period_of(top)
    if group:
        return "+".join(f for f in group if f in facts)
    if period and period[1] in ("from", "to"):
        return "+".join(f for f in (f"record.{period[0]}.from", f"record.{period[0]}.to") if f in facts)
    if period and period[1]:
        same = [f for f in facts if (p := period_of(f)) and p[1] == period[1]]
        return "+".join(sorted(same, key=lambda f: period_of(f) or (0, "")))
    return top
