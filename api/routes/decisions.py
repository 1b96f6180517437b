"""`/v1/decisions/…`: a case in, an answer out. Nothing of the case is stored; a tenant may ask that the answer be recorded or counted."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api import schemas
from api.bodies import json_object
from api.openapi import CREDENTIAL_CASE, RECEIPT, RECORD_CASE, body, problems
from api.problems import refused
from api.replies import NOT_STORED, reply
from api.routes import counting, keeping, telling
from api.security.access import anyone
from api.service import service_of
from engine.wording.languages import SOURCE

router = APIRouter(prefix="/v1/decisions", tags=["decisions"], dependencies=[Depends(anyone("decisions:ask"))])
_RECORD, _CREDENTIAL = "contribution-record", "credential"
_PROBLEMS = problems(400, 401, 403, 413, 415, 422, 429)
_PREFERENCES: dict[str, Any] = {
    "parameters": [
        {"name": "Prefer", "in": "header", "required": False, "schema": {"type": "string"}, "description": f"{keeping.TOLD} {counting.TOLD}"},
        telling.ACCEPTED,
    ]
}
_KEPT = problems(400, 401, 403, 413, 415, 422, 429, 503)


@router.post(
    "/contribution-record",
    operation_id="decideContributionRecord",
    summary="Does this record of periods count?",
    response_model=schemas.Answer,
    responses=_KEPT,
    openapi_extra={**body(RECORD_CASE), **_PREFERENCES},
)
async def contribution_record(request: Request) -> Response:
    """One decision for each State that is asked, each instrument and each benefit, with its reasons."""
    return await _decide(request, _RECORD)


@router.post(
    "/credential",
    operation_id="decideCredential",
    summary="Does this credential count?",
    response_model=schemas.Answer,
    responses=_KEPT,
    openapi_extra={**body(CREDENTIAL_CASE), **_PREFERENCES},
)
async def credential(request: Request) -> Response:
    """Whether the host State recognises the credential, by which route, and what is missing."""
    return await _decide(request, _CREDENTIAL)


@router.post(
    "/rerun",
    operation_id="rerunDecision",
    summary="Run a receipt again",
    response_model=schemas.Rerun,
    responses=_PROBLEMS,
    openapi_extra={**body(RECEIPT), "parameters": [telling.ACCEPTED]},
)
async def rerun(request: Request) -> Response:
    """The facts of a receipt under the rule files it names, from the archive. Says where the engine has changed since."""
    receipt, _ = await json_object(request)
    service = service_of(request)
    language = telling.wanted(request)
    answer = await service.run(lambda: telling.told_in(service.reruns.rerun(receipt), language))
    return reply(answer, headers=NOT_STORED | telling.headers(language))


async def _decide(request: Request, question: str) -> Response:
    case, size = await json_object(request)
    service = service_of(request)
    asked, keeps, given = fixed(case, question), keeping.keeper(request), counting.giver(request)
    answer = await service.run(lambda: service.decide(asked), size)
    language = telling.wanted(request)
    headers, applied = NOT_STORED | telling.headers(language), list[str]()
    if keeps:
        headers |= await keeping.keep(service, keeps, question, answer)
        applied.append(keeping.NAME)
    if given and await counting.count(service, given, question, answer):
        applied.append(counting.NAME)
    said = answer if language == SOURCE else await service.run(lambda: telling.told_in(answer, language), size)
    return reply(said, headers=headers | ({"Preference-Applied": ", ".join(applied)} if applied else {}))


def fixed(case: dict[str, Any], question: str) -> dict[str, Any]:
    """The case with the question of the address. Raises CaseRefused where it asks for something else."""
    if case.setdefault("question", question) != question:
        other = _CREDENTIAL if question == _RECORD else _RECORD
        mend = f"leave it out, or ask /v1/decisions/{other}"
        raise refused("other-question", "this address answers another question", pointer="/question", expected=question, mend=mend)
    return case
