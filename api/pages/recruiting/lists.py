"""`/recruiters/lists/{id}`: a list that is kept for a partner: its columns, the job that checks it, its results, each row's reasons."""

from __future__ import annotations

import math
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from api.batches import looking
from api.bodies import form
from api.jobs.jobs import DONE
from api.pages.desk import TELLING, desk, sent_to
from api.pages.following import followed
from api.pages.forms import countries
from api.pages.recruiting import mapping
from api.pages.recruiting.at_once import form_of_columns, professions, spoken
from api.pages.recruiting.columns import labels
from api.pages.recruiting.problems import sentences
from api.pages.recruiting.rows import chosen, noticed, whole
from api.pages.recruiting.tables import Sent
from api.pages.render import gettext
from api.routes.files import MEDIA, file_of
from api.routes.following import following
from api.routes.stored import Id, stored, there
from api.security.access import not_there, signed_in
from api.security.principal import Principal
from api.service import Service, service_of
from engine.batches.codes import CODES
from engine.problems import InputRefused

router = APIRouter(prefix="/recruiters/lists/{id}")
Reader = Annotated[Principal, Depends(signed_in("batches:read", "jobs:read"))]
Writer = Annotated[Principal, Depends(signed_in("batches:write", "batches:read", "jobs:write", "jobs:read"))]
Word = Annotated[str, Query(max_length=40, pattern=r"^[A-Za-z0-9_.-]*$")]
#: Rows of a table on one page.
ROWS = 50


@router.get("")
async def shown(
    request: Request, who: Reader, id: Id, code: Word = "", profession: Word = "", host: Word = "", page: Annotated[int, Query(ge=1, le=10_000)] = 1
) -> Response:
    """How far the job is, or the results: codes alone are filtered by, so that an address never tells of a person."""
    service = service_of(request)
    batch = there(await stored(lambda: service.batches.one(who.tenant, id)))
    job = await _last(service, who, id)
    if job is None:
        return sent_to(f"/recruiters/lists/{id}/columns") if who.may("batches:write") else _followed(who, batch, None)
    if job["state"] != DONE:
        return _followed(who, batch, job)
    wanted = chosen({"code": code, "profession": profession, "host": host})
    rows, total = await stored(lambda: looking.page(service.database, who.tenant, job["id"], wanted, (page - 1) * ROWS, ROWS))
    counts = await stored(lambda: looking.counts(service.database, who.tenant, job["id"]))
    told: dict[str, Any] = {"batch": batch, "job": job, "rows": [whole(r) for r in rows], "total": total, "page": page}
    told |= {"notices": noticed(await stored(lambda: looking.notices(service.database, who.tenant, job["id"])))}
    told |= {"pages_of": max(1, math.ceil(total / ROWS)), "wanted": wanted, "counts": {c: counts[c] for c in CODES if c in counts}}
    query = "".join(f"&{name}={value}" for name, value in wanted.items() if value)
    return desk(
        who,
        "recruiters-list.html",
        query=query,
        hosts=[(code, name) for name, code in countries().items()],
        professions=professions(service),
        **told,
        **spoken(),
    )


@router.get("/columns")
async def columns(request: Request, who: Writer, id: Id) -> Response:
    """What its headings mean, as suggested or as it was said before."""
    return await _columns(request, who, id, {}, {})


@router.post("/columns")
async def check(request: Request, who: Writer, id: Id) -> Response:
    """The headings are read so, and a job begins."""
    service = service_of(request)
    sent = there(await stored(lambda: looking.table(service.database, who.tenant, id)))
    sent_fields, table = await form(request), Sent(sent.content)
    fields, wrong = mapping.named(sent_fields, labels())
    if wrong:
        return await _columns(request, who, id, sent_fields, wrong)
    try:
        told = mapping.told(await service.run(lambda: table.sheet().headings), fields)
        await service.run(lambda: table.table(told))
    except InputRefused as refused:
        return await _columns(request, who, id, fields, sentences(refused))
    await stored(lambda: looking.read_as(service.database, who.tenant, id, told))
    await stored(lambda: service.jobs.start(who.tenant, "batch-verify", id))
    return sent_to(f"/recruiters/lists/{id}")


