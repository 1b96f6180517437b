"""`/recruiters`: a short table of candidates is decided at once, for everybody, and nothing of it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api.batches.batches import MOST_BYTES as MOST_STORED
from api.batches.batches import SentBatch
from api.bodies import form
from api.pages.answer_view import fact_name
from api.pages.desk import TELLING, desk, sent_to
from api.pages.forms import countries
from api.pages.recruiting import columns, mapping, words
from api.pages.recruiting.problems import sentences
from api.pages.recruiting.rows import FILTERS, chosen, counted, matching, noticed, whole
from api.pages.recruiting.tables import MOST_BYTES, MOST_ROWS, Sent, results
from api.pages.render import gettext
from api.routes.files import MEDIA, file_of
from api.routes.stored import stored
from api.security.access import Gate, visiting
from api.security.principal import Principal
from api.service import Service, service_of
from api.uploads import parts
from engine.problems import InputRefused

router = APIRouter(prefix="/recruiters")
Visitor = Annotated[Principal, Depends(visiting())]
#: What a key must have for lists to be kept.
KEEPING = ("batches:read", "batches:write", "jobs:read", "jobs:write")
#: Rows that count as one decision where decisions are counted by address.
_ROWS_OF_ONE = 10


@router.get("")
async def begin(request: Request, who: Visitor) -> Response:
    """Where a table is pasted or sent; who signed in sees the lists that are kept."""
    return await _begin(request, who, {})


@router.get("/template{ending}")
async def template(ending: str, _: Visitor) -> Response:
    """A table with headings alone, to be filled in: `.csv` or `.xlsx`."""
    return columns.template(ending)


@router.post("")
async def sent(request: Request, who: Visitor) -> Response:
    """A table that was pasted or sent: on to its columns. A long one is kept for who signed in."""
    if request.headers.get("content-type", "").startswith("multipart/"):
        found = await parts(request, MOST_STORED, files=("file",), fields=("pasted", "title", "keep"))
        content = found["file"] if found["file"].strip() else found.get("pasted", b"").strip(b"\r\n")
        title, keep = found.get("title", b"").decode("utf-8", "replace"), bool(found.get("keep"))
    else:
        content, title, keep = (table.content if (table := Sent.back((await form(request)).get("table", ""))) else b""), "", False
    if not content.strip():
        return await _begin(request, who, {"file": gettext("Choose a file, or paste your table.")}, 422)
    table = Sent(content)
    service = service_of(request)
    try:
        rows = await service.run(lambda: table.count(MOST_ROWS))
        headings = await service.run(lambda: table.sheet().headings)
    except InputRefused as refused:
        return await _begin(request, who, sentences(refused), 422)
    long = rows > MOST_ROWS or len(content) > MOST_BYTES
    if (long or keep) and who.may("batches:write") and who.may("jobs:write"):
        batch, _ = await stored(lambda: service.batches.create(who.tenant, SentBatch.read(content, title)))
        return sent_to(f"/recruiters/lists/{batch['id']}/columns")
    if long:
        return await _begin(request, who, _too_long(), 422)
    return form_of_columns(who, service, headings, {}, {}, table=table)


@router.post("/results")
async def decided(request: Request, who: Visitor) -> Response:
    """What the rules say of each row; or the columns once more; or the results as a file."""
    fields = await form(request)
    table, service = Sent.back(fields.get("table", "")), service_of(request)
    if table is None or not 0 < len(table.content) <= MOST_BYTES:
        return await _begin(request, who, {"file": gettext("Choose a file, or paste your table.")}, 422)
    gate: Gate = request.app.state.gate
    try:
        headings = await service.run(lambda: table.sheet().headings)
    except InputRefused as refused:
        return await _begin(request, who, sentences(refused), 422)
    fields, wrong = mapping.named(fields, columns.labels())
    if wrong or fields.get("action") == "edit":
        fields.pop("action", None)
        return form_of_columns(who, service, headings, fields, wrong, table=table, status=422 if wrong else 200)
    try:
        gate.count(request, who, 1 + table.count(MOST_ROWS) // _ROWS_OF_ONE)
        read = await service.run(lambda: table.table(mapping.told(headings, fields)))
        if read.total > MOST_ROWS:
            return await _begin(request, who, _too_long(), 422)
        found = await service.run(lambda: results(read, service.decider))
    except InputRefused as refused:
        fields.pop("action", None)
        return form_of_columns(who, service, headings, fields, sentences(refused), table=table, status=422)
    if (ending := f".{fields.get('action')}") in MEDIA:
        return await file_of(found, ending, TELLING)
    wanted = chosen(fields)
    carried = {name: value for name, value in fields.items() if name not in (*FILTERS, "action")}
    told: dict[str, Any] = {
        "counts": counted(found),
        "notices": noticed((r.get("recruitment", ()), 1) for r in found),
        "rows": [whole(r) for r in matching(found, wanted)],
        "total": len(found),
    }
    return desk(
        who,
        "recruiters-results.html",
        fields=carried,
        carried=fields,
        wanted=wanted,
        remarks=read.remarks,
        choices=choices(found),
        **told,
        **spoken(),
    )


def form_of_columns(
    who: Principal, service: Service, headings: tuple[str, ...], fields: Mapping[str, str], errors: dict[str, str], *, status: int = 200, **more: Any
) -> Response:
    """The form that says what each heading means, as it was filled in or as it is suggested. `more` tells of which table."""
    guessed = mapping.suggested(headings)
    labels = columns.labels()
    values = {f"column_{h.number}": h.column for h in guessed} | {"all_consent_purpose": ""} | dict(fields)
    values |= {name: labels.get(value, value) for name, value in values.items() if name.startswith("column_")}
    table = more.get("table")
    told = {"headings": guessed, "labels": labels, "missing": mapping.missing(guessed)}
    told |= {"professions": professions(service), "countries": countries(), "carried": {"table": table.carried} if table else {}}
    return desk(who, "recruiters-columns.html", status=status, values=values, errors=errors, most_rows=MOST_ROWS, **told, **more)


def professions(service: Service) -> list[tuple[str, str]]:
    """The professions that rules speak of, by their names."""
    corpus = service.decider.corpus
    found = set[str]().union(*(corpus.credential_head(name).professions for name in corpus.credentials))
    return [(id, words.profession(id)) for id in sorted(found)]


def choices(found: list[dict[str, Any]]) -> dict[str, list[str]]:
    """What the filters offer: what there is in these results."""
    return {name: sorted({str(result[name]) for result in found if result.get(name)}) for name in FILTERS}


def spoken() -> dict[str, Any]:
    """The words of the codes, for a template."""
    told: dict[str, Any] = {"codes": words.codes(), "consents": words.consents(), "notes": words.notes(), "recruiting": words.recruitment()}
    return {
        **told,
        "states": words.states(),
        "ends": words.ends(),
        "labels": columns.labels(),
        "profession": words.profession,
        "fact_name": fact_name,
    }


def _too_long() -> dict[str, str]:
    told = gettext("This list has more than %(rows)s rows. Sign in with a key to have it checked, or send it in parts.", rows=MOST_ROWS)
    return {"file": told}


async def _begin(request: Request, who: Principal, errors: dict[str, str], status: int = 200) -> Response:
    service = service_of(request)
    lists = await stored(lambda: service.batches.page(who.tenant, None, 50)) if who.may("batches:read") else []
    may_keep = all(who.may(scope) for scope in KEEPING)
    days = service.settings.keep_batches
    return desk(who, "recruiters.html", status=status, errors=errors, lists=lists, may_keep=may_keep, days=days, most_rows=MOST_ROWS, keeping=KEEPING)
