"""`/v1/drafts…`: rule files that are not law, of the tenant that asks. What is found in them is found by jobs (`/v1/jobs`)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api import once, schemas
from api.drafts.drafts import MOST_BYTES, SentDraft, told
from api.replies import NOT_STORED, reply
from api.routes.stored import PROBLEMS, After, Id, Limit, gone, made, page, stored, there
from api.security.access import require
from api.security.principal import Principal
from api.service import service_of
from api.uploads import form_body, parts, pieces, text

router = APIRouter(prefix="/v1/drafts", tags=["drafts"])
Reader = Annotated[Principal, Depends(require("drafts:read"))]
Writer = Annotated[Principal, Depends(require("drafts:write"))]
_BODY = form_body(
    file="The rule file, YAML or JSON: an amendment (`amends: …`) or a new agreement (`agreement: …`), with its tables in it.",
    title="What you call it.",
    scenarios="Worked cases that it must stand, as a scenario file.",
)


@router.post(
    "",
    operation_id="createDraft",
    summary="Store a draft",
    status_code=201,
    response_model=schemas.Draft,
    responses=PROBLEMS,
    openapi_extra={**_BODY, **once.PARAMETER},
)
async def create(request: Request, who: Writer) -> Response:
    """A draft is stored as it was sent; nothing in it is read before a job does."""
    found, sent = await _sent(request)
    asked = once.asked(request, "POST /v1/drafts", *pieces(found))
    answer, replayed = await stored(lambda: service_of(request).drafts.create(who.tenant, sent, asked))
    return made(answer, replayed, "/v1/drafts")


@router.get("", operation_id="listDrafts", summary="The drafts", response_model=schemas.Drafts, responses=PROBLEMS)
async def listed(request: Request, who: Reader, after: After = None, limit: Limit = 50) -> Response:
    """Newest first."""
    return await page("drafts", limit, lambda: service_of(request).drafts.page(who.tenant, after, limit))


@router.get("/{id}", operation_id="getDraft", summary="A draft with its text", response_model=schemas.DraftText, responses=PROBLEMS)
async def one(request: Request, who: Reader, id: Id) -> Response:
    """The text as it was sent."""
    row = there(await stored(lambda: service_of(request).drafts.one(who.tenant, id)))
    return reply({**told(row), "text": row.text, "scenarios_text": row.scenarios}, headers=NOT_STORED)


@router.put("/{id}", operation_id="replaceDraft", summary="Replace a draft", response_model=schemas.Draft, responses=PROBLEMS, openapi_extra=_BODY)
async def replace(request: Request, who: Writer, id: Id) -> Response:
    """Another text, title and scenarios in place of the old. Jobs that wait work on the new text; those that are done keep what they found."""
    drafts = service_of(request).drafts
    there(await stored(lambda: drafts.one(who.tenant, id)))
    _, sent = await _sent(request)
    return reply(there(await stored(lambda: drafts.replace(who.tenant, id, sent))), headers=NOT_STORED)


@router.delete("/{id}", operation_id="deleteDraft", summary="Delete a draft", status_code=204, response_class=Response, responses=PROBLEMS)
async def delete(request: Request, who: Writer, id: Id) -> Response:
    """At once, with its jobs and all that came out of them."""
    return await gone(lambda: service_of(request).drafts.delete(who.tenant, id))


async def _sent(request: Request) -> tuple[dict[str, bytes], SentDraft]:
    found = await parts(request, 2 * MOST_BYTES, files=("file", "scenarios"), fields=("title",))
    return found, SentDraft.read(found["file"], text(found.get("title", b"")), found.get("scenarios"))
