"""`Prefer: portability-statistics` (RFC 7240): a tenant says that the person agreed to be counted. The case itself has no key for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import anyio
from starlette.requests import Request

from api.problems import HttpProblem
from api.security.access import principal_of
from api.service import Service
from api.statistics.seen import NOT_TOLD, Given

NAME, SCOPE = "portability-statistics", "statistics:give"
TOLD = (
    f"`{NAME}`: the person agreed that the question is counted. It is, where the key has the scope {SCOPE}. `; occupation=2221` (a code of "
    "ISCO-08, of which the major group is counted) and `; skill=3` (its skill level, 1 to 4) may stand with it."
)
_FORMS = {"occupation": re.compile(r"[0-9]{1,4}", re.ASCII), "skill": re.compile(r"[1-4]", re.ASCII)}


def giver(request: Request) -> Given | None:
    """What is given to the statistics; None where the tenant may not give, or the request does not say that the person agreed.

    Raises HttpProblem (400) where occupation or skill level have not the form they need.
    """
    who = principal_of(request)
    if not who.may(SCOPE):
        return None
    for part in (part for line in request.headers.getlist("prefer") for part in line.split(",")):
        name, *told = (word.strip() for word in part.split(";"))
        if name.lower() == NAME:
            found = _read(told)
            return Given(who.tenant, found["occupation"][:1] if "occupation" in found else NOT_TOLD, found.get("skill", NOT_TOLD))
    return None


def _read(told: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for word in filter(None, told):
        key, _, value = word.partition("=")
        key, value = key.strip().lower(), value.strip().strip('"')
        if key in found or key not in _FORMS or not _FORMS[key].fullmatch(value):
            detail = "Beside it stand `occupation`, one to four digits of ISCO-08, and `skill`, a digit from 1 to 4; each once, or not at all."
            raise HttpProblem(400, "bad-preference", f"The preference {NAME} cannot be read", detail)
        found[key] = value
    return found


async def count(service: Service, given: Given, question: str, answer: Mapping[str, Any]) -> bool:
    """Count a question that is given. Says whether it was taken; a fault of the database does not reach the answer."""
    return await anyio.to_thread.run_sync(service.statistics.count, question, answer, given)
