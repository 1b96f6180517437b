"""The page of statistics: each table with its figures, a picture of the greatest, and a file of all."""

from __future__ import annotations

from typing import Any

import anyio
from fastapi import APIRouter, Depends, Request
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import Response

from api.pages.answers import OUTCOMES
from api.pages.render import page
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
HEADINGS = {
    "question": "Question",
    "subject": "Benefit or profession",
    "outcome": "Outcome",
    "from": "Earned in",
    "to": "To count in",
    "state": "One country",
    "other_state": "The other country",
    "law": "Agreement or law",
    "article": "Article",
    "sex": "Sex",
    "age_band": "Age",
    "status": "Status",
    "occupation": "Occupation",
    "skill_level": "Skill level",
}
#: The major groups of ISCO-08 (International Labour Organization, 2012).
OCCUPATIONS = {
    "0": "Armed forces occupations",
    "1": "Managers",
    "2": "Professionals",
    "3": "Technicians and associate professionals",
    "4": "Clerical support workers",
    "5": "Service and sales workers",
    "6": "Skilled agricultural, forestry and fishery workers",
    "7": "Craft and related trades workers",
    "8": "Plant and machine operators, and assemblers",
    "9": "Elementary occupations",
}
_COUNTRIES = frozenset({"from", "to", "state", "other_state"})


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
    bars = tuple((" · ".join(words), (figure,)) for words, figure in rows[:MOST_BARS])
    chart = Chart(f"{table['title']}: the greatest figures", "", ("questions",), bars) if bars else None
    headings = [HEADINGS[name] for name in table["dimensions"]]
    return table | {"headings": headings, "rows": rows[:MOST_ROWS], "more": len(rows) - MOST_ROWS, "chart": chart}


def _words(dimension: str, value: str) -> str:
    """A value as a person reads it. Articles and age bands stand as they are."""
    if value in (OTHER, NOT_TOLD):
        return {OTHER: "Other", NOT_TOLD: "Not told"}[value]
    if dimension in _COUNTRIES:
        return country_name(value)
    if dimension == "outcome":
        return OUTCOMES[value]
    if dimension == "occupation":
        return OCCUPATIONS[value]
    if dimension in ("article", "age_band", "skill_level", "law"):
        return value
    told = label(value)
    return f"{told[:1].upper()}{told[1:]}"
