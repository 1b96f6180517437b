"""A record of periods all on one page, for those who know it already: a question about it, and the answer."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api.bodies import form
from api.pages.answers import shown
from api.pages.forms import Filled, a_country, a_number, countries, some_countries
from api.pages.render import page
from api.security.access import limited, public
from api.service import service_of
from engine.problems import CaseRefused

router = APIRouter()
MOST_ROWS, FIRST_ROWS = 8, 3
UNITS = ("days", "weeks", "months", "quarters", "years")
KINDS = {
    "compulsory": "compulsory insurance",
    "voluntary": "voluntary insurance",
    "assimilated": "counted like insurance",
    "residence": "residence",
    "child-raising": "raising a child",
    "military": "military service",
    "unemployment": "unemployment",
    "sickness": "sickness",
}
BENEFITS = {
    "old-age": "An old-age pension",
    "invalidity": "A pension for invalidity or disability",
    "survivors": "A pension for survivors",
    "applicable-legislation": "Where I am insured while I work abroad",
}
ACTIVITIES = ("employed", "self-employed", "civil-servant", "seafarer", "flight-crew")
EMPLOYERS = {"same": "the same employer", "related": "a related company", "other": "another employer"}
RELATIONS = {"spouse": "husband or wife", "divorced-spouse": "divorced spouse", "partner": "partner", "child": "child", "parent": "parent"}


@router.get("/periods", dependencies=[Depends(public())])
async def empty() -> Response:
    return _form(Filled({}, "contribution-record"), FIRST_ROWS)


@router.post("/periods", dependencies=[Depends(limited())])
async def asked(request: Request) -> Response:
    """Another row, the form once more, or the answer. What was typed travels in the body and is not kept."""
    values = await form(request)
    action = values.pop("action", "decide")
    rows = _rows(values)
    filled = Filled(values, "contribution-record")
    if action == "add-row":
        return _form(filled, min(rows + 1, MOST_ROWS))
    if action == "edit":
        return _form(filled, rows)
    _read(filled, rows)
    service = service_of(request)
    if not filled.errors:
        try:
            answer = await service.run(lambda: service.decide(filled.case))
        except CaseRefused as error:
            filled.refused(error)
        else:
            return shown(answer, filled.case, filled.values, "/periods")
    return _form(filled, rows, status=422)


def _rows(values: dict[str, str]) -> int:
    told = values.pop("rows", "")
    return min(max(int(told) if told.isascii() and told.isdigit() and len(told) < 3 else FIRST_ROWS, 1), MOST_ROWS)


def _form(filled: Filled, rows: int, status: int = 200) -> Response:
    filled.values["rows"] = str(rows)
    lists: dict[str, Any] = {"units": UNITS, "kinds": KINDS, "benefits": BENEFITS, "activities": ACTIVITIES}
    lists |= {"employers": EMPLOYERS, "relations": RELATIONS, "countries": countries(), "most_rows": MOST_ROWS}
    return page("record.html", status=status, values=filled.values, errors=filled.errors, rows=rows, **lists)


def _read(filled: Filled, rows: int) -> None:
    filled.put("benefit", "benefit")
    filled.put("birth_date", "person/birth_date")
    filled.put("residence", "person/residence", a_country)
    filled.put("nationalities", "person/nationalities", some_countries)
    filled.put("event", "claim/contingency")
    filled.put("relation", "claimant/relation")
    filled.put("claimant_birth", "claimant/birth_date")
    filled.put("claimant_residence", "claimant/residence", a_country)
    if filled.text("benefit") == "applicable-legislation":
        _read_posting(filled)
    record = [period for row in range(rows) if (period := _period(filled, row, f"/record/{_before(filled, row)}"))]
    if record:
        filled.case["record"] = record
    elif filled.text("benefit") != "applicable-legislation" and not filled.errors:
        filled.errors["country_0"] = "Enter at least one period: a country, and when or how long."


def _read_posting(filled: Filled) -> None:
    filled.put("home", "posting/home", a_country)
    filled.put("host", "posting/host", a_country)
    filled.put("posting_from", "posting/from")
    filled.put("posting_to", "posting/to")
    filled.put("activity", "posting/activity")
    filled.put("employer_there", "posting/employer_there")
    if not filled.text("host"):
        filled.errors.setdefault("host", "In which country is the work done?")


_ROW = ("country", "scheme", "kind", "from", "to", "total")


def _before(filled: Filled, row: int) -> int:
    """How many rows above hold anything: empty rows are no periods, so this is the place of the row in the record."""
    return sum(any(filled.text(f"{name}_{r}") for name in _ROW) for r in range(row))


def _period(filled: Filled, row: int, at: str) -> dict[str, Any]:
    period: dict[str, Any] = {}
    if not any(filled.text(f"{name}_{row}") for name in _ROW):
        return period
    filled.put(f"country_{row}", "country", a_country, period, at)
    for name in ("scheme", "kind", "from", "to"):
        filled.put(f"{name}_{row}", name, into=period, at=at)
    unit = filled.text(f"unit_{row}")
    if unit in UNITS:
        filled.put(f"total_{row}", unit, a_number, period, at)
    elif filled.text(f"total_{row}"):
        filled.errors[f"unit_{row}"] = "Choose what the total counts: days, weeks, months, quarters or years."
    if not filled.text(f"country_{row}"):
        filled.errors[f"country_{row}"] = "Which country is this period from?"
    return period or {"country": ""}
