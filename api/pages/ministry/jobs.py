"""`/ministry/jobs/{id}`: a job on a draft: how far it is, then what it found, to read and to take along."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from api.jobs.jobs import DONE
from api.jobs.kinds import DRAFT, KINDS, RESULT
from api.pages.desk import TELLING, desk, sent_to
from api.pages.following import followed, kinds
from api.pages.ministry import found
from api.pages.render import gettext
from api.routes.following import following
from api.routes.stored import Id, stored, there
from api.security.access import not_there, signed_in
from api.security.principal import Principal
from api.service import Service, service_of

router = APIRouter(prefix="/ministry/jobs/{id}")
Reader = Annotated[Principal, Depends(signed_in("drafts:read", "jobs:read"))]
Writer = Annotated[Principal, Depends(signed_in("jobs:write", "jobs:read", "drafts:read"))]
Word = Annotated[str, Query(max_length=20)]
Page = Annotated[int, Query(ge=1, le=100_000)]


@router.get("")
async def shown(request: Request, who: Reader, id: Id, show: Word = "", page: Page = 1) -> Response:
    """How far it is, or what it found. Of a comparison, `show` says which answers are wanted."""
    service = service_of(request)
    job = await _job(service, who, id)
    title = kinds()[job["kind"]][0]
    back = (f"/ministry/drafts/{job['draft']}", gettext("Back to the draft"))
    if job["state"] != DONE:
        return followed(who, job, f"/ministry/jobs/{id}", title, back)
    draft = there(await stored(lambda: service.drafts.one(who.tenant, job["draft"])))
    told: dict[str, Any] = {"job": job, "draft": draft, "heading": title, "back": back, "changed": draft.sha256 != job["sha256"], "most": found.MOST}
    if job["kind"] == "report":
        return desk(who, "ministry-report.html", **told)
    row = there(await stored(lambda: service.jobs.document(who.tenant, id, RESULT)))
    result = json.loads(row.content)
    return desk(who, f"ministry-{job['kind']}.html", result=result, **_view(job["kind"], result, draft.text, show, page), **told)


@router.get("/documents/{name}")
async def document(request: Request, who: Reader, id: Id, name: str) -> Response:
    """What came out, as a file."""
    service = service_of(request)
    job = await _job(service, who, id)
    row = await stored(lambda: service.jobs.document(who.tenant, id, name)) if name in job["documents"] else None
    row = there(row)
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{row.name}"'} | TELLING
    return Response(row.content, headers=headers, media_type=row.media_type)


@router.get("/events")
async def events(request: Request, who: Reader, id: Id) -> Response:
    """Its progress."""
    await _job(service_of(request), who, id)
    return await following(request, who.tenant, id)


@router.post("/cancel")
async def cancel(request: Request, who: Writer, id: Id) -> Response:
    """End it."""
    service = service_of(request)
    await _job(service, who, id)
    await stored(lambda: service.jobs.cancel(who.tenant, id))
    return sent_to(f"/ministry/jobs/{id}")


@router.post("/retry")
async def retry(request: Request, who: Writer, id: Id) -> Response:
    """Do it once more."""
    service = service_of(request)
    await _job(service, who, id)
    await stored(lambda: service.jobs.retry(who.tenant, id))
    return sent_to(f"/ministry/jobs/{id}")


async def _job(service: Service, who: Principal, id: str) -> dict[str, Any]:
    """The job of this id on a draft; one on a batch is not a ministry's. Raises HttpProblem (404)."""
    job = there(await stored(lambda: service.jobs.one(who.tenant, id)))
    if KINDS[job["kind"]].on != DRAFT:
        raise not_there()
    return job


def _view(kind: str, result: dict[str, Any], text: str, show: str, page: int) -> dict[str, Any]:
    if kind == "check":
        return {"by_severity": found.findings(result, text)}
    if kind == "compare":
        return {"persons": found.persons(result, show, page), "groups": found.groups(result), "charts": found.charts(result)}
    if kind == "prove":
        return {"by_result": found.proofs(result), "lives": found.lives}
    return {}
