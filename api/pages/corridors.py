"""Pages on corridors: what joins two States, what a State has with others, and tables of regions. No fact of a person is asked."""

from __future__ import annotations

import datetime

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from api.catalogue.corridor import known_state
from api.pages.law import corridors, filters  # noqa: F401
from api.pages.public import public_page
from api.pages.render import gettext
from api.problems import HttpProblem
from api.security.access import public
from api.security.sites import PREFIX
from api.service import service_of

router = APIRouter(dependencies=[Depends(public())])


@router.get("/corridors")
async def choose(request: Request, home: str = "", host: str = "") -> Response:
    """The form; with two countries it leads to their page, with one to that country's."""
    errors = {}
    for field, told in (("home", home), ("host", host)):
        if told and not known_state(told):
            errors[field] = gettext("Choose a country from the list.")
    if not errors and home and host and home == host:
        errors["host"] = gettext("Choose two different countries.")
    if not errors and (home or host):
        way = f"{home}/{host}" if home and host else home or host
        return RedirectResponse(f"{PREFIX.get()}/corridors/{way}", 303, headers={"Cache-Control": "no-store"})
    status = 422 if errors else 200
    values = {k: v for k, v in (("home", home), ("host", host)) if known_state(v)}
    return public_page(request, "corridors.html", status, errors=errors, values=values, choices=corridors.choices(), regions=corridors.regions())


@router.get("/corridors/table/{rows}/{columns}")
async def table(request: Request, rows: str, columns: str) -> Response:
    told = corridors.regions()
    if rows not in told or columns not in told:
        raise HttpProblem(404, "no-such-region", "There is no such region", f"Regions are {', '.join(told)}.")
    service, today = service_of(request), datetime.date.today()
    found = await service.run(lambda: corridors.table(service.catalogue, rows, columns, today))
    return public_page(request, "corridor_table.html", regions=told, **found)


@router.get("/corridors/{state}")
async def one(request: Request, state: str) -> Response:
    _known(state)
    service, today = service_of(request), datetime.date.today()
    return public_page(request, "corridor_state.html", **await service.run(lambda: corridors.state(service.catalogue, state, today)))


@router.get("/corridors/{home}/{host}")
async def two(request: Request, home: str, host: str) -> Response:
    _known(home)
    _known(host)
    if home == host:
        return RedirectResponse(f"{PREFIX.get()}/corridors/{home}", 303)
    service, today = service_of(request), datetime.date.today()
    return public_page(request, "corridor.html", **await service.run(lambda: corridors.pair(service.catalogue, home, host, today)))


def _known(code: str) -> None:
    if not known_state(code):
        detail = "Write a country by the two capital letters of ISO 3166-1, such as /corridors/PH/DE."
        raise HttpProblem(404, "unknown-country", "A country is not known", detail)
