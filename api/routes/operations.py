"""`/v1/operations/reload`: new rules are taken over without a stop, for whoever holds a key with the scope `operations`."""

from __future__ import annotations

import threading

import anyio
from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api import schemas
from api.editions import reload
from api.editions.store import Store
from api.openapi import problems
from api.problems import HttpProblem
from api.replies import NOT_STORED, reply
from api.security.access import require
from api.service import service_of
from engine.problems import InputRefused

router = APIRouter(prefix="/v1/operations", tags=["operations"], dependencies=[Depends(require("operations"))])
_PROBLEMS = problems(401, 403, 409, 429, 503)


@router.get("/reload", operation_id="getReload", summary="How the last reload stands", response_model=schemas.Reload, responses=_PROBLEMS)
async def standing(request: Request) -> Response:
    """The edition in use, and what the last reload came to: `refused` names what does not check in the rules."""
    store = _store(request)
    return reply(await anyio.to_thread.run_sync(reload.standing, store), headers=NOT_STORED)


@router.post(
    "/reload",
    operation_id="reloadRules",
    summary="Take over the rules as they lie there now",
    response_model=schemas.Reload,
    responses={**_PROBLEMS, 202: {"model": schemas.Reload, "description": "They are being tried; GET tells what it comes to."}},
)
async def begin(request: Request) -> Response:
    """Rules that have not changed are told at once. Others are tried as `portability check` does, with the golden case, and used only then."""
    store = _store(request)
    try:
        candidate = await anyio.to_thread.run_sync(store.take)
    except InputRefused:
        raise HttpProblem(503, "editions-unusable", "The rules cannot be copied", "See PORTABILITY_EDITIONS: the old rules stay in use.") from None
    told = await anyio.to_thread.run_sync(reload.standing, store)
    if told["state"] == reload.CHECKING:
        raise HttpProblem(409, "reload-under-way", "A reload is under way", "Wait until GET tells what it came to, then send this again.")
    if candidate == told["edition"]:
        return reply({**reload.outcome(reload.UNCHANGED, candidate), "edition": candidate}, headers=NOT_STORED)
    threading.Thread(target=reload.reload, args=(store, candidate), name="reload", daemon=True).start()
    return reply({**reload.outcome(reload.CHECKING, candidate), "edition": told["edition"]}, 202, {**NOT_STORED, "Location": request.url.path})


def _store(request: Request) -> Store:
    """The copies of the rules. Raises HttpProblem (409) where the service was given rules that stay."""
    store = service_of(request).store
    if store is None:
        raise HttpProblem(409, "fixed-rules", "These rules cannot be reloaded", "The service was started over rules that stay as they are.")
    return store
