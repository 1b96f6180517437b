"""Who may use a route. Nothing is open that does not say so: an application with a route that declares nothing is not made.

A route declares one of six:

    dependencies=[Depends(public())]                     open to everybody, not counted: texts and the state of the service
    dependencies=[Depends(limited())]                    open to everybody, counted by address; no key is read
    dependencies=[Depends(anyone("decisions:ask"))]      citizens without a key, counted by address; tenants with a key of this scope
    who: Annotated[Principal, Depends(require("jobs:read"))]     tenants alone, with a key or token of this scope
    who: Annotated[Principal, Depends(signed_in("jobs:read"))]   pages of tenants: by the cookie of /sign-in alone, never by a key
    who: Annotated[Principal, Depends(visiting())]               pages for everybody, counted by address; who signed in is known

What a tenant owns is then read in `service.database.session(who.tenant)`, which sees nothing else; what it does not find is answered by
`not_there()`: the same words for what never was and for what is another's.
"""

from __future__ import annotations

import logging

import anyio
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from starlette.requests import Request

from api.problems import HttpProblem
from api.security import admission
from api.security import signed_in as cookies
from api.security.principal import ANONYMOUS, Principal
from api.security.rates import Rates
from api.security.scopes import SCOPES
from api.security.tokens import Tokens
from api.settings import Settings
from api.storage.database import UNREACHABLE, Database

REALM = 'Bearer realm="portability"'
#: What is served without being a route of the framework, and holds nothing of anybody.
_PLAIN = frozenset({"/openapi.json", "/static"})
_log = logging.getLogger("portability.access")


