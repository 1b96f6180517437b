"""Texts that stand in no file: national law alone, and the model agreement between any two States."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from engine.language.corpus import Corpus
from engine.language.reading import Document, read

#: Words for one side of a comparison that are no agreement.
NATIONAL, MODEL = "national", "model"
_TITLES = {NATIONAL: "National law alone, without an agreement", MODEL: "The model provisions, with their blanks at their defaults"}
_CITED = {"models": "the models of this collection"}
#: What no default of a model fills. The longest posting of the model agreement is what its title says: nobody is sent without a limit.
_FILLED: dict[str, dict[str, Any]] = {
    "posting": {"longest_posting": {"value": "60 months", "cite": {"models": "posting"}, "confidence": "unconfirmed"}},
    "self-employment": {"insured_where": "residence"},
    "share-of-amount": {"full_amount": "combined.amount", "whole": "combined.coverage"},
}
#: What the model of posting leaves to the authorities.
_LONGER = {"fact": "longer_posting_agreed", "to": "the authorities of both States", "about": "a longer posting", "cite": {"models": "posting"}}
_ADOPTED = ("totalization", "share-of-amount", "export", "posting", "self-employment")


def made(kind: str, corpus: Corpus, parties: Iterable[str]) -> tuple[str, Document]:
    """The id and the text of `national` or `model` between two States; it covers each national benefit that has conditions."""
    states = sorted(parties)
    name = f"{kind}-law" if kind == NATIONAL else f"{kind}-agreement"
    data = {
        "agreement": name,
        "title": _TITLES[kind],
        "parties": states,
        "status": "draft",
        "sources": {"models": {"title": "Model provisions", "url": ""}},
        "scope": {"benefits": {s: _benefits(corpus, s) for s in states}, "benefits_cite": _CITED},
        "leaves_open": [] if kind == NATIONAL else [_LONGER],
        "provisions": [_national()] if kind == NATIONAL else [_adopting(model) for model in _ADOPTED],
    }
    return name, read(json.dumps(data).encode(), f"{name}.yaml")


def _benefits(corpus: Corpus, state: str) -> list[str]:
    national = corpus.national(state)
    return [] if national is None else list(national.data.get("benefits") or {})


def _national() -> dict[str, Any]:
    """Each State on its own periods, paid where the person lives as far as its law says so."""
    rule = {"id": "national-right", "when": {"all": [{"own.qualifies": {"is": True}}]}, "concludes": "right", "as": "national"}
    return {"id": "own-law", "cite": _CITED, "answers": "right", "records": {"own": {"of": ["deciding"]}}, "rules": [rule]}


def _adopting(model: str) -> dict[str, Any]:
    provision: dict[str, Any] = {"id": f"model-{model}", "cite": {"models": model}, "adopts": model}
    if model in _FILLED:
        provision["fill"] = _FILLED[model]
    if model == "totalization":  # the plainest worth of a foreign period: date for date
        when = {"all": [{"period.country": {"is": "partner"}}, {"none": [{"period.kind": {"is": "residence"}}]}]}
        provision["rules"] = [{"id": "periods-of-the-other-state", "each": "period", "when": when, "credits": {"into": "combined"}}]
    return provision
