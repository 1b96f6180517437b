"""The language of a page: its address begins with it (`/es/…`), so that a link keeps the language and nothing is kept of the person.

An address without one is English; whoever comes to `/` with another language first in the browser is sent there.
"""

from __future__ import annotations

import re
from contextvars import ContextVar

from babel.core import negotiate_locale
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.security.sites import PREFIX
from engine.wording.languages import LANGUAGES, SOURCE

#: The language in which the page of this request is told.
LANGUAGE: ContextVar[str] = ContextVar("language", default=SOURCE)
#: Where the links of the page begin without its language: empty, or `/embed/TENANT`.
PLACE: ContextVar[str] = ContextVar("place", default="")
#: The address of the page without its language, for the links to other languages.
PATH: ContextVar[str] = ContextVar("path", default="/")
_SPOKEN = re.compile(rf"/({'|'.join(LANGUAGES)})(/.*)?", re.ASCII)
_NO_PAGE = ("/v1/", "/static/", "/embed/")


class Speaking:
    """ASGI middleware inside `Sites`: takes the language off the address and tells it to the page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        spoken = _SPOKEN.fullmatch(scope["path"])
        rest = (spoken[2] or "/") if spoken else scope["path"]
        if spoken and rest.startswith(_NO_PAGE):
            spoken, rest = None, scope["path"]  # there is nothing at this address
        if not spoken and rest == "/" and scope["method"] in ("GET", "HEAD") and (wanted := preferred(scope)) != SOURCE:
            await _sent_on(f"{PREFIX.get()}/{wanted}/", send)
            return
        before = PREFIX.get()
        tokens = (LANGUAGE.set(spoken[1] if spoken else SOURCE), PLACE.set(before), PATH.set(rest))
        prefix = PREFIX.set(f"{before}/{spoken[1]}" if spoken else before)
        try:
            await self.app({**scope, "path": rest, "raw_path": rest.encode()} if spoken else scope, receive, send)
        finally:
            PREFIX.reset(prefix)
            for variable, token in zip((LANGUAGE, PLACE, PATH), tokens, strict=True):
                variable.reset(token)


def preferred(scope: Scope) -> str:
    """The first language of the browser that the pages are told in; English where there is none."""
    parts = []
    for n, part in enumerate(Headers(scope=scope).get("accept-language", "")[:500].split(",")[:20]):
        name, _, quality = part.strip().partition(";q=")
        weight = float(quality) if re.fullmatch(r"[01](\.\d{1,3})?", quality) else 1.0
        if name and weight > 0:
            parts.append((-weight, n, name.replace("-", "_")))
    found = negotiate_locale([name for *_, name in sorted(parts)], list(LANGUAGES))
    return found or SOURCE


async def _sent_on(to: str, send: Send) -> None:
    headers = {"location": to, "vary": "Accept-Language", "cache-control": "no-store", "content-length": "0"}
    await send({"type": "http.response.start", "status": 302, "headers": [(k.encode(), v.encode()) for k, v in headers.items()]})
    await send({"type": "http.response.body", "body": b""})