@router.get("/rows/{number}")
async def row(request: Request, who: Reader, id: Id, number: int) -> Response:
    """The reasons of one row."""
    service = service_of(request)
    batch = there(await stored(lambda: service.batches.one(who.tenant, id)))
    job = there(await stored(lambda: service.batches.finished(who.tenant, id)))
    result = there(await stored(lambda: looking.one(service.database, who.tenant, job, number) if 0 < number < 2**31 else None))
    return desk(who, "recruiters-row.html", batch=batch, r=whole(result), **spoken())


@router.get("/results{ending}")
async def export(request: Request, who: Reader, id: Id, ending: str, code: Word = "", profession: Word = "", host: Word = "") -> Response:
    """The results as a file, `.csv` or `.xlsx`."""
    service = service_of(request)
    job = there(await stored(lambda: service.batches.finished(who.tenant, id)))
    if ending not in MEDIA:
        raise not_there()
    wanted = chosen({"code": code, "profession": profession, "host": host})
    return await file_of(looking.everything(service.database, who.tenant, job, wanted), ending, TELLING)


@router.get("/events")
async def events(request: Request, who: Reader, id: Id) -> Response:
    """The progress of its last job."""
    return await following(request, who.tenant, await _job(request, who, id))


@router.post("/cancel")
async def cancel(request: Request, who: Writer, id: Id) -> Response:
    """End its job."""
    job = await _job(request, who, id)
    await stored(lambda: service_of(request).jobs.cancel(who.tenant, job))
    return sent_to(f"/recruiters/lists/{id}")


@router.post("/retry")
async def retry(request: Request, who: Writer, id: Id) -> Response:
    """Do its job once more."""
    job = await _job(request, who, id)
    await stored(lambda: service_of(request).jobs.retry(who.tenant, job))
    return sent_to(f"/recruiters/lists/{id}")


@router.post("/delete")
async def delete(request: Request, who: Writer, id: Id) -> Response:
    """At once, with every result."""
    service = service_of(request)
    if not await stored(lambda: service.batches.delete(who.tenant, id)):
        raise not_there()
    return sent_to("/recruiters")


async def _last(service: Service, who: Principal, id: str) -> dict[str, Any] | None:
    """Its newest job."""
    found = await stored(lambda: service.jobs.page(who.tenant, None, 1, batch=id))
    return found[0] if found else None


async def _job(request: Request, who: Principal, id: str) -> str:
    """The id of its newest job. Raises HttpProblem (404) where there is none."""
    return str(there(await _last(service_of(request), who, id))["id"])


async def _columns(request: Request, who: Principal, id: str, fields: dict[str, str], errors: dict[str, str]) -> Response:
    service = service_of(request)
    sent = there(await stored(lambda: looking.table(service.database, who.tenant, id)))
    try:
        headings = await service.run(lambda: Sent(sent.content).sheet().headings)
    except InputRefused as refused:
        headings, errors = (), sentences(refused)
    before = {f"column_{n}": sent.mapping["columns"].get(h, "") for n, h in enumerate(headings)} if sent.mapping.get("columns") else {}
    before |= {f"all_{name}": value for name, value in sent.mapping.get("defaults", {}).items()} | {"dates": sent.mapping.get("dates", "")}
    action = f"/recruiters/lists/{id}/columns"
    return form_of_columns(who, service, headings, before | fields, errors, status=422 if errors else 200, action=action)


def _followed(who: Principal, batch: dict[str, Any], job: dict[str, Any] | None) -> Response:
    if job is None:
        raise not_there()
    title = batch["title"] or gettext("List without a name")
    return followed(who, job, f"/recruiters/lists/{batch['id']}", gettext("Checking: %(title)s", title=title), ("/recruiters", gettext("All lists")))
