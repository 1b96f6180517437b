"""Around every request: an id, the security headers, a line in the log, a place in the figures, and the last net for errors.

Log and figures name the route, never the address as it was sent, and no body: nothing of a person is written down.
"""

from __future__ import annotations

import logging
import re
import time
import uuid

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from api.metrics import Metrics
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

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app, self.metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = _id(scope)
        with bound_contextvars(request_id=request_id):
            await self._answer(request_id, scope, receive, send)

    async def _answer(self, request_id: str, scope: Scope, receive: Receive, send: Send) -> None:
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
            problem = unexpected(error)
            if not status:
                await response(problem, scope)(scope, receive, sending)
        route = getattr(scope.get("route"), "path", "(none)")
        method = scope["method"] if scope["method"] in _METHODS else "(odd)"
        took = time.perf_counter() - began
        self.metrics.answered(method, route, status, took)
        _log.info("answered", extra={"method": method, "route": route, "status": status, "ms": round(took * 1000)})


def _id(scope: Scope) -> str:
    """The id that the caller gave, where it gave one that is a UUID; else a new one."""
    given = Headers(scope=scope).getlist("x-request-id")
    return given[0] if len(given) == 1 and _GIVEN.fullmatch(given[0]) else uuid.uuid4().hex
