"""The page for partners: how to show a page in a frame, how to ask the API, with examples that run as they stand."""

from __future__ import annotations

import re

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api.pages.public import public_page
from api.pages.render import environment, gettext
from api.pages.statics import STATIC
from api.security.access import public
from api.security.scopes import SCOPES
from api.security.themes import FONTS, MOST_RADIUS

router = APIRouter(dependencies=[Depends(public())])
_HOST = re.compile(r"[A-Za-z0-9.-]{1,200}(:[0-9]{1,5})?", re.ASCII)
TYPES = "portability.d.ts"
#: The examples of the page, in the order in which they stand there; each is a template of its own under `examples/`.
EXAMPLES = ("frame", "sh", "py", "js", "typed")


@router.get("/partners")
async def partners(request: Request) -> Response:
    site = site_of(request)
    return public_page(
        request,
        "partners.html",
        site=site,
        examples={name: environment().get_template(f"examples/{name}.txt").render(site=site).strip() for name in EXAMPLES},
        scopes=[(scope, gettext(told)) for scope, told in SCOPES.items()],
        fonts=FONTS,
        radius=str(MOST_RADIUS),
    )


@router.get("/partners/portability.d.ts")
async def types() -> Response:
    """The types of TypeScript, made by scripts/clients/build.sh."""
    headers = {"Cache-Control": "no-cache", "Content-Disposition": f'attachment; filename="{TYPES}"'}
    return Response((STATIC / TYPES).read_bytes(), headers=headers, media_type="text/plain; charset=utf-8")


def site_of(request: Request) -> str:
    """Where this service is, as who asks reached it; a name to fill in where that is not told."""
    host = request.headers.get("host", "")
    return f"{request.url.scheme}://{host}" if _HOST.fullmatch(host) else "https://portability.example"