class Gate:
    """Lets in, counts, and turns away. One for each application."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self.database, self.tokens = database, Tokens(settings)
        self.rates = Rates(database, settings.anonymous_limit)

    async def admit(self, request: Request) -> Principal:
        """Who asks. Somebody who shows nothing is anonymous; whatever is shown must be good.

        Raises HttpProblem: 401 for a key or token that is not good, 429 over a quota, 503 where the database does not answer.
        """
        shown = request.headers.getlist("authorization")
        if not shown:
            self.rates.address(_address(request))
            return ANONYMOUS
        kind, _, told = shown[0].partition(" ")
        if len(shown) > 1 or kind.lower() != "bearer":
            raise unknown()
        try:
            who = await anyio.to_thread.run_sync(self._known, told.strip())
            if who is None:
                self.rates.address(_address(request))
                raise unknown()
            self.rates.minute(who)
            if who.per_day:
                await anyio.to_thread.run_sync(self.rates.day, who)
        except UNREACHABLE as error:
            raise unavailable(error) from None
        return who

    async def signed_in(self, request: Request) -> Principal:
        """Who signed in to the pages; anonymous, counted by address, where nobody did. Raises HttpProblem: 429 and 503 as `admit`."""
        shown = cookies.shown(request)
        try:
            who = await anyio.to_thread.run_sync(self._by_cookie, shown) if shown else None
            if who is None:
                self.rates.address(_address(request))
                return ANONYMOUS
            self.rates.minute(who)
            if who.per_day:
                await anyio.to_thread.run_sync(self.rates.day, who)
        except UNREACHABLE as error:
            raise unavailable(error) from None
        return who

    def count(self, request: Request, who: Principal, many: int) -> None:
        """Count what one request asks as so many; the request itself is counted. Raises HttpProblem (429)."""
        if who.anonymous:
            self.rates.address(_address(request), many - 1)

    def _by_cookie(self, shown: str) -> Principal | None:
        token = self.tokens.read_from_pages(shown)
        return admission.by_key_id(self.database, token.client, token.tenant) if token else None

    def _known(self, shown: str) -> Principal | None:
        if shown.startswith("ptk_"):
            return admission.by_key(self.database, shown)
        token = self.tokens.read(shown)
        return admission.by_token(self.database, token.client, token.tenant, token.scopes) if token else None


class Needs:
    """The declaration of a route, and the dependency that holds it. Called, it returns who asks."""

    def __init__(self, scope: str, *, anonymous: bool, counted: bool = True) -> None:
        if scope and scope not in SCOPES:
            raise ValueError(f"there is no scope {scope}")
        self.scope, self.anonymous, self.counted = scope, anonymous, counted

    async def __call__(self, request: Request) -> Principal:
        gate: Gate = request.app.state.gate
        if not self.counted:
            return ANONYMOUS
        if self.anonymous and not self.scope:
            gate.rates.address(_address(request))
            return ANONYMOUS
        who = await gate.admit(request)
        if who.anonymous:
            if not self.anonymous:
                raise unknown()
        elif self.scope and not who.may(self.scope):
            raise forbidden(self.scope)
        request.state.principal = who
        return who


class OfPages(Needs):
    """The declaration of a page that reads the cookie. With `scopes` it is one of tenants, and the key must have all of them."""

    def __init__(self, *scopes: str) -> None:
        super().__init__(scopes[0] if scopes else "", anonymous=not scopes)
        if unknown_ := set(scopes) - SCOPES.keys():
            raise ValueError(f"there is no scope {', '.join(sorted(unknown_))}")
        self.scopes = scopes

    async def __call__(self, request: Request) -> Principal:
        gate: Gate = request.app.state.gate
        who = await gate.signed_in(request)
        if who.anonymous and self.scopes:
            raise cookies.NotSignedIn(self.scopes)
        if not who.anonymous:
            cookies.must_be_ours(request)
        if lacking := tuple(s for s in self.scopes if not who.may(s)):
            raise cookies.Lacking(lacking)
        request.state.principal = who
        return who


def signed_in(*scopes: str) -> OfPages:
    """Pages of tenants: who signed in with a key that has all these scopes. Raises ValueError for no scope."""
    if not scopes:
        raise ValueError("a page of tenants names a scope")
    return OfPages(*scopes)


def visiting() -> OfPages:
    """Pages for everybody, counted by address; who signed in is known."""
    return OfPages()


def require(scope: str) -> Needs:
    """Tenants alone, with a key or token of this scope: 401 without, 403 where the scope is lacking. Raises ValueError for no scope."""
    return Needs(scope, anonymous=False)


def anyone(scope: str) -> Needs:
    """Everybody: without a key, counted by address and with nothing stored; with one, it must have this scope."""
    return Needs(scope, anonymous=True)


def limited() -> Needs:
    """Everybody, counted by address; no key is read."""
    return Needs("", anonymous=True)


def public() -> Needs:
    """Everybody, not counted."""
    return Needs("", anonymous=True, counted=False)


def principal_of(request: Request) -> Principal:
    """Who asks, once the declaration of the route has been held; anonymous where it read no key."""
    who = getattr(request.state, "principal", ANONYMOUS)
    return who if isinstance(who, Principal) else ANONYMOUS


def declared(app: FastAPI) -> dict[tuple[str, str], Needs | None]:
    """What each route declares, by method and path; None for a route that declares nothing."""
    found: dict[tuple[str, str], Needs | None] = {}
    for route in iter_route_contexts(app.routes):
        if route.path in _PLAIN:
            continue
        dependant = getattr(route, "dependant", None)
        for method in sorted(route.methods or ()):
            found[method, str(route.path)] = _declaration(dependant) if dependant else None
    return found


def hold(app: FastAPI) -> None:
    """Deny by default. Raises RuntimeError where a route declares nothing."""
    silent = [f"{method} {path}" for (method, path), needs in declared(app).items() if needs is None]
    if silent:
        raise RuntimeError(f"these routes do not say who may use them: {', '.join(silent)}")


def _declaration(dependant: Dependant) -> Needs | None:
    for part in dependant.dependencies:
        if isinstance(part.call, Needs):
            return part.call
    return None


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def not_there() -> HttpProblem:
    """404 for what is not there and for what is another's: nothing in it tells which."""
    return HttpProblem(404, "not-found", "Not found", "There is nothing of yours at this address.")


def unknown() -> HttpProblem:
    """401 for nothing shown and for whatever does not let in."""
    detail = "Send a key or an access token that is valid: Authorization: Bearer …"
    return HttpProblem(401, "unauthorized", "It is not known who asks", detail, headers={"WWW-Authenticate": REALM})


def forbidden(scope: str) -> HttpProblem:
    """403 for a key without this scope."""
    headers = {"WWW-Authenticate": f'{REALM}, error="insufficient_scope", scope="{scope}"'}
    return HttpProblem(403, "insufficient-scope", "The key may not do this", f"It takes a key with the scope {scope}.", headers=headers)


def unavailable(error: Exception) -> HttpProblem:
    """503 where the database does not answer."""
    _log.error("the database does not answer", extra={"kind": type(error).__name__})
    detail = "The service cannot look it up at present. Nothing was stored."
    return HttpProblem(503, "unavailable", "Not available at present", detail, headers={"Retry-After": "5"})
