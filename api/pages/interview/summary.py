"""What was told, in words, each with the step in which it can be changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from api.pages.interview.fields import Field, fields_of, spell_in_words
from api.pages.interview.kinds import kind_of, period_of
from api.pages.interview.paths import found
from api.pages.interview.sheet import Sheet
from api.pages.render import gettext as _
from api.pages.speaking import LANGUAGE
from api.pages.telling import day
from api.service import Service
from engine.wording.countries import country_name


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the summary: the question, what was told (None: not known), and the step to change it."""

    question: str
    told: str | None
    step: str


def entries(service: Service, sheet: Sheet) -> list[Entry]:
    """All that was asked or told, in the order in which it was asked. Periods stand in one line each."""
    steps = [s for s in sheet.trail if s not in ("record", "fled")]
    shown: list[Entry] = []
    for step in steps:
        for field in fields_of(service.decider.corpus, sheet, step, {}):
            period = period_of(field.fact)
            if period is None or period[1] not in ("from", "to", ""):
                shown.append(Entry(field.question, in_words(sheet, field), step))
    return shown


def in_words(sheet: Sheet, field: Field) -> str | None:
    """What was told for a fact; None where it is not known."""
    value = found(sheet.case, field.fact)
    if value is None:
        return None
    if value in ([], {}):
        return _("None")
    kind = kind_of(field.fact)
    if kind in ("choice", "truth"):
        told = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
        return dict(field.options).get(str(told), str(value))
    if kind == "country":
        return _country(value)
    if kind == "countries":
        return ", ".join(_country(code) for code in value)
    if kind == "lines":
        return "; ".join(value)
    if kind == "amount":
        return f"{value.get('amount', '')} {value.get('currency', '')}"
    if kind == "date":
        return day(value)
    return "; ".join(_row(entry) for entry in _list(value)) if kind == "rows" else str(value)


def _list(value: Any) -> list[dict[str, Any]]:
    return [{"country": country, "share": f"{share} %"} for country, share in value.items()] if isinstance(value, dict) else list(value)


def _row(entry: dict[str, Any]) -> str:
    if "country" in entry and ("from" in entry or "to" in entry):
        return spell_in_words(entry)
    return ", ".join(_country(v) if k in ("country", "residence", "raised_in") else day(v) for k, v in entry.items())


def _country(code: str) -> str:
    return country_name(str(code), LANGUAGE.get())
