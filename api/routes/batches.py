"""`/v1/credential-batches…`: tables of candidates of the tenant that asks, and what was found for each row. A job verifies them."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from api import once, schemas
from api.batches import looking
from api.batches.batches import MOST_BYTES, SentBatch
from api.replies import NOT_STORED, reply
from api.routes.files import MEDIA, Format, file_of, wanted
from api.routes.stored import PROBLEMS, After, Id, Limit, gone, made, page, stored, there
from api.security.access import require
from api.security.principal import Principal
from api.service import service_of
from api.uploads import form_body, parts, pieces, text
from engine.batches.limits import MOST_MAPPING

router = APIRouter(prefix="/v1/credential-batches", tags=["batches"])
Reader = Annotated[Principal, Depends(require("batches:read"))]
Writer = Annotated[Principal, Depends(require("batches:write"))]
_BODY = form_body(
    file="The table, CSV or XLSX, with headings in its first row (docs/batches.md).",
    title="What you call it; name no candidate in it.",
    mapping="A JSON object that says which heading means which column (docs/batches.md).",
)
_BY_ACCEPT = {"Vary": "Accept"}
_FILES: dict[int | str, dict[str, Any]] = {200: {"content": {media.partition(";")[0]: {"schema": {"type": "string"}} for media in MEDIA.values()}}}


@router.post(
    "",
    operation_id="createBatch",
    summary="Store a batch",
    status_code=201,
    response_model=schemas.Batch,
    responses=PROBLEMS,
    openapi_extra={**_BODY, **once.PARAMETER},
)
async def create(request: Request, who: Writer) -> Response:
    """A table is stored as it was sent; nothing in it is read before a job does."""
    found = await parts(request, MOST_BYTES + MOST_MAPPING, files=("file",), fields=("title", "mapping"))
    sent = SentBatch.read(found["file"], text(found.get("title", b"")), found.get("mapping"))
    asked = once.asked(request, "POST /v1/credential-batches", *pieces(found))
    answer, replayed = await stored(lambda: service_of(request).batches.create(who.tenant, sent, asked))
    return made(answer, replayed, "/v1/credential-batches")


@router.get("", operation_id="listBatches", summary="The batches", response_model=schemas.Batches, responses=PROBLEMS)
async def listed(request: Request, who: Reader, after: After = None, limit: Limit = 50) -> Response:
    """Newest first."""
    return await page("batches", limit, lambda: service_of(request).batches.page(who.tenant, after, limit))


@router.get("/{id}", operation_id="getBatch", summary="A batch", response_model=schemas.Batch, responses=PROBLEMS)
async def one(request: Request, who: Reader, id: Id) -> Response:
    """What is known of it, without the table."""
    return reply(there(await stored(lambda: service_of(request).batches.one(who.tenant, id))), headers=NOT_STORED)


@router.delete("/{id}", operation_id="deleteBatch", summary="Delete a batch", status_code=204, response_class=Response, responses=PROBLEMS)
async def delete(request: Request, who: Writer, id: Id) -> Response:
    """At once, with its jobs and every result."""
    return await gone(lambda: service_of(request).batches.delete(who.tenant, id))


@router.get(
    "/{id}/results",
    operation_id="listBatchResults",
    summary="Results of a batch",
    response_model=schemas.BatchResults,
    responses={**PROBLEMS, **_FILES},
)
async def results(
    request: Request,
    who: Reader,
    id: Id,
    after: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    format: Annotated[Format | None, Query(description="Instead of `Accept`: a file with all rows, or pages of JSON.")] = None,
) -> Response:
    """What the last job that ended found, row by row. Not there before one has ended.

    JSON comes in pages. By `Accept` or `format` all rows come as one file instead, CSV or XLSX, in which nothing is a formula."""
    batches = service_of(request).batches
    job = there(await stored(lambda: batches.finished(who.tenant, id)))
    if ending := wanted(format, request.headers.get("accept", "")):
        return await file_of(looking.everything(batches.database, who.tenant, job, {}), ending, _BY_ACCEPT)
    rows = await stored(lambda: batches.results(who.tenant, job, after, limit))
    told = {"batch": id, "job": job, "results": [json.loads(r.result) for r in rows], "after": rows[-1].number if len(rows) == limit else None}
    return reply(told, headers=NOT_STORED | _BY_ACCEPT)
