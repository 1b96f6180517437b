"""From the fields of a step into the case; what cannot be read is told beside its field."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from api.pages.forms import Unread, a_country, a_number, lines, some_countries
from api.pages.interview import kinds
from api.pages.interview.dates import PARTS, a_date, from_parts
from api.pages.interview.fields import MOST_YEARS, Field
from api.pages.interview.next import ONE_DAY
from api.pages.interview.paths import found, put, what
from api.pages.interview.sheet import Sheet
from api.pages.render import gettext as _
from engine.facts.spans import UNITS
from engine.problems import CaseRefused

MOST_ROWS = 40


def take(sheet: Sheet, step: str, fields: list[Field], values: Mapping[str, str]) -> tuple[Sheet, dict[str, str]]:
    """The sheet with what was filled in, its facts settled; or as it was, with errors by the id of their field."""
    errors: dict[str, str] = {}
    case = copy.deepcopy(sheet.case)
    told = 0
    for field in fields:
        try:
            value = _value(field, values, case)
        except Unread as error:
            errors[first_input(field)] = str(error)
            continue
        if value is None:
            continue
        told += 1
        if field.kind == "years":
            _year_by_year(case, field.fact, value)
            continue
        put(case, field.fact, value)
        day = ONE_DAY.get(str(case.get("benefit")))
        if day and field.fact in ("claim.contingency", day):
            put(case, day if field.fact == "claim.contingency" else "claim.contingency", value)
    if not told and not errors:
        errors[first_input(fields[0])] = _("Answer this question, or choose “I don’t know”.")
    if errors:
        return sheet, errors
    after = copy.deepcopy(sheet)
    after.settle(*(field.fact for field in fields))
    after.went(step)
    try:
        after.take(case, _numbers(sheet, case, fields))
    except CaseRefused as error:
        return sheet, refusals(error, fields)
    return after, {}


def first_input(field: Field) -> str:
    """The id of the first input of a field, to which an error leads."""
    if field.kind == "date":
        return f"{field.fact}-{PARTS[0]}"
    if field.kind in ("rows", "years"):
        return f"{field.fact}-{field.columns[0][0]}-{field.rows[0]}"
    return field.fact


def refusals(error: CaseRefused, fields: list[Field]) -> dict[str, str]:
    """The problems of a case in plain words, each at the field it is about."""
    words = {
        "ends-before-start": _("The end lies before the beginning. Check both dates."),
        "impossible-date": _("There is no such day. Check the date."),
        "date-out-of-range": _("Check the year."),
        "out-of-range": _("This number is too large or too small."),
        "total-over-span": _("The total is more than fits between the two dates."),
        "over-one-hundred": _("Together the shares are more than 100 percent."),
        "too-long": _("This text is too long. Write at most 300 characters."),
        "too-many": _("These are more entries than can be taken."),
        "unknown-country": _("This country is not known. Choose one from the list, or write its two-letter code."),
        "bad-amount": _("Write the amount in digits with a point, such as 412.30."),
    }
    at = {field.fact.replace(".", "/"): first_input(field) for field in fields}
    found_at: dict[str, str] = {}
    for problem in error.problems:
        place = next((to for path, to in at.items() if problem.place.pointer.startswith(f"/{path}")), first_input(fields[0]))
        found_at.setdefault(place, words.get(problem.code) or _("This cannot be right. Check it, or choose “I don’t know”."))
    return found_at


def _value(field: Field, values: Mapping[str, str], case: Mapping[str, Any]) -> Any:
    """What a field holds, None where it is empty. Raises Unread."""
    fact, text = field.fact, values.get(field.fact, "").strip()
    if field.kind == "date":
        return from_parts(values, fact)
    if field.kind == "rows":
        return _rows(field, values)
    if field.kind == "years":
        return {year: number for year in field.rows if (number := _number(values.get(f"{fact}-total-{year}", "")))} or None
    if not text:
        return None
    if field.kind == "amount":
        return _amount(fact, text, values, case)
    if field.kind in ("choice", "truth"):
        if text not in dict(field.options):
            raise Unread(_("Choose one of the answers."))
        return text == "yes" if field.kind == "truth" else int(text) if fact.endswith(".days_per_week") else text
    readers: dict[str, Callable[[str], Any]] = {"country": a_country, "countries": some_countries, "number": a_number, "lines": lines}
    return readers.get(field.kind, str)(text)


def _number(text: str) -> int | None:
    return a_number(text.strip()) if text.strip() else None


def _amount(fact: str, text: str, values: Mapping[str, str], case: Mapping[str, Any]) -> dict[str, Any]:
    deciding = values.get(f"{fact}-country", "")
    currency = values.get(f"{fact}-currency", "").strip().upper()
    if len(currency) != 3 or not currency.isascii() or not currency.isalpha():
        raise Unread(_("Write the currency with its three letters, such as EUR."))
    known = {p.get("country") for p in case.get("record", [])}
    country = deciding if deciding in known else next(iter(sorted(c for c in known if c)), "")
    return {"what": what(fact), "amount": text.replace(",", "."), "currency": currency} | ({"country": country} if country else {})


def _rows(field: Field, values: Mapping[str, str]) -> Any:
    entries = list(_entries(field, values))
    if field.fact == "posting.shares_of_work":
        return {e["country"]: e.get("share", 0) for e in entries if "country" in e} or None
    return entries or None


def _entries(field: Field, values: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    readers: dict[str, Callable[[str], Any]] = {"country": a_country, "date": a_date, "number": a_number}
    for number in range(MOST_ROWS):
        entry: dict[str, Any] = {}
        for name, _words, kind, options in field.columns:
            text = values.get(f"{field.fact}-{name}-{number}", "").strip()
            if text and (kind != "choice" or text in dict(options)):
                entry[name] = readers.get(kind, str)(text)
        if entry:
            yield entry


def _year_by_year(case: dict[str, Any], fact: str, totals: Mapping[str, int]) -> None:
    """A period whose total was told year by year becomes one period for each year."""
    found_period = kinds.period_of(fact)
    period = found(case, fact)
    if found_period is None or not isinstance(period, dict):
        return
    unit = next((u for u in UNITS if u in period), "months")
    kept = {k: v for k, v in period.items() if k not in (*UNITS, "from", "to")}
    years = [{**kept, "from": f"{year}-01-01", "to": f"{year}-12-31", unit: total} for year, total in list(totals.items())[: MOST_YEARS + 1]]
    case["record"][found_period[0] : found_period[0] + 1] = years


def _numbers(sheet: Sheet, case: Mapping[str, Any], fields: list[Field]) -> list[int | None] | None:
    """The old numbers of the periods where one was taken apart into years; None where all stand as they did."""
    apart = next((kinds.period_of(f.fact) for f in fields if f.kind == "years"), None)
    if apart is None or "record" not in sheet.case:
        return None
    before, after = len(sheet.case["record"]), len(case["record"])
    if before == after:
        return None
    return [*range(apart[0]), *(None for _ in range(after - before + 1)), *range(apart[0] + 1, before)]
