"""`/v1/instruments…`: what is encoded, rule by rule, in words, with citations and values over time."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api import schemas
from api.openapi import problems
from api.problems import HttpProblem
from api.replies import reply, unchanged
from api.security.access import public
from api.service import service_of

router = APIRouter(prefix="/v1/instruments", tags=["instruments"], dependencies=[Depends(public())])
_REVALIDATE, _FOR_EVER = "no-cache", "public, max-age=31536000, immutable"
_VERSION = {
    "name": "sha256",
    "in": "query",
    "required": False,
    "description": "Ask for exactly this version (`sha256` of the instrument); it may then be kept for ever.",
    "schema": {"type": "string"},
}


@router.get("", operation_id="listInstruments", summary="All instruments", response_model=schemas.Instruments, responses=problems())
async def instruments(request: Request) -> Response:
    """Agreements, credential rule sets and national laws, in short."""
    service = service_of(request)
    return reply(await service.run(service.catalogue.heads), headers={"Cache-Control": _REVALIDATE})


@router.get(
    "/{id}",
    operation_id="getInstrument",
    summary="One instrument in full",
    response_model=schemas.Instrument,
    responses={**problems(404), 304: {"description": "It has not changed."}},
    openapi_extra={"parameters": [_VERSION]},
)
async def instrument(request: Request, id: str) -> Response:
    """Provisions with their rules in words, parameters over time, what is left open and what is not encoded."""
    service = service_of(request)
    whole = await service.run(lambda: service.catalogue.whole(id))
    if whole is None:
        raise HttpProblem(404, "no-such-instrument", "There is no such instrument", "The ids are listed at /v1/instruments.")
    asked = request.query_params.get("sha256")
    if asked is not None and asked != whole["sha256"]:
        detail = "This version is not served; leave `sha256` out for the version of today."
        raise HttpProblem(404, "no-such-version", "There is no such version", detail)
    headers = {"ETag": f'"{whole["sha256"]}"', "Cache-Control": _FOR_EVER if asked else _REVALIDATE}
    if unchanged(request.headers.get("if-none-match", ""), headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return reply(whole, headers=headers)
