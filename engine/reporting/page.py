"""The report as one HTML page: no script, nothing loaded from elsewhere, readable at 320 px and by ear."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, select_autoescape

from engine.reporting import figures

#: How many of each list a page shows; the whole is in the JSON beside it.
SHOWN = 40
_ROLES = ("deciding", "partner", "sending", "receiving", "home", "host", "benefit")


def page(report: Mapping[str, Any], made_at: str) -> str:
    """The whole page. Every text of the draft is escaped by the template."""
    environment = Environment(
        loader=PackageLoader("engine.reporting"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"question": _question, "person": _person, "apart": _apart, "words": _words}
    person, fiscal, work = (report[k] for k in ("fairness_to_the_person", "fiscal_fairness", "administrative_effectiveness"))
    compared = {"summary": {"persons": person["summary"]}}
    charts = {
        "groups": figures.persons_by_group(compared),
        "gains": figures.who_gains(compared),
        "shares": figures.shares(fiscal["careers"], report["text"]["parties"] or []),
        "checklist": figures.checklist_by_group(work["checklist"]) if work["checklist"] else None,
        "person_proofs": figures.proofs_by_property(person["proofs"]) if person["proofs"] else None,
        "work_proofs": figures.proofs_by_property(work["proofs"]) if work["proofs"] else None,
    }
    return environment.get_template("report.html").render(
        report=report,
        made_at=made_at,
        person=person,
        fiscal=fiscal,
        work=work,
        charts=charts,
        shown=SHOWN,
        counts=Counter(p["state"] for p in work["checklist"]),
    )


def _question(finding: Mapping[str, Any]) -> str:
    return " ".join(str(finding[r]) for r in _ROLES if r in finding)


def _person(case: Mapping[str, Any]) -> str:
    """A person's facts as a line: what a case says, without its braces."""
    return json.dumps(case, ensure_ascii=False)


def _apart(persons: Sequence[Mapping[str, Any]]) -> str:
    """What is other for the second person."""
    if len(persons) < 2:
        return ""
    first, second = persons[0], persons[1]
    apart: dict[str, Any] = {}
    for key in second:
        if first.get(key) == second[key]:
            continue
        one, other = first.get(key), second[key]
        apart[key] = {k: v for k, v in other.items() if one.get(k) != v} if isinstance(one, Mapping) and isinstance(other, Mapping) else other
    return json.dumps(apart or "the same facts", ensure_ascii=False)


def _words(told: object) -> str:
    return str(told if told is not None else "").replace("_", " ")
