"""`/ministry`: the drafts of a tenant, begun by form, from an agreement, or as a file; written, deleted, and given to jobs."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from api.bodies import form
from api.drafts.drafts import MOST_BYTES, SentDraft
from api.jobs.kinds import KINDS
from api.pages.desk import desk, sent_to
from api.pages.following import kinds, states
from api.pages.forms import Unread, countries, some_countries
from api.pages.ministry import language
from api.pages.render import gettext
from api.problems import HttpProblem
from api.routes.stored import Id, stored, there
from api.security.access import not_there, signed_in
from api.security.principal import Principal
from api.service import Service, service_of
from api.uploads import parts
from engine.drafting.amending import amendment_text
from engine.drafting.articles import USUAL
from engine.drafting.writing import draft_text
from engine.problems import InputRefused

router = APIRouter(prefix="/ministry")
Reader = Annotated[Principal, Depends(signed_in("drafts:read", "jobs:read"))]
Writer = Annotated[Principal, Depends(signed_in("drafts:write", "drafts:read", "jobs:read"))]
Worker = Annotated[Principal, Depends(signed_in("jobs:write", "drafts:read", "jobs:read"))]
#: Fields of a form may be longer than a draft: each character may come as three.
_NAME = "draft.yaml"


@router.get("")
async def listed(request: Request, who: Reader) -> Response:
    """All drafts, and the ways to begin one."""
    return await _list(request, who, {}, {})


@router.post("/new")
async def new(request: Request, who: Writer) -> Response:
    """A draft between States from model provisions."""
    fields = await form(request)
    service = service_of(request)
    try:
        states_of = some_countries(fields.get("parties", ""))
    except Unread as error:
        return await _list(request, who, fields, {"parties": str(error)})
    if len(set(states_of)) < 2:
        return await _list(request, who, fields, {"parties": gettext("Name two or more States, with commas between.")})
    models = [name for name in USUAL if fields.get(f"model_{name}")] or list(USUAL)
    try:
        text = await service.run(lambda: draft_text(service.decider.corpus, states_of, models, _NAME))
    except InputRefused as refused:
        return await _list(request, who, fields, {"parties": " ".join(p.message for p in refused.problems)})
    return await _begun(service, who, SentDraft(text, gettext("Draft between %(states)s", states=", ".join(sorted(set(states_of))))))


@router.post("/amend")
async def amend(request: Request, who: Writer) -> Response:
    """A draft over an agreement that is there."""
    fields = await form(request)
    service = service_of(request)
    name = fields.get("agreement", "")
    if name not in service.decider.corpus.agreements:
        return await _list(request, who, fields, {"agreement": gettext("Choose the agreement that the draft amends.")})
    text = await service.run(lambda: amendment_text(service.decider.corpus, name, _NAME))
    return await _begun(service, who, SentDraft(text, gettext("Amendment of %(agreement)s", agreement=name)))


@router.post("/upload")
async def upload(request: Request, who: Writer) -> Response:
    """A draft that was written elsewhere, as YAML or JSON."""
    found = await parts(request, 2 * MOST_BYTES, files=("file", "scenarios"), fields=("title",))
    try:
        scenarios = found.get("scenarios") or None
        sent = SentDraft.read(found["file"], found.get("title", b"").decode("utf-8", "replace"), scenarios)
    except HttpProblem as problem:
        return await _list(request, who, {}, {"file": problem.detail.replace("`", "")})
    return await _begun(service_of(request), who, sent)


@router.get("/drafts/{id}")
async def one(request: Request, who: Reader, id: Id, part: Annotated[str, Query(max_length=60)] = "") -> Response:
    """A draft: its text to write on, help beside it, its jobs. `part` names the part of the language that is open."""
    return await _draft(request, who, id, {}, open_part=part)


@router.post("/drafts/{id}")
async def save(request: Request, who: Writer, id: Id) -> Response:
    """Another text in place of the old; asked for, it is checked at once."""
    service = service_of(request)
    row = there(await stored(lambda: service.drafts.one(who.tenant, id)))
    fields = await form(request)
    try:
        sent = SentDraft.read(fields.get("text", "").replace("\r\n", "\n").encode(), fields.get("title", row.title), _bytes(row.scenarios))
    except HttpProblem as problem:
        return await _draft(request, who, id, {"text": problem.detail.replace("`", "")}, fields)
    there(await stored(lambda: service.drafts.replace(who.tenant, id, sent)))
    if fields.get("action") == "check" and who.may("jobs:write"):
        job, _ = await stored(lambda: service.jobs.start(who.tenant, "check", id))
        return sent_to(f"/ministry/jobs/{job['id']}")
    return sent_to(f"/ministry/drafts/{id}")


@router.post("/drafts/{id}/jobs")
async def work(request: Request, who: Worker, id: Id) -> Response:
    """Begin a job of a kind."""
    service = service_of(request)
    there(await stored(lambda: service.drafts.one(who.tenant, id)))
    fields = await form(request)
    kind, against = fields.get("kind", ""), fields.get("against", "")
    if kind not in kinds():
        raise not_there()
    known = against in ("model", "national", *service.decider.corpus.agreements)
    options = {"against": against} if against and known and "against" in KINDS[kind].options else {}
    job, _ = await stored(lambda: service.jobs.start(who.tenant, kind, id, options))
    return sent_to(f"/ministry/jobs/{job['id']}")


@router.post("/drafts/{id}/delete")
async def delete(request: Request, who: Writer, id: Id) -> Response:
    """At once, with its jobs and all that came out of them."""
    service = service_of(request)
    if not await stored(lambda: service.drafts.delete(who.tenant, id)):
        raise not_there()
    return sent_to("/ministry")


async def _begun(service: Service, who: Principal, sent: SentDraft) -> Response:
    told, _ = await stored(lambda: service.drafts.create(who.tenant, sent))
    return sent_to(f"/ministry/drafts/{told['id']}")


async def _list(request: Request, who: Principal, values: dict[str, str], errors: dict[str, str]) -> Response:
    service = service_of(request)
    drafts = await stored(lambda: service.drafts.page(who.tenant, None, 100))
    names = sorted(service.decider.corpus.agreements)
    told: dict[str, Any] = {"drafts": drafts, "agreements": names, "models": _models(service), "countries": countries()}
    return desk(who, "ministry.html", status=422 if errors else 200, values=values, errors=errors, **told)


def _models(service: Service) -> list[tuple[str, str]]:
    """The model provisions that bilateral agreements use, by name and title."""
    return [(name, str(service.decider.corpus.model(name).data["title"])) for name in USUAL]


async def _draft(
    request: Request, who: Principal, id: str, errors: dict[str, str], fields: dict[str, str] | None = None, open_part: str = ""
) -> Response:
    service = service_of(request)
    row = there(await stored(lambda: service.drafts.one(who.tenant, id)))
    jobs = await stored(lambda: service.jobs.page(who.tenant, None, 20, draft=id))
    values = {"text": row.text, "title": row.title} | (fields or {})
    told: dict[str, Any] = {
        "draft": row,
        "jobs": jobs,
        "kinds": kinds(),
        "states": states(),
        "parts": language.parts(language.head_of(row.text)),
        "open": open_part,
    }
    agreements = sorted(service.decider.corpus.agreements)
    return desk(who, "ministry-draft.html", status=422 if errors else 200, values=values, errors=errors, agreements=agreements, **told)


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else text.encode()
