"""What the pages of corridors show: a pair of States with or without an agreement, one State, and tables of a region with another."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from api.catalogue.catalogue import NATIONAL, Catalogue
from api.catalogue.corridor import corridor
from api.catalogue.matrix import Matrix, matrix_of
from api.catalogue.parts import articles
from api.catalogue.regions import region_of
from api.pages.law.rules import view
from api.pages.law.texts import told as told_in_language
from api.pages.render import gettext
from api.pages.speaking import LANGUAGE
from engine.decision.summary import NOT_COVERED_WHY
from engine.facts.countries import FORMER, KNOWN
from engine.problems import RuleFileRefused
from engine.wording.countries import country_name
from engine.wording.facts import label


def name(code: str) -> str:
    return country_name(code, LANGUAGE.get())


def by_name(codes: Any) -> list[tuple[str, str]]:
    """Codes with their names, in the order of names in the language of the page."""
    return sorted(((c, name(c)) for c in codes), key=lambda x: x[1].casefold())


def choices() -> list[tuple[str, str]]:
    """Every country, by name."""
    return by_name(KNOWN - FORMER)


def regions() -> dict[str, str]:
    return {
        "africa": gettext("Africa"),
        "americas": gettext("The Americas"),
        "asia": gettext("Asia"),
        "europe": gettext("Europe"),
        "oceania": gettext("Oceania"),
    }


def pair(catalogue: Catalogue, home: str, host: str, day: datetime.date) -> dict[str, Any]:
    """The context of `corridor.html`."""
    matrix, told = matrix_of(catalogue, day), corridor(catalogue, home, host, day)
    bound = [x for x in told["instruments"] if x["binds"]]
    back = corridor(catalogue, host, home, day)
    return {
        "home": {"code": home, "name": name(home)},
        "host": {"code": host, "name": name(host)},
        "bound": bound,
        "others": [x for x in told["instruments"] if not x["binds"]],
        "professions": _by_profession(told),
        "professions_back": _by_profession(back),
        "laws": [_law(catalogue, state) for state in dict.fromkeys((home, host))],
        "help": [{**h, "name": name(h["state"]) if h["state"] else ""} for h in told["still_helps"] if h["state"]],
        "neighbours": [] if bound else [n for n in (_neighbours(matrix, home, host), _neighbours(matrix, host, home)) if n["agreements"]],
        "no_agreement": told_in_language(NOT_COVERED_WHY["no-agreement"]),
        "ask": told_in_language(NOT_COVERED_WHY["ask-the-institution"]),
        "unreadable": told["unreadable"],
    }


def state(catalogue: Catalogue, code: str, day: datetime.date) -> dict[str, Any]:
    """The context of `corridor_state.html`: with whom agreements are encoded, and which professions have rules with this State as host."""
    matrix = matrix_of(catalogue, day)
    partners = matrix.partners(code)
    return {
        "state": {"code": code, "name": name(code)},
        "partners": [(c, n, [_title(catalogue, a) for a in partners[c]]) for c, n in by_name(partners)],
        "law": _law(catalogue, code),
        "hosted": {label(p): found for p, found in sorted(matrix.hosted(code).items())},
    }


def table(catalogue: Catalogue, rows: str, columns: str, day: datetime.date) -> dict[str, Any]:
    """The context of `corridor_matrix.html`: each State of a region with each of another, where anything is encoded for them."""
    matrix = matrix_of(catalogue, day)
    across = by_name(s for s in matrix.states if region_of(s) == columns)
    down = by_name(s for s in matrix.states if region_of(s) == rows)
    return {
        "rows": rows,
        "columns": columns,
        "across": across,
        "down": [(c, n, [(h, matrix.between(c, h) if h != c else None) for h, _ in across]) for c, n in down],
    }


def _title(catalogue: Catalogue, id: str) -> dict[str, str]:
    return {"id": id, "title": str(catalogue.corpus.agreement(id).data["title"])}


def _by_profession(told: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for entry in told["credentials"]:
        if entry["binds"]:
            for profession in entry["professions"] or [""]:
                found.setdefault(label(profession) if profession else gettext("Every profession or study"), []).append(entry)
    return dict(sorted(found.items()))


def _law(catalogue: Catalogue, code: str) -> dict[str, Any]:
    """What the law of a State gives by itself: its benefits, and the sentence of each rule that opens one."""
    try:
        told = catalogue.told(f"{NATIONAL}{code}")
    except RuleFileRefused:
        told = None
    opening = list(_opening(told)) if told else []
    return {"code": code, "name": name(code), "path": f"/instruments/{NATIONAL}{code}" if told else "", "rules": opening}


def _opening(told: Any) -> Iterator[Any]:
    for found in articles(told):
        yield from (view(r) for r in found.rules if str(r.data.get("concludes", "")) == "record.qualifies")


def _neighbours(matrix: Matrix, one: str, other: str) -> dict[str, Any]:
    """Agreements of the first State with third ones, and States of its region that have one with the second."""
    partners = matrix.partners(one)
    near = [s for s in matrix.partners(other) if region_of(s) == region_of(one) and s != one]
    return {"name": name(one), "other": name(other), "agreements": by_name(partners), "near": by_name(near), "code": one, "other_code": other}
