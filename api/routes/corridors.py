"""`/v1/corridors/{home}/{host}`: what joins two States."""

from __future__ import annotations

import datetime

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api import schemas
from api.catalogue.corridor import corridor, known_state
from api.openapi import problems
from api.problems import HttpProblem
from api.replies import reply
from api.security.access import public
from api.service import service_of

router = APIRouter(prefix="/v1/corridors", tags=["corridors"], dependencies=[Depends(public())])


@router.get(
    "/{home}/{host}",
    operation_id="getCorridor",
    summary="What joins two States",
    response_model=schemas.Corridor,
    responses=problems(404),
)
async def between(request: Request, home: str, host: str) -> Response:
    """Instruments and credential rule sets that bind the pair today, benefits, limits of postings; without any, what still helps."""
    if not (known_state(home) and known_state(host)):
        detail = "Write both countries by the two capital letters of ISO 3166-1, such as /v1/corridors/PH/DE."
        raise HttpProblem(404, "unknown-country", "A country is not known", detail)
    service, today = service_of(request), datetime.date.today()
    found = await service.run(lambda: corridor(service.catalogue, home, host, today))
    return reply(found, headers={"Cache-Control": "public, max-age=300"})
