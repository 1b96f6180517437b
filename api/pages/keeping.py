"""The page that says what this service keeps, and how long: from the settings by which it deletes."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api.pages.render import page
from api.retention.kept import told
from api.security.access import public
from api.service import service_of

router = APIRouter(dependencies=[Depends(public())])


@router.get("/keeping")
async def keeping(request: Request) -> Response:
    """A table of everything that is kept."""
    return page("keeping.html", private=False, kinds=list(told(service_of(request).settings)))
