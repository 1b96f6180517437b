"""What of an answer is kept: the question, the outcome and the rules it rests on. No fact, figure, date or sentence of the person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.records.seal import Seal, canonical

VERSION = 1
#: Keys of a decision that say nothing of the person beyond the question and its outcome.
_TAKEN = ("deciding", "instrument", "benefit", "branch", "as_of", "outcome", "basis", "route", "why_not_covered", "confidence")


def kept(seal: Seal, tenant: str, question: str, answer: Mapping[str, Any]) -> dict[str, Any]:
    """The part of a record that tells of the answer.

    Facts and trace are told by keyed digests alone: a plain digest of so few facts could be guessed.
    """
    decisions = answer["decisions"]
    facts = canonical(decisions[0]["receipt"]["facts"]) if decisions else ""
    return {
        "version": VERSION,
        "question": question,
        "facts": seal.digest(tenant, "facts", facts),
        "decisions": [_decision(seal, tenant, d) for d in decisions],
    }


def _decision(seal: Seal, tenant: str, decision: Mapping[str, Any]) -> dict[str, Any]:
    receipt = decision["receipt"]
    return {
        **{key: decision.get(key) for key in _TAKEN},
        "because": [step["address"] for step in decision.get("because") or ()],
        "blocked_by": [step["address"] for step in decision.get("blocked_by") or ()],
        "engine": receipt["engine"],
        "backend": receipt["backend"],
        "rules": dict(receipt["rules"]),
        "trace": seal.digest(tenant, "trace", receipt["trace"]) if receipt["trace"] else None,
    }
