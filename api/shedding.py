"""Shedding of load: a process works on so many requests at once, and turns others away at once instead of letting all wait."""

from __future__ import annotations

from anyio.lowlevel import checkpoint
from starlette.types import ASGIApp, Receive, Scope, Send

from api.metrics import Metrics
from api.problems import HttpProblem, response

#: Whoever watches the service is answered however much there is to do.
WATCHED = frozenset({"/livez", "/readyz", "/metrics"})
#: Seconds after which one that was turned away may come back.
LATER = 2


class Shedding:
    """ASGI middleware that counts requests from their first byte to the last of their answer. One event loop calls it, so it needs no lock.

    A short case is decided without a pause. So each request pauses once when it is counted: whoever came meanwhile is counted, or turned
    away, before the first is worked on, and does not wait unseen.

    It stands inside the middleware that logs and that answers partners' sites, so that an answer of it has all the headers of others.
    """

    def __init__(self, app: ASGIApp, most: int, metrics: Metrics) -> None:
        self.app, self.most, self.metrics, self.in_flight = app, most, metrics, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in WATCHED:
            await self.app(scope, receive, send)
        elif self.in_flight >= self.most:
            self.metrics.shed.inc()
            await response(_busy(), scope)(scope, receive, send)
        else:
            self._count(1)
            try:
                await checkpoint()
                await self.app(scope, receive, send)
            finally:
                self._count(-1)

    def _count(self, change: int) -> None:
        self.in_flight += change
        self.metrics.in_flight.set(self.in_flight)


def _busy() -> HttpProblem:
    detail = "The service has as much to do as it can. Nothing of the request was read. Send it again after the seconds in Retry-After."
    return HttpProblem(503, "busy", "Too much to do at present", detail, headers={"Retry-After": str(LATER)})
