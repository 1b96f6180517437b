"""Signing in to the pages of tenants: a key is typed once, and a signed token in a cookie stands for it until the browser is closed.

The cookie goes to no script and with no request that another site began. It names a key, which is looked up with each request, so that
revoking the key signs out at once. What changes something is taken from our own pages alone (`must_be_ours`). No page in a partner's
frame reads the cookie, and no route of the API does.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from api.problems import HttpProblem
from api.security.sites import PREFIX

_SAFE = frozenset({"GET", "HEAD"})
#: Over https the name itself forbids another host to set it (RFC 6265bis).
_PLAIN, _SECURE = "portability", "__Host-portability"


class NotSignedIn(HttpProblem):
    """401 for a page of tenants that nobody signed in for. `scopes` are what the page needs of a key."""

    def __init__(self, scopes: tuple[str, ...]) -> None:
        super().__init__(401, "not-signed-in", "It is not known who asks", "This page takes signing in with a key at /sign-in.")
        self.scopes = scopes


class Lacking(HttpProblem):
    """403 for a key without a scope that the page needs."""

    def __init__(self, scopes: tuple[str, ...]) -> None:
        super().__init__(403, "insufficient-scope", "The key may not do this", f"It takes a key with {', '.join(scopes)}.")
        self.scopes = scopes


def shown(request: Request) -> str:
    """The token of the cookie; empty where there is none, and for a page in a frame."""
    return "" if PREFIX.get().startswith("/embed/") else request.cookies.get(_name(request), "")


def remember(response: Response, request: Request, token: str) -> None:
    """Set the cookie, for as long as the browser stays open."""
    response.set_cookie(_name(request), token, path="/", secure=_secure(request), httponly=True, samesite="strict")


def forget(response: Response, request: Request) -> None:
    """Delete the cookie."""
    response.delete_cookie(_name(request), path="/", secure=_secure(request), httponly=True, samesite="strict")


def must_be_ours(request: Request) -> None:
    """Raises HttpProblem (403) for a request that changes something and was not begun by a page of this service.

    Browsers tell it by Sec-Fetch-Site over https, by Origin always. Whoever tells neither is no browser: the API takes keys.
    """
    if request.method in _SAFE:
        return
    site, origin = request.headers.getlist("sec-fetch-site"), request.headers.getlist("origin")
    here = [f"{request.url.scheme}://{request.url.netloc}"]
    if site != ["same-origin"] if site else origin != here:
        detail = "Forms of these pages are taken from these pages alone. Open the page anew and send it from there."
        raise HttpProblem(403, "not-from-here", "This came from elsewhere", detail)


def _secure(request: Request) -> bool:
    return request.url.scheme == "https"


def _name(request: Request) -> str:
    return _SECURE if _secure(request) else _PLAIN
