"""`/oauth/token`: a client's id and secret for a short-lived token. `/v1/access`: what the key that asks may do."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, Any
from urllib.parse import unquote_plus

import anyio
from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api import schemas
from api.bodies import form
from api.openapi import problems
from api.problems import HttpProblem
from api.replies import NOT_STORED, reply
from api.security import admission
from api.security.access import Gate, limited, require, unavailable
from api.security.principal import Principal
from api.storage.database import UNREACHABLE

router = APIRouter(tags=["access"])
_FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {
                    "type": "object",
                    "required": ["grant_type"],
                    "properties": {
                        "grant_type": {"const": "client_credentials", "type": "string"},
                        "scope": {"type": "string", "description": "Scopes with spaces between; all that the client has, where it is left out."},
                        "client_id": {"type": "string", "description": "Where it does not stand in the header Authorization: Basic."},
                        "client_secret": {"type": "string"},
                    },
                }
            }
        },
    }
}


@router.post(
    "/oauth/token",
    operation_id="getToken",
    summary="A token for a client",
    response_model=schemas.Token,
    responses=problems(400, 401, 413, 415, 429, 503),
    dependencies=[Depends(limited())],
    openapi_extra=_FORM,
)
async def token(request: Request) -> Response:
    """OAuth 2.0 client credentials (RFC 6749, 4.4). The token is sent as `Authorization: Bearer …` and ends by itself."""
    fields = await form(request)
    if fields.get("grant_type") != "client_credentials":
        raise _oauth(400, "unsupported_grant_type", "Send grant_type=client_credentials; no other is taken.")
    gate: Gate = request.app.state.gate
    id, secret = _client(request, fields)
    try:
        who = await anyio.to_thread.run_sync(admission.by_client, gate.database, id, secret)
    except UNREACHABLE as error:
        raise unavailable(error) from None
    if who is None:
        raise _oauth(401, "invalid_client", "The id or the secret of the client is not valid.")
    gate.rates.minute(who)
    scopes = frozenset(fields["scope"].split()) if fields.get("scope", "").strip() else who.scopes
    if not scopes <= who.scopes:
        raise _oauth(400, "invalid_scope", "The client does not have every scope that is asked for.")
    told = {
        "access_token": await anyio.to_thread.run_sync(gate.tokens.given, who, scopes),
        "token_type": "Bearer",
        "expires_in": gate.tokens.settings.token_seconds,
        "scope": " ".join(sorted(scopes)),
    }
    return reply(told, headers=NOT_STORED)


@router.get("/v1/access", operation_id="getAccess", summary="What may this key do?", response_model=schemas.Access, responses=problems(401, 429, 503))
async def access(who: Annotated[Principal, Depends(require(""))]) -> Response:
    """The tenant of the key or token that asks, its scopes and its quotas. Any key will do."""
    told = {"tenant": who.tenant, "key": who.key, "scopes": sorted(who.scopes), "per_minute": who.per_minute, "per_day": who.per_day}
    return reply(told, headers=NOT_STORED)


def _client(request: Request, fields: dict[str, str]) -> tuple[str, str]:
    """The id and secret: in the header, or in the form, and not in both."""
    shown = request.headers.get("authorization", "")
    if not shown:
        return fields.get("client_id", ""), fields.get("client_secret", "")
    kind, _, told = shown.partition(" ")
    if kind.lower() != "basic" or "client_secret" in fields:
        raise _oauth(401, "invalid_client", "Show the client in the header Authorization: Basic, or in the form, in one of them.")
    try:
        id, _, secret = base64.b64decode(told.strip(), validate=True).decode("utf-8").partition(":")
    except (binascii.Error, ValueError):
        raise _oauth(401, "invalid_client", "The header Authorization cannot be read.") from None
    return unquote_plus(id), unquote_plus(secret)


def _oauth(status: int, error: str, detail: str) -> HttpProblem:
    """A problem with the member `error` that clients of OAuth look for (RFC 6749, 5.2)."""
    headers = {"WWW-Authenticate": 'Basic realm="portability"'} if status == 401 else {}
    return HttpProblem(status, error.replace("_", "-"), "No token is given", detail, headers=headers, members={"error": error})
