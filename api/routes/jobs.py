"""`/v1/jobs…`: long work on a draft or a batch of the tenant that asks: started, followed, cancelled, repeated, and what came out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from pydantic import ValidationError
from pydantic_core import to_json
from starlette.responses import Response, StreamingResponse

from api import once, schemas
from api.bodies import json_object
from api.jobs.jobs import WAITING
from api.jobs.kinds import DRAFT, KINDS
from api.openapi import NEW_JOB, body
from api.problems import refused
from api.replies import NOT_STORED, reply
from api.routes.following import EVENTS, following
from api.routes.stored import PROBLEMS, After, Id, Limit, gone, made, page, stored, there
from api.security.access import forbidden, not_there, require
from api.security.principal import Principal
from api.service import service_of
from engine.problems import CaseRefused, Place, Problem

router = APIRouter(prefix="/v1/jobs", tags=["jobs"])
Reader = Annotated[Principal, Depends(require("jobs:read"))]
Writer = Annotated[Principal, Depends(require("jobs:write"))]
StateOf = Annotated[Literal["queued", "running", "done", "failed", "cancelled"] | None, Query()]
OneOf = Annotated[str | None, Query(pattern="^[0-9a-f]{32}$")]
#: Seconds after which whoever polls may ask again.
_POLL = {"Retry-After": "1"}
_STREAM: dict[int | str, dict[str, Any]] = {200: {"description": "Server-sent events.", "content": {EVENTS: {"schema": {"type": "string"}}}}}
_DOCUMENT: dict[int | str, dict[str, Any]] = {200: {"description": "The document.", "content": {"*/*": {"schema": {"type": "string"}}}}}


@router.post(
    "",
    operation_id="startJob",
    summary="Start a job",
    status_code=202,
    response_model=schemas.Job,
    responses=PROBLEMS,
    openapi_extra={**body(NEW_JOB), **once.PARAMETER},
)
async def start(request: Request, who: Writer) -> Response:
    """Once this is answered the job is not lost, whatever ends in the meantime."""
    sent, _ = await json_object(request)
    kind, subject, options = _wanted(sent)
    asked = once.asked(request, "POST /v1/jobs", to_json({"kind": kind, "subject": subject, "options": options}))
    answer, replayed = await stored(lambda: service_of(request).jobs.start(who.tenant, kind, subject, options, asked))
    return made(answer, replayed, "/v1/jobs", 202, _POLL)


@router.get("", operation_id="listJobs", summary="The jobs", response_model=schemas.Jobs, responses=PROBLEMS)
async def listed(
    request: Request, who: Reader, after: After = None, limit: Limit = 50, state: StateOf = None, draft: OneOf = None, batch: OneOf = None
) -> Response:
    """Newest first; of one state, one draft, one batch where they are named."""
    return await page("jobs", limit, lambda: service_of(request).jobs.page(who.tenant, after, limit, state=state, draft=draft, batch=batch))


@router.get("/{id}", operation_id="getJob", summary="A job", response_model=schemas.Job, responses=PROBLEMS)
async def one(request: Request, who: Reader, id: Id) -> Response:
    """How far it is. While it has not ended, `Retry-After` tells when to ask again."""
    told = there(await stored(lambda: service_of(request).jobs.one(who.tenant, id)))
    return reply(told, headers=NOT_STORED | (_POLL if told["state"] in WAITING else {}))


@router.get("/{id}/events", operation_id="followJob", summary="Follow a job", response_class=StreamingResponse, responses={**PROBLEMS, **_STREAM})
async def events(request: Request, who: Reader, id: Id) -> Response:
    """Its progress as server-sent events, from where it stands, until it has ended.

    A stream ends by itself after some seconds; a browser connects anew, and with `Last-Event-ID` is told only what changed since."""
    return await following(request, who.tenant, id)


@router.post("/{id}/cancel", operation_id="cancelJob", summary="Cancel a job", response_model=schemas.Job, responses=PROBLEMS)
async def cancel(request: Request, who: Writer, id: Id) -> Response:
    """One that waits ends at once, one that runs within seconds; one that has ended stays as it is."""
    return reply(there(await stored(lambda: service_of(request).jobs.cancel(who.tenant, id))), headers=NOT_STORED)


@router.post("/{id}/retry", operation_id="retryJob", summary="Repeat a job", status_code=202, response_model=schemas.Job, responses=PROBLEMS)
async def retry(request: Request, who: Writer, id: Id) -> Response:
    """One that failed or was cancelled is done once more."""
    told = there(await stored(lambda: service_of(request).jobs.retry(who.tenant, id)))
    return reply(told, 202, NOT_STORED | _POLL)


@router.delete("/{id}", operation_id="deleteJob", summary="Delete a job", status_code=204, response_class=Response, responses=PROBLEMS)
async def delete(request: Request, who: Writer, id: Id) -> Response:
    """At once, with all that came out of it; one that runs is ended."""
    return await gone(lambda: service_of(request).jobs.delete(who.tenant, id))


@router.get(
    "/{id}/documents/{name}", operation_id="getJobDocument", summary="What came out", response_class=Response, responses={**PROBLEMS, **_DOCUMENT}
)
async def document(request: Request, who: Reader, id: Id, name: str) -> Response:
    """A document of a job that is done: `result.json`, or of a report `report.json`, `report.html` and `report.pdf`.

    It tells what stands in a draft or a batch, so the key must have `drafts:read` or `batches:read` too."""
    jobs = service_of(request).jobs
    told = there(await stored(lambda: jobs.one(who.tenant, id)))
    scope = "drafts:read" if KINDS[told["kind"]].on == DRAFT else "batches:read"
    if not who.may(scope):
        raise forbidden(scope)
    if name not in told["documents"]:
        raise not_there()
    row = there(await stored(lambda: jobs.document(who.tenant, id, name)))
    return Response(row.content, headers=NOT_STORED | {"Content-Disposition": f'attachment; filename="{row.name}"'}, media_type=row.media_type)


def _wanted(sent: dict[str, Any]) -> tuple[str, str, dict[str, Any]]:
    """Kind, id of the draft or batch, options. Raises CaseRefused with everything that cannot be used; nothing that was sent is repeated."""
    try:
        told = schemas.NewJob.model_validate(sent)
    except ValidationError as error:
        raise CaseRefused(_problem(e) for e in error.errors(include_url=False, include_context=False, include_input=False)) from None
    kind, options = KINDS[told.kind], told.options.model_dump(exclude_none=True) if told.options else {}
    subject, other = (told.draft, told.batch) if kind.on == DRAFT else (told.batch, told.draft)
    if subject is None or other is not None:
        expected = f"`{kind.on}` with the id of one, and nothing else"
        raise refused("other-subject", "this kind of job is not done on that", pointer=f"/{kind.on}", expected=expected, mend=f"name a {kind.on}")
    for name in options:
        if name not in kind.options:
            expected = ", ".join(kind.options) or "no options"
            raise refused(
                "other-option", "this kind of job does not take this option", pointer=f"/options/{name}", expected=expected, mend="leave it out"
            )
    return told.kind, subject, options


def _problem(error: Mapping[str, Any]) -> Problem:
    return Problem(Place(pointer=_pointer(error["loc"])), error["type"], error["msg"], mend="see NewJob in /openapi.json")


def _pointer(place: tuple[int | str, ...]) -> str:
    """Up to the first key that is not of the form: that one was chosen by who sent it."""
    known = {"kind", "draft", "batch", "options", "as_of", "against", "clauses_only", "properties"}
    found = ""
    for step in place:
        if isinstance(step, str) and step not in known:
            break
        found += f"/{step}"
    return found
