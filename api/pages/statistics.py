"""The page of statistics: each table with its figures, a picture of the greatest, and a file of all."""

from __future__ import annotations

from typing import Any

import anyio
from fastapi import APIRouter, Depends, Request
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import Response

from api.pages.answer_view import outcomes
from api.pages.render import gettext, page
from api.pages.statistics_words import dimensions, occupations, titles
from api.security.access import public, unavailable
from api.service import service_of
from api.statistics.seen import NOT_TOLD, OTHER
from api.statistics.tables import TABLES
from api.statistics.told import LATEST, as_data
from engine.reporting.charts import Chart
from engine.wording.countries import country_name
from engine.wording.facts import label

router = APIRouter(dependencies=[Depends(public())])
#: So many rows stand on the page, and so many bars; the file has all.
MOST_ROWS, MOST_BARS = 40, 10
_COUNTRIES = frozenset({"from", "to", "state", "other_state"})
_AS_THEY_STAND = frozenset({"article", "age_band", "skill_level"})
_NATIONAL = "national."


@router.get("/statistics")
async def statistics(request: Request) -> Response:
    """The latest closed period of each table. Raises HttpProblem (503) where the database does not answer."""
    try:
        told = await anyio.to_thread.run_sync(as_data, service_of(request).statistics, TABLES, LATEST)
    except SQLAlchemyError as error:
        raise unavailable(error) from None
    return page("statistics.html", private=False, told=told, tables=[_shown(table) for table in told["tables"]])


def _shown(table: dict[str, Any]) -> dict[str, Any]:
    rows = [([_words(name, row["cell"][name]) for name in table["dimensions"]], row["figure"]) for row in table["figures"]]
    bars = tuple((_short(row["cell"]), (row["figure"],)) for row in table["figures"][:MOST_BARS])
    heading = titles()[table["id"]]
    chart = Chart(gettext("%(title)s: the greatest figures", title=heading), "", (gettext("Questions"),), bars) if bars else None
    headings = [dimensions()[name] for name in table["dimensions"]]
    return table | {"heading": heading, "headings": headings, "rows": rows[:MOST_ROWS], "more": len(rows) - MOST_ROWS, "chart": chart}


def _short(cell: dict[str, str]) -> str:
    """A cell beside its bar: countries by their codes, without the kind of question; the table has it in full, in the same order."""
    return " · ".join(
        value if name in _COUNTRIES and value != NOT_TOLD else _words(name, value) for name, value in cell.items() if name != "question"
    )


def _words(dimension: str, value: str) -> str:
    """A value as a person reads it."""
    if value in (OTHER, NOT_TOLD):
        return gettext("Other") if value == OTHER else gettext("Not told")
    if dimension in _COUNTRIES:
        return country_name(value)
    if dimension == "outcome":
        return outcomes()[value]
    if dimension == "occupation":
        return occupations()[value]
    if dimension == "law" and value.startswith(_NATIONAL):
        return gettext("Law of %(country)s", country=country_name(value.removeprefix(_NATIONAL)))
    if dimension in _AS_THEY_STAND or dimension == "law":
        return value
    told = label(value)
    return f"{told[:1].upper()}{told[1:]}"
