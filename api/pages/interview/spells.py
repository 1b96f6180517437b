"""The periods of a life, one at a time: added, changed, taken away."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from api.pages.forms import Unread, a_country, a_number
from api.pages.interview.dates import from_parts, parts_of
from api.pages.interview.fields import Field
from api.pages.interview.sheet import Sheet
from api.pages.interview.taking import refusals
from api.pages.render import gettext as _
from api.pages.speaking import LANGUAGE
from engine.facts.models import MOST_PERIODS
from engine.facts.spans import UNITS
from engine.problems import CaseRefused
from engine.wording.countries import country_name


def before(sheet: Sheet, number: int | None) -> dict[str, str]:
    """What stands in the fields of a period; nothing for a new one."""
    record = sheet.case.get("record") or []
    if number is None or number >= len(record):
        return {}
    period = record[number]
    values = {f"from-{part}": text for part, text in parts_of(period.get("from")).items()}
    values |= {f"to-{part}": text for part, text in parts_of(period.get("to")).items()}
    values["country"] = country_name(period["country"], LANGUAGE.get()) if period.get("country") else ""
    unit = next((u for u in UNITS if u in period), "")
    return values | ({"total": str(period[unit]), "unit": unit} if unit else {})


def saved(sheet: Sheet, number: int | None, values: Mapping[str, str]) -> tuple[Sheet, dict[str, str]]:
    """The sheet with a period from its fields, a new one or the one of that number; or as it was, with errors by field."""
    period, errors = _period(values)
    record = copy.deepcopy(sheet.case.get("record") or [])
    if len(record) >= MOST_PERIODS:
        errors.setdefault("country", _("These are more entries than can be taken."))
    if errors:
        return sheet, errors
    if number is None or number >= len(record):
        return _taken(sheet, [*record, period], [*range(len(record)), None])
    kept = {k: v for k, v in record[number].items() if k not in ("country", "from", "to", *UNITS)}
    if record[number].get("country") != period["country"]:
        kept.pop("scheme", None)  # a scheme of another State
    record[number] = kept | period
    return _taken(sheet, record, None)


def removed(sheet: Sheet, number: int) -> Sheet:
    """The sheet without a period."""
    record = sheet.case.get("record") or []
    kept = [n for n in range(len(record)) if n != number]
    return _taken(sheet, [record[n] for n in kept], [*kept])[0]


def _taken(sheet: Sheet, record: list[dict[str, Any]], numbers: list[int | None] | None) -> tuple[Sheet, dict[str, str]]:
    after = copy.deepcopy(sheet)
    case = {**after.case, "record": record}
    if not record:
        del case["record"]
        numbers = []
    try:
        after.take(case, numbers)
    except CaseRefused as error:
        parts = {"total": "total", "from": "from-day", "to": "to-day"}
        told = refusals(error, [Field("country", "country", "")])
        key = error.problems[0].place.pointer.rpartition("/")[2]
        return sheet, {("total" if key in UNITS else parts.get(key, "country")): next(iter(told.values()))}
    return after, {}


def _period(values: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    period: dict[str, Any] = {}
    errors: dict[str, str] = {}
    country = values.get("country", "").strip()
    if not country:
        errors["country"] = _("Which country is this period from?")
    readers: dict[str, Callable[[], str | None]] = {
        "country": lambda: a_country(country) if country else None,
        "from-day": lambda: from_parts(values, "from"),
        "to-day": lambda: _end(values),
    }
    for field, read in readers.items():
        try:
            value = read()
        except Unread as error:
            errors[field] = str(error)
            continue
        if value is not None:
            period[field.removesuffix("-day")] = value
    total, unit = values.get("total", "").strip(), values.get("unit", "")
    if total:
        try:
            period[unit if unit in UNITS else "months"] = a_number(total)
        except Unread as error:
            errors["total"] = str(error)
        if unit not in UNITS:
            errors["unit"] = _("Choose what the total counts: days, weeks, months, quarters or years.")
    return period, errors


def _end(values: Mapping[str, str]) -> str | None:
    """The last day; today where the period goes on."""
    return date.today().isoformat() if values.get("still") else from_parts(values, "to")
