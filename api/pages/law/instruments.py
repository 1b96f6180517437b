"""What the page of an instrument, of a State's law or of a model shows."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from api.catalogue.catalogue import Catalogue
from api.catalogue.instrument import Told
from api.catalogue.parts import Article, articles, home_of
from api.pages.law import values
from api.pages.law.conditions import told as condition_told
from api.pages.law.names import Names
from api.pages.law.rules import view
from api.pages.law.series import all_series
from api.pages.render import gettext
from api.pages.speaking import LANGUAGE
from api.security.sites import PREFIX
from engine.language.tables import rows_of
from engine.problems import RuleFileRefused
from engine.wording.countries import country_name
from engine.wording.facts import label


def shown(catalogue: Catalogue, told: Told) -> dict[str, Any]:
    """The context of `instrument.html`."""
    data, names = told.data, Names(Article(told, {}))
    whole = told.whole()
    return {
        "it": {**whole, "text_as_of": _iso(whole["text_as_of"]), "sources": [{**s, "text_as_of": _iso(s["text_as_of"])} for s in whole["sources"]]},
        "kind": told.kind,
        "parties": parties(told),
        "standing": _status(told),
        "covers": list(_covers(told)),
        "professions": [label(str(p)) for p in _listed(data.get("profession"))],
        "persons": condition_told((data.get("scope") or {}).get("persons"), names),
        "texts": [{**x, **{k: _iso(x[k]) for k in ("signed", "in_force", "terminated")}} for x in whole["instruments"]],
        "bound": [x for x in whole["instruments"] if x["authentic_texts"]],
        "articles": [(a, [view(r) for r in a.rules]) for a in articles(told)],
        "values": all_series(data, names),
        "tables": [_table(told, name) for name in data.get("tables") or {}],
        "scenarios": len(catalogue.tested.of(told.name, told.kind)),
        "adopted_by": list(_adopted_by(catalogue, told)) if told.kind == "model" else [],
        "crumbs": crumbs(told),
    }


def parties(told: Told) -> str:
    """The States bound, by their names; a list by its title."""
    listed = told.data.get("parties")
    if told.kind == "national":
        return _state(str(told.data["national"]))
    if told.kind == "model":
        return gettext("Nobody by itself: agreements adopt it")
    if isinstance(listed, Mapping):
        return "; ".join(_side(told, str(k), v) for k, v in listed.items())
    return ", ".join(_state(str(p)) for p in listed or [])


def _side(told: Told, key: str, value: Any) -> str:
    if key in ("listed_in", "not_listed_in"):
        title = Names(Article(told, {})).listed(str(value))
        return title if key == "listed_in" else gettext("every State that is not in the list “%(list)s”", list=title)
    if isinstance(value, Mapping):
        shown = "; ".join(_side(told, str(k), v) for k, v in value.items())
    else:
        shown = gettext("every State") if value == "any" else ", ".join(_state(str(p)) for p in _listed(value))
    return gettext("%(role)s: %(value)s", role=values.role(key) or label(key), value=shown)


def crumbs(told: Told, *more: tuple[str, str]) -> list[dict[str, str]]:
    """The way from all instruments down to the page above this one."""
    way = [("/instruments", gettext("Agreements and rules")), (home_of(told), in_short(told)), *more]
    return [{"text": t, "href": f"{PREFIX.get()}{path}"} for path, t in way[:-1]]


def in_short(told: Told) -> str:
    """A name short enough to stand in a line: two or three parties, or else the beginning of the title."""
    listed, title = told.data.get("parties"), str(told.data["title"])
    if isinstance(listed, list) and len(listed) < 4 and told.kind == "agreement":
        return parties(told)
    return title if len(title) < 50 else title[:45].rsplit(" ", 1)[0] + " …"


def _status(told: Told) -> str:
    status = str(told.data.get("status") or "in_force")
    base = ((told.data.get("instruments") or {}).get("base") or {}).get("in_force")
    match status:
        case "in_force":
            return gettext("in force since %(day)s", day=values.date(base)) if isinstance(base, datetime.date) else gettext("in force")
        case "signed":
            return gettext("signed, not in force yet")
        case "terminated":
            return gettext("ended")
        case _:
            return gettext("a draft")


def _covers(told: Told) -> list[tuple[str, str]]:
    """Benefits by State, by their titles."""
    found = []
    names = Names(Article(told, {}))
    for state, benefits in ((told.data.get("scope") or {}).get("benefits") or {}).items():
        titles = [names.benefit(str(b)) or label(str(b)) for b in _listed(benefits)]
        found.append((_state(str(state)) if values.country(str(state)) else label(str(state)), "; ".join(titles)))
    return found


def _table(told: Told, name: str) -> dict[str, Any]:
    table = told.data["tables"][name]
    try:
        rows = len(rows_of(told.corpus, told.file, name))
    except RuleFileRefused:
        rows = 0
    return {"id": name, "title": str(table.get("title") or label(name)), "rows": rows}


def _adopted_by(catalogue: Catalogue, model: Told) -> list[tuple[str, str]]:
    found = []
    for name in (*catalogue.corpus.agreements, *catalogue.corpus.credentials):
        try:
            told = catalogue.told(name)
        except RuleFileRefused:
            continue
        found += [(a.path, f"{name}, {a.cited['article'] or a.id}") for a in articles(told) if a.data.get("adopts") == model.name] if told else []
    return found


def _state(code: str) -> str:
    return country_name(code, LANGUAGE.get()) if values.country(code) else code


def _iso(day: str | None) -> str | None:
    return values.date(datetime.date.fromisoformat(day)) if day else None


def _listed(told: Any) -> list[Any]:
    return told if isinstance(told, list) else [told] if told else []
