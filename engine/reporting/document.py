"""The report as data: three chapters, what was taken for granted, and everything that is needed to make it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

#: Which properties speak of what; the rest is of the administration.
_OF_THE_PERSON = ("irrelevance", "monotonicity", "no_one_worse_off", "no_contradiction")
_OF_THE_STATES = ("reciprocity",)


def document(stages: Mapping[str, Mapping[str, Any]], subject: str, day: str) -> dict[str, Any]:
    """The report of finished stages; a stage that could not be done is listed and its part left out."""
    done = {name: result for name, result in stages.items() if "not_done" not in result}
    text, compared, proofs = done.get("text", {}), done.get("compare", {}), done.get("prove", {})
    properties = proofs.get("properties", [])
    return {
        "subject": subject,
        "as_of": day,
        "text": {w: text.get(w) for w in ("instrument", "title", "status", "draft", "against", "parties", "sources")},
        "fairness_to_the_person": {
            "persons": compared.get("persons", []),
            "summary": (compared.get("summary") or {}).get("persons", {}),
            "proofs": _of(properties, _OF_THE_PERSON),
        },
        "fiscal_fairness": {
            "clauses": compared.get("clauses", []),
            "careers": done.get("careers", {}).get("careers", []),
            "proofs": _of(properties, _OF_THE_STATES),
        },
        "administrative_effectiveness": {
            "findings": done.get("check", {}).get("findings", []),
            "checklist": done.get("checklist", {}).get("points", []),
            "scenarios": done.get("test", {}),
            "left_open": text.get("left_open", []),
            "not_encoded": text.get("not_encoded", []),
            "proofs": [p for p in properties if _kind(p) not in (*_OF_THE_PERSON, *_OF_THE_STATES)],
        },
        "assumptions": {
            "takes_for_granted": proofs.get("takes_for_granted", []),
            "not_confirmed": text.get("unsure", []),
            "not_read": compared.get("not_read", []),
        },
        "not_done": {name: list(result["not_done"]) for name, result in stages.items() if "not_done" in result},
        "made_from": {
            "engine": text.get("engine"),
            "sha256": text.get("sha256"),
            "files": {**text.get("files", {}), **done.get("careers", {}).get("files", {})},
            "solver": text.get("solver", {}),
        },
    }


def has_findings(report: Mapping[str, Any]) -> bool:
    """Whether a reader must look: a stage was not done, the text has errors, a scenario differs, or somebody is worse off."""
    worse = [
        p for p in report["fairness_to_the_person"]["proofs"] if p["result"] == "refuted" and _kind(p) in ("no_one_worse_off", "no_contradiction")
    ]
    work = report["administrative_effectiveness"]
    errors = [f for f in work["findings"] if f["severity"] == "error"]
    return bool(report["not_done"] or worse or errors or work["scenarios"].get("failures"))


def _of(properties: Sequence[Mapping[str, Any]], kinds: Sequence[str]) -> list[Mapping[str, Any]]:
    return [p for p in properties if _kind(p) in kinds]


def _kind(finding: Mapping[str, Any]) -> str:
    return str(finding["property"]).partition(".")[0]
