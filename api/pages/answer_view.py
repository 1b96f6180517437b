"""An answer as its page and its PDF show it: by country, the best decision first, with what stands apart in each part gathered."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from api.pages.cited_view import cited_texts
from api.pages.ledger_view import ledger_view
from api.pages.render import gettext
from api.pages.spells import spells
from api.pages.telling import country, listed, told
from api.pages.timeline import overlap, timeline
from engine.decision.answer import ALONE
from engine.wording.facts import label

Entry = dict[str, Any]
#: Reasons that stand in the way and steps that are in sight at once; the others are folded.
_BLOCKED, _STEPS = 3, 8


def outcomes() -> dict[str, str]:
    """Words for each outcome."""
    return {
        "yes": gettext("Yes"),
        "no": gettext("No"),
        "undetermined": gettext("Not decided yet"),
        "needs_authority": gettext("An authority decides"),
        "not_covered": gettext("Not covered"),
    }


def view(answer: Mapping[str, Any], case: Mapping[str, Any], width: int = 0) -> Entry:
    """What the templates of an answer read. `width` fixes the picture of the career, for paper."""
    best = set(answer["best"].values())
    decisions = [_decision(d, n, n in best) for n, d in enumerate(answer["decisions"])]
    states = dict.fromkeys(d["deciding"] for d in decisions)
    countries = sorted((_country(state, [d for d in decisions if d["deciding"] == state]) for state in states), key=_rank)
    found = spells(case)
    return {
        "id": answer["id"],
        "as_of": next((d["as_of"] for d in decisions if d.get("as_of")), ""),
        "countries": countries,
        "headline": _headline(countries),
        "warnings": _warnings(decisions),
        "texts": cited_texts([d for c in countries for d in c["first"] + c["others"]]),
        "may_change": any(d["benefit"] != "recognition" for d in decisions),
        "outcomes": outcomes(),
        "spells": found,
        "overlap": overlap([s for s in found if s.possible]),
        "timeline": timeline(case, width),
    }


def _country(state: str, decisions: list[Entry]) -> Entry:
    """The best decision of each branch, and the others."""
    return {"code": state, "first": [d for d in decisions if d["best"]], "others": [d for d in decisions if not d["best"]]}


def _rank(country: Entry) -> int:
    """Countries that say yes come first."""
    return min(list(outcomes()).index(d["outcome"]) for d in country["first"])


def _decision(decision: Mapping[str, Any], n: int, best: bool) -> Entry:
    open_to_others = {x["fact"] for x in decision["left_open"]}
    blocked = sorted(decision["blocked_by"], key=lambda b: not b["distance"]) if decision["outcome"] != "yes" else []
    return {
        **decision,
        "n": n + 1,
        "best": best,
        "asked": [m["question"] for m in decision["missing"] if m["fact"] not in open_to_others],
        "near": blocked[:_BLOCKED],
        "far": blocked[_BLOCKED:],
        "periods": ledger_view(decision["ledger"]),
        "alone": [h for h in decision["still_helps"] if getattr(h["what"], "message", "") in ALONE.values()],
        "steps": decision["next_steps"][:_STEPS],
        "more_steps": decision["next_steps"][_STEPS:],
        "known": [(fact_name(r["fact"]), r["known_by"]) for r in decision["rests_on"]],
        "receipt_text": json.dumps(decision["receipt"], ensure_ascii=False, indent=1),
    }


def fact_name(fact: str) -> str:
    """A fact by its name; one of several (a period, a registration) by its number, counted from one."""
    head, _, number = fact.partition(".")
    if not number.isdecimal():
        return told(label(fact), capital=True)
    return gettext("Period %(number)s", number=int(number) + 1) if head == "record" else told(label(head), capital=True) + f" {int(number) + 1}"


def _headline(countries: Sequence[Entry]) -> list[str]:
    """One plain sentence for each outcome; nothing where a single decision has a sentence of its own that says it."""
    best = [(d["outcome"], c["code"]) for c in countries for d in c["first"]]
    if len(best) < 2:
        return []
    order = list(outcomes())
    ranked = sorted(dict.fromkeys(best), key=lambda x: order.index(x[0]))
    return [_sentence(outcome, listed(country(code) for _, code in some)) for outcome, some in groupby(ranked, lambda x: x[0])]


def _sentence(outcome: str, names: str) -> str:
    sentences = {
        "yes": gettext("%(countries)s: yes, there is a right.", countries=names),
        "no": gettext("%(countries)s: no, not on these facts.", countries=names),
        "undetermined": gettext("%(countries)s: not decided yet, because facts are missing.", countries=names),
        "needs_authority": gettext("%(countries)s: the law leaves it to an authority.", countries=names),
        "not_covered": gettext("%(countries)s: not covered.", countries=names),
    }
    return sentences[outcome]


def _warnings(decisions: Sequence[Entry]) -> list[Entry]:
    """Each warning once, with the countries whose decisions give it."""
    found: dict[str, Entry] = {}
    for decision in decisions:
        for warning in decision["warnings"]:
            entry = found.setdefault(warning["what"], {**warning, "countries": []})
            if decision["deciding"] not in entry["countries"]:
                entry["countries"].append(decision["deciding"])
    return list(found.values())
