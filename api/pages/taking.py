"""An answer to take along, as a file that opens here again, as data, or as a PDF; and opening such a file. Nothing is stored."""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection
from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api.bodies import MOST_BYTES, form, strict_json
from api.pages import saved
from api.pages.answers import shown
from api.pages.interview.fled import kept_away
from api.pages.kept import Kept, kept
from api.pages.paper import pdf
from api.pages.render import gettext, page
from api.pages.saved import Saved, as_of, outcomes
from api.pages.telling import day
from api.problems import HttpProblem
from api.security.access import declared, limited, public
from api.service import Service, service_of
from api.uploads import parts
from engine.problems import CaseRefused

router = APIRouter()


@router.post("/save", dependencies=[Depends(limited())])
async def save(request: Request) -> Response:
    """The file: the case, the form, and the id of the answer."""
    told = await kept(request)
    answer = await _answer(service_of(request), told)
    given: dict[str, Any] = {"case": told.case, "form": told.form, "fields": told.fields, "fled": list(told.fled)}
    try:
        file = Saved(answer=answer["id"], as_of=as_of(answer), outcomes=outcomes(answer), **given)
    except ValueError:
        raise HttpProblem(422, "not-kept", "This cannot be kept", "Send the form of the page as it is.") from None
    return _download(file.written().encode(), "application/json", f"portability-{as_of(answer)}.json")


@router.post("/answer.json", dependencies=[Depends(limited())])
async def data(request: Request) -> Response:
    """The whole answer as data."""
    answer = await _answer(service_of(request), await kept(request))
    return _download(json.dumps(answer, ensure_ascii=False, indent=2).encode(), "application/json", "portability-answer.json")


@router.post("/answer.pdf", dependencies=[Depends(limited())])
async def document(request: Request) -> Response:
    """The answer as a tagged PDF. Raises HttpProblem (503) where this service cannot make one now."""
    told = await kept(request)
    answer = await _answer(service_of(request), told)
    return _download(await pdf(answer, told.case), "application/pdf", "portability-answer.pdf")


@router.get("/open", dependencies=[Depends(public())])
async def choose() -> Response:
    """The form that takes the file."""
    return page("open.html", errors={})


@router.post("/open", dependencies=[Depends(limited())])
async def opened(request: Request) -> Response:
    """The answer to the saved case by the law of today, and what has changed since; or the form with what is wrong."""
    raw = await _sent(request)
    try:
        file = saved.read(strict_json(raw)) if len(raw) <= saved.MOST_BYTES else None
        if file is None:
            raise CaseRefused([])
        answer = await _decided(service_of(request), file.case, None, file.fled)
    except (HttpProblem, CaseRefused):
        told = gettext("Choose the file first.") if not raw else gettext("This file cannot be opened. Choose a file that was saved here.")
        return page("open.html", status=422, errors={"file": told})
    leads_back = _is_form(request, file.form)
    carried = file.fields if leads_back else {"saved": json.dumps(strict_json(raw), ensure_ascii=False, separators=(",", ":"))}
    return shown(answer, file.case, carried, file.form if leads_back else "", fled=file.fled, notice=_since(file, answer))


async def _sent(request: Request) -> bytes:
    """The file; from a page that is asked in another language what it held. Raises HttpProblem."""
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        return (await parts(request, MOST_BYTES, files=["file"]))["file"]
    return (await form(request)).get("saved", "").encode()


def _is_form(request: Request, path: str) -> bool:
    """Whether a form of this application stands at a path: it can be had, and sent."""
    return not path.startswith("/v1/") and {("GET", path), ("POST", path)} <= declared(request.app).keys()


def _since(file: Saved, answer: dict[str, Any]) -> str:
    """What the person is told of the answer that was saved."""
    if file.answer == answer["id"]:
        return gettext("This is the answer that you saved.")
    values = {"id": file.answer, "day": day(file.as_of)}
    if file.outcomes == outcomes(answer):
        return gettext("You saved answer %(id)s, by the law of %(day)s. Asked again today, the outcome is the same.", **values)
    return gettext("You saved answer %(id)s, by the law of %(day)s. Asked again today, the outcome is not the same any more.", **values)


async def _answer(service: Service, told: Kept) -> dict[str, Any]:
    return await _decided(service, told.case, told.day, told.fled)


async def _decided(service: Service, case: dict[str, Any], day: datetime.date | None, fled: Collection[str]) -> dict[str, Any]:
    """The answer, kept away from States that were fled."""
    return await service.run(lambda: kept_away(service.decider.corpus, service.decide(case, day), fled))


def _download(content: bytes, kind: str, name: str) -> Response:
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=kind, headers=headers)
