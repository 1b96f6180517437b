"""Signing in to the pages of tenants with a key, and out."""

from __future__ import annotations

from typing import Annotated

import anyio
from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api.bodies import form
from api.pages.desk import desk, sent_to
from api.pages.render import gettext
from api.security import admission, signed_in
from api.security.access import Gate, unavailable, visiting
from api.security.principal import Principal
from api.storage.database import UNREACHABLE

router = APIRouter()
Visitor = Annotated[Principal, Depends(visiting())]
#: Where signing in leads to: pages of tenants, and no other address.
DESKS = ("/recruiters", "/ministry")


@router.get("/sign-in")
async def asked(who: Visitor) -> Response:
    """What is needed to sign in; who did is told where to go on."""
    return desk(who, "sign-in.html", errors={}, to="")


@router.post("/sign-in")
async def signed(request: Request, who: Visitor) -> Response:
    """A key that is good becomes a cookie. It is not shown again, whatever it was."""
    signed_in.must_be_ours(request)
    fields = await form(request)
    gate: Gate = request.app.state.gate
    try:
        known = await anyio.to_thread.run_sync(admission.by_key, gate.database, fields.get("key", "").strip())
        token = await anyio.to_thread.run_sync(gate.tokens.given_to_pages, known) if known else ""
    except UNREACHABLE as error:
        raise unavailable(error) from None
    to = _one_of_ours(fields.get("to", ""))
    if known is None:
        errors = {"key": gettext("This key is not known here, or it has ended. Check that you copied all of it.")}
        return desk(who, "sign-in.html", status=422, errors=errors, to=to)
    response = sent_to(to or "/sign-in")
    signed_in.remember(response, request, token)
    return response


@router.post("/sign-out")
async def out(request: Request, _: Visitor) -> Response:
    """The cookie is deleted. What was stored stays until its day."""
    signed_in.must_be_ours(request)
    response = sent_to("/sign-in")
    signed_in.forget(response, request)
    return response


def _one_of_ours(path: str) -> str:
    """Where to go on after signing in: a page of tenants by its path, or nothing."""
    plain = path.isascii() and path.isprintable() and not set(path) & set("\\?#%:") and "//" not in path and ".." not in path
    return path if plain and (path in DESKS or path.startswith(tuple(f"{desk}/" for desk in DESKS))) else ""
