"""`Prefer: portability-record` (RFC 7240): a tenant asks that a record of the answer be kept. The case itself has no key for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import anyio
from starlette.requests import Request

from api.problems import HttpProblem
from api.security.access import forbidden, principal_of, unavailable, unknown
from api.service import Service
from api.storage.database import UNREACHABLE

NAME, SCOPE = "portability-record", "records:write"
TOLD = f"`{NAME}`: keep a decision record without the person. It takes a key with the scope {SCOPE}; the answer tells its id."


def keeper(request: Request) -> str:
    """The tenant that asks for a record; empty where nobody does. Raises HttpProblem: 401 without a key, 403 without the scope."""
    asked = (part.partition(";")[0].strip().lower() for line in request.headers.getlist("prefer") for part in line.split(","))
    if NAME not in asked:
        return ""
    who = principal_of(request)
    if who.anonymous:
        raise unknown()
    if not who.may(SCOPE):
        raise forbidden(SCOPE)
    return who.tenant


async def keep(service: Service, tenant: str, question: str, answer: Mapping[str, Any]) -> dict[str, str]:
    """Keep a record; the header that tells its id. Raises HttpProblem (503) where it, or a rule file that it names, cannot be kept."""

    def kept() -> str:
        if not service.archive.holds({h for d in answer["decisions"] for h in d["receipt"]["rules"].values()}):
            detail = "A rule file of the answer is not archived, so that no record of it would hold. Nothing was stored."
            raise HttpProblem(503, "not-archived", "The record cannot be kept", detail)
        return service.records.keep(tenant, question, answer).id

    try:
        id = await anyio.to_thread.run_sync(kept)
    except UNREACHABLE as error:
        raise unavailable(error) from None
    return {"Portability-Record": id}
