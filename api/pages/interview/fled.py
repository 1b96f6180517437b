"""Who fled a State is not sent to it: contacts with its authorities are taken out of an answer, and what is possible instead is told.

What is told, and by which law, stands in a reference file (`rulesets/reference/fled.yaml`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from engine.decision.reasons import Reasons
from engine.language.blocks import Block
from engine.language.corpus import Corpus
from engine.wording.countries import in_a_sentence
from engine.wording.sentences import filled

#: The reference file, and the ids of its notices: where an agreement between States carries the decision, and where none does.
FLED, AGREED, NOT_AGREED = "fled", "under-an-agreement", "without-an-agreement"


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
    instead = [_instead(corpus, code, AGREED if decision["instrument"] in corpus.agreements else NOT_AGREED) for code in gone]
    changed = {**decision, "next_steps": [*instead, *steps]}
    return {**changed, "appeal": None} if deciding in states else changed


def _instead(corpus: Corpus, code: str, wanted: str) -> dict[str, Any]:
    """The step that stands for those that were taken out."""
    file = corpus.reference(FLED)
    notice = next(n for n in file.data["notices"] if n["id"] == wanted)
    cite = Block(FLED, file.data, file).citation(notice["cite"])
    state = in_a_sentence(code)
    return {
        "step": filled(str(notice["text"]), lambda name: state if name == "state" else None),
        "about": "instead",
        "state": "",
        **{word: str(notice.get(word, "")) for word in ("institution", "form", "fee", "deadline")},
        "ask_at": str(notice.get("url", "")),
        "documents": list(notice.get("documents") or []),
        "confidence": str(notice.get("confidence", "confirmed")),
        **Reasons.source(cite),
    }
