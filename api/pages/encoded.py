"""Pages on what is encoded: all instruments, and each one rule by rule."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api.catalogue.instrument import party_names
from api.pages.render import page
from api.problems import HttpProblem
from api.security.access import public
from api.service import service_of

router = APIRouter(dependencies=[Depends(public())])
KINDS = {"agreement": "Agreements between States", "credential": "Recognition of credentials", "national": "Laws of single States"}


@router.get("/instruments")
async def instruments(request: Request) -> Response:
    service = service_of(request)
    heads = await service.run(service.catalogue.heads)
    told = [{**x, "party_names": party_names(x["parties"])} for x in heads["instruments"]]
    return page("instruments.html", private=False, instruments=told, kinds=KINDS, unreadable=heads["unreadable"])


@router.get("/instruments/{id}")
async def instrument(request: Request, id: str) -> Response:
    """One instrument to read. Raises HttpProblem (404) where there is none of this id."""
    service = service_of(request)
    whole = await service.run(lambda: service.catalogue.whole(id))
    if whole is None:
        raise HttpProblem(404, "no-such-instrument", "There is no such instrument", "All instruments are listed at /instruments.")
    return page("instrument.html", private=False, it=whole, party_names=party_names(whole["parties"]))
