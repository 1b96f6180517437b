"""Partners' sites: whose scripts may call the API, and who may show the pages in a frame. Exact origins of each tenant, never a pattern.

Scripts: the origin of a request is answered where an enabled tenant names it; with a key, where the tenant of the key does. No cookies
are used, so none are allowed. Frames: a page asked as /embed/TENANT/… carries that tenant's sites in its policy, and keeps its links there.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from contextvars import ContextVar
from typing import NamedTuple

import anyio
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, select
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.security.principal import Principal
from api.security.themes import sheet
from api.storage.database import Database
from api.storage.tenants import Tenant

#: Where the links of a page in a frame begin; empty for a page by itself.
PREFIX: ContextVar[str] = ContextVar("prefix", default="")
#: For so many seconds the sites are remembered.
REMEMBERED = 10.0
POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors {}; base-uri 'none'"
#: A frame in a sandbox has an origin of its own: style sheets must be allowed to it.
THEME_HEADERS = {"Cache-Control": "public, max-age=60", "Cross-Origin-Resource-Policy": "cross-origin"}
_EMBEDDED = re.compile(r"/embed/([a-z][a-z0-9-]{1,39})(/.*)", re.ASCII)
_ALLOWED = {
    "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Idempotency-Key, If-None-Match, Prefer",
    "Access-Control-Max-Age": "600",
}
_EXPOSED = "ETag, Location, Preference-Applied, Retry-After, WWW-Authenticate, X-Request-Id"
_log = logging.getLogger("portability.access")


class _Partner(NamedTuple):
    origins: list[str]
    frames: list[str]
    theme: dict[str, str]


class Known:
    """The sites of enabled tenants, read from the database at most every few seconds."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._read = (-REMEMBERED, dict[str, _Partner]())
        self._lock = threading.Lock()

    def origins(self) -> set[str]:
        """All sites whose scripts may call."""
        return {site for row in self._tenants().values() for site in row.origins}

    def frames(self, tenant: str) -> list[str]:
        """The sites that may show pages for a tenant; none for one that is unknown or disabled."""
        row = self._tenants().get(tenant)
        return row.frames if row else []

    def theme(self, tenant: str) -> str:
        """The style sheet of a tenant's frames."""
        row = self._tenants().get(tenant)
        return sheet(row.theme) if row else ""

    def _tenants(self) -> dict[str, _Partner]:
        with self._lock:
            if time.monotonic() - self._read[0] > REMEMBERED:
                try:
                    with self.database.operator(reads=True) as session:
                        rows = session.exec(select(Tenant).where(col(Tenant.disabled).is_(None))).all()
                    self._read = (time.monotonic(), {row.id: _Partner(row.origins, row.frames, row.theme) for row in rows})
                except SQLAlchemyError as error:
                    _log.error("sites of partners cannot be read", extra={"kind": type(error).__name__})
            return self._read[1]


class Sites:
    """ASGI middleware inside the headers that every answer has."""

    def __init__(self, app: ASGIApp, known: Known) -> None:
        self.app, self.known = app, known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif match := _EMBEDDED.fullmatch(scope["path"]):
            await self._framed(match[1], match[2], scope, receive, send)
        elif scope["path"].startswith("/v1/"):
            await self._called(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _framed(self, tenant: str, rest: str, scope: Scope, receive: Receive, send: Send) -> None:
        frames = await anyio.to_thread.run_sync(self.known.frames, tenant)
        if not frames or rest.startswith("/v1/"):
            await self.app(scope, receive, send)  # there is nothing at this address
            return
        if rest == "/theme.css" and scope["method"] in ("GET", "HEAD"):
            css = await anyio.to_thread.run_sync(self.known.theme, tenant)
            await Response(css, headers=THEME_HEADERS, media_type="text/css")(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Content-Security-Policy"] = POLICY.format(" ".join(frames))
            await send(message)

        token = PREFIX.set(f"/embed/{tenant}")
        try:
            await self.app({**scope, "path": rest, "raw_path": rest.encode()}, receive, sending)
        finally:
            PREFIX.reset(token)

    async def _called(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        origin = headers.get("origin", "")
        allowed = bool(origin) and origin in await anyio.to_thread.run_sync(self.known.origins)
        if allowed and scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
            told = {"Access-Control-Allow-Origin": origin, "Vary": "Origin", **_ALLOWED}
            await send({"type": "http.response.start", "status": 204, "headers": [(k.lower().encode(), v.encode()) for k, v in told.items()]})
            await send({"type": "http.response.body", "body": b""})
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                answer.add_vary_header("Origin")
                who = scope.get("state", {}).get("principal")
                if allowed and not (isinstance(who, Principal) and who.tenant and origin not in who.origins):
                    answer["Access-Control-Allow-Origin"] = origin
                    answer["Access-Control-Expose-Headers"] = _EXPOSED
            await send(message)

        await self.app(scope, receive, sending)
