"""`/v1/credentials/verify`: a signed credential in, what it is worth on a day out; with a case, the decision that rests on it.

Nothing of the credential is stored. Nothing is fetched unless the operator's settings name hosts (docs/verification.md).
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api import schemas
from api.bodies import json_object
from api.openapi import SIGNED_CREDENTIAL, body, problems
from api.problems import HttpProblem, refused
from api.replies import NOT_STORED, reply
from api.routes.decisions import fixed
from api.security.access import anyone
from api.service import Service, service_of
from engine.problems import CaseRefused, InputRefused, nearest

router = APIRouter(prefix="/v1/credentials", tags=["credentials"], dependencies=[Depends(anyone("credentials:verify"))])
_KEYS = ("credential", "as_of", "case")


@router.post(
    "/verify",
    operation_id="verifyCredential",
    summary="Can this signed credential be relied on?",
    response_model=schemas.VerifiedCredential,
    responses=problems(400, 401, 403, 413, 415, 422, 429, 503),
    openapi_extra=body(SIGNED_CREDENTIAL),
)
async def verify(request: Request) -> Response:
    """The state of the credential by the registry of issuers, its facts, and with `case` the decision with those facts in it."""
    sent, size = await json_object(request)
    raw, day, case = _credential(sent), _day(sent), _case(sent)
    service = service_of(request)
    return reply(await service.run(lambda: _verified(service, raw, day, case), size), headers=NOT_STORED)


def _verified(service: Service, raw: bytes, day: date | None, case: dict[str, Any] | None) -> dict[str, Any]:
    from engine.verification import configured, merged  # the libraries for signatures are an extra, and slow to load
    from engine.verification import verify as verified

    try:
        result = verified(raw, configured.registry(), day=day or date.today(), lists=configured.lists())
    except InputRefused as missing:
        if isinstance(missing, CaseRefused):
            raise
        detail = "The libraries for signatures, or the registry of issuers, cannot be used here. It is the service that must be mended."
        raise HttpProblem(503, "verification-unavailable", "Credentials cannot be verified here", detail) from missing
    if case is None:
        return {"verification": result, "conflicts": [], "answer": None}
    told, conflicts = merged(case, result)
    return {"verification": result, "conflicts": conflicts, "answer": service.decide(told | ({"as_of": day.isoformat()} if day else {}))}


def _credential(sent: dict[str, Any]) -> bytes:
    """The credential as bytes: a text is taken as it stands, an object is written as JSON. Raises CaseRefused."""
    for key in sent:
        if key not in _KEYS:
            raise refused("unknown-key", "this key is not known here", pointer="", expected=", ".join(_KEYS), mend=nearest(key[:40], _KEYS))
    told = sent.get("credential")
    if isinstance(told, str) and told:
        return told.encode("utf-8", "surrogatepass")
    if isinstance(told, dict):
        return json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")
    expected, mend = "a text or an object", "send the file of the credential as it is, as a text"
    raise refused("no-credential", "there is no credential here", pointer="/credential", expected=expected, mend=mend)


def _day(sent: dict[str, Any]) -> date | None:
    if "as_of" not in sent:
        return None
    told = sent["as_of"]
    try:
        if isinstance(told, str) and len(told) == len("YYYY-MM-DD"):
            return date.fromisoformat(told)
    except ValueError:
        pass
    raise refused("not-a-day", "this is not a day", pointer="/as_of", expected="YYYY-MM-DD", mend="give the day on which it is asked")


def _case(sent: dict[str, Any]) -> dict[str, Any] | None:
    if "case" not in sent:
        return None
    told = sent["case"]
    if not isinstance(told, dict):
        raise refused("not-a-case", "the case is not an object", pointer="/case", expected="an object", mend="send the keys of a case")
    return fixed(dict(told), "credential")
