"""`/v1/keeping`: what this service keeps, and how long."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api import schemas
from api.openapi import problems
from api.replies import reply
from api.retention.kept import told
from api.security.access import public
from api.service import service_of

router = APIRouter(prefix="/v1/keeping", tags=["operations"], dependencies=[Depends(public())])


@router.get("", operation_id="getKeeping", summary="What is kept, and how long", response_model=schemas.Keeping, responses=problems())
async def keeping(request: Request) -> Response:
    """Every kind of thing that is kept, with the days after which the service deletes it by itself."""
    return reply({"kept": list(told(service_of(request).settings))}, headers={"Cache-Control": "no-cache"})
