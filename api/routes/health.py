"""`/livez` and `/readyz`: whether the process answers, and whether it decides as it must."""

from __future__ import annotations

import logging

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api import schemas
from api.openapi import problems
from api.replies import NOT_STORED, reply
from api.security.access import public
from api.service import service_of
from engine import __version__
from engine.problems import InputRefused

router = APIRouter(tags=["health"], dependencies=[Depends(public())])
_log = logging.getLogger("portability")


@router.get("/livez", operation_id="getLive", summary="Is the process alive?", response_model=schemas.Live, responses=problems())
async def livez() -> Response:
    """Answers as long as the process does."""
    return reply({"status": "live"}, headers=NOT_STORED)


@router.get(
    "/readyz",
    operation_id="getReady",
    summary="Does the service decide as it must?",
    response_model=schemas.Ready,
    responses={**problems(), 503: {"model": schemas.Ready, "description": "It does not decide as it must."}},
)
async def readyz(request: Request) -> Response:
    """Decides a case whose answer is known. Says which engine reads the rules, and warns where it is not the one of record."""
    service = service_of(request)
    try:
        golden = await service.run(service.golden, size=0)
    except InputRefused as error:
        _log.error("the golden case is refused: %s", error)
        golden = False
    warnings = [f"durable-rules does not load; {service.backend} reads the rules"] if service.fallen_back else []
    warnings += [f"rule files are not archived: {service.archive.broken}"] if service.archive.broken else []
    warnings += [f"rule files changed after they were read: {', '.join(service.archive.lost)}"] if service.archive.lost else []
    warnings += [] if golden else ["the golden case does not come out as it must"]
    told = {
        "status": "ready" if golden else "not ready",
        "engine": __version__,
        "backend": service.backend,
        "fallen_back": service.fallen_back,
        "golden": golden,
        "warnings": warnings,
    }
    return reply(told, 200 if golden else 503, NOT_STORED)
