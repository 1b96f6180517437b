"""Around every request: an id, the security headers, a line in the log, and the last net for errors.

The log names the route, never the address as it was sent, and no body: nothing of a person is written down.
"""

from __future__ import annotations

import logging
import re
import time
import uuid

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import response, unexpected
from api.security.sites import POLICY

CONTENT_POLICY = POLICY.format("'none'")
_HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
#: The id of a request that a caller may give: a UUID, and nothing that could tell of a person.
_GIVEN = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_log = logging.getLogger("portability.access")


class Around:
    """ASGI middleware; the innermost that sees every request and every error."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = _id(scope)
        scope.setdefault("state", {})["request_id"] = request_id
        began, status = time.perf_counter(), 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-Id"] = request_id
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self.app(scope, receive, sending)
        except Exception as error:
            problem = unexpected(error, request_id)
            if not status:
                await response(problem, scope)(scope, receive, sending)
        route = getattr(scope.get("route"), "path", "(none)")
        took = round((time.perf_counter() - began) * 1000)
        _log.info("%s %s %s %sms %s", scope["method"] if scope["method"] in _METHODS else "(odd)", route, status, took, request_id)


def _id(scope: Scope) -> str:
    """The id that the caller gave, where it gave one that is a UUID; else a new one."""
    given = Headers(scope=scope).getlist("x-request-id")
    return given[0] if len(given) == 1 and _GIVEN.fullmatch(given[0]) else uuid.uuid4().hex
