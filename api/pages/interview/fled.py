"""Who fled a State is not sent to it: contacts with its authorities are taken out of an answer, and what is possible instead is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from api.pages.render import gettext as _
from api.pages.render import told
from engine.language.corpus import Corpus
from engine.wording.countries import in_a_sentence

NOTICES = "notices"
#: What a step holds that leads somebody to an office.
_CONTACT = ("institution", "ask_at", "form")


def kept_away(corpus: Corpus, answer: Mapping[str, Any], fled: Iterable[str]) -> dict[str, Any]:
    """The answer without contacts with the authorities of these States; outcomes, reasons and periods stay as they are."""
    states = set(fled)
    if not states:
        return dict(answer)
    decisions = [_decision(corpus, d, states) for d in answer["decisions"]]
    plan = [s for s in answer.get("plan", []) if not _leads(s, states)]
    steps = {s["step"]: s for d in decisions for s in d["next_steps"] if s.get("about") == "instead"}
    return {**answer, "decisions": decisions, "plan": [*steps.values(), *plan]}


def _leads(entry: Mapping[str, Any], states: set[str]) -> bool:
    return str(entry.get("state", ""))[:2] in states


def _decision(corpus: Corpus, decision: Mapping[str, Any], states: set[str]) -> dict[str, Any]:
    deciding = str(decision["deciding"])[:2]
    steps = [s for s in decision["next_steps"] if not _leads(s, states)]
    gone = sorted({str(s["state"])[:2] for s in decision["next_steps"] if _leads(s, states)} | ({deciding} & states))
    if not gone:
        return dict(decision)
    instead = [_instead(corpus, code, bool(decision["instrument"])) for code in gone]
    changed = {**decision, "next_steps": [*instead, *steps]}
    return {**changed, "appeal": None} if deciding in states else changed


def _instead(corpus: Corpus, code: str, agreed: bool) -> dict[str, Any]:
    """The step that stands for those that were taken out."""
    state = told(in_a_sentence(code))
    if agreed:
        step = _(
            "You need not write to the authorities of %(state)s. Ask the institution of the country where you live to take your claim and "
            "to get the papers. Say that you fled, and that no letter with your address is to go to that country.",
            state=state,
        )
    else:
        step = _(
            "You need not write to the authorities of %(state)s. The authorities of the country that took you in help to get papers, "
            "or give you papers of their own instead. Ask an advice centre for refugees first.",
            state=state,
        )
    notices = corpus.optional_reference(NOTICES)
    source = ((notices.data.get("sources") or {}).get("refugees") or {}) if notices else {}
    empty = {"institution": "", "ask_at": "", "form": "", "fee": "", "deadline": "", "documents": []}
    cited = {"article": "Art. 25", "source": "refugees", "title": str(source.get("title", "")), "url": str(source.get("url", ""))}
    return {"step": step, "about": "instead", "state": "", **empty, "confidence": "confirmed", **cited}
