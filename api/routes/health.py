"""`/livez` and `/readyz`: whether the process answers; whether it decides as it must and its database is as it must be."""

from __future__ import annotations

import logging

import anyio
from fastapi import APIRouter, Depends, Request
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import Response

from api import schemas
from api.openapi import problems
from api.replies import NOT_STORED, reply
from api.security.access import public
from api.service import Service, service_of
from api.storage.migrating import at_head
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
    summary="Does the service work as it must?",
    response_model=schemas.Ready,
    responses={**problems(), 503: {"model": schemas.Ready, "description": "It does not work as it must."}},
)
async def readyz(request: Request) -> Response:
    """Decides a case whose answer is known, and looks into the database.

    Says which engine reads which edition of the rules, and warns where it is not the one of record."""
    service = service_of(request)
    try:
        golden = await service.run(service.golden, size=0)
    except InputRefused as error:
        _log.error("the golden case is refused", extra={"place": str(error.problems[0].place), "code": error.problems[0].code})
        golden = False
    database, migrations = await anyio.to_thread.run_sync(_tables, service)
    ready = golden and database and migrations
    warnings = [f"durable-rules does not load; {service.backend} reads the rules"] if service.fallen_back else []
    warnings += [f"rule files are not archived: {service.archive.broken}"] if service.archive.broken else []
    warnings += [f"rule files changed after they were read: {', '.join(service.archive.lost)}"] if service.archive.lost else []
    warnings += [] if golden else ["the golden case does not come out as it must"]
    warnings += [] if database else ["the database does not answer"]
    warnings += [f"an edition of the rules is not taken over: {service.unfit}"] if service.unfit else []
    warnings += ["the tables are not of the newest form"] if database and not migrations else []
    told = {
        "status": "ready" if ready else "not ready",
        "engine": __version__,
        "backend": service.backend,
        "fallen_back": service.fallen_back,
        "edition": service.edition.hash,
        "golden": golden,
        "database": database,
        "migrations": migrations,
        "warnings": warnings,
    }
    return reply(told, 200 if ready else 503, NOT_STORED)


def _tables(service: Service) -> tuple[bool, bool]:
    """Whether the database answers, and whether its tables have the newest form."""
    try:
        return True, at_head(service.database)
    except SQLAlchemyError as error:
        _log.error("the database does not answer", extra={"kind": type(error).__name__})
        return False, False
