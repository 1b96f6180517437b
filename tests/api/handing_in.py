"""Somebody signed in who writes the canary into every field of every form that the pages show, and sends what else a body may hold.

The routes are those of the application, the forms those of its pages: `unsent` names a route that takes a body and was not reached by one.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from api.security.access import declared
from api.service import Service
from tests.api.canaries import NUMBER, bodies, headers, traces
from tests.api.one_folder import TENANT
from tests.api.page_forms import Form, Forms
from tests.api.possessions import POSSESSIONS

BODIES = ("POST", "PUT", "PATCH")
_LANGUAGE = re.compile(r"^/(?:es|fr|de|ar)(?=/|$)")
#: Forms that end something, in the order in which they are sent.
_ENDS = ("/cancel", "/delete", "/sign-out")
_DESKS = ("/ministry", "/recruiters")


class Handing:
    """Sends every form that can be found, and gives each answer. `unsent` are the routes of pages that no form led to."""

    def __init__(self, client: TestClient, service: Service, cookie: str) -> None:
        self.client, self.service, self.cookie = client, service, cookie
        self.app: FastAPI = client.app  # type: ignore[assignment]
        self.unsent = {path for method, path in declared(self.app) if method in BODIES and not path.startswith(("/v1/", "/oauth/"))}
        self._known: set[tuple[str, ...]] = set()
        self._waiting: list[Form] = []

    def forms(self) -> Iterator[Response]:
        """Every page that there is, as nobody and as who signed in, and every form on it but those that delete and sign out."""
        for cookie in ("", self.cookie):
            for path in [path for method, path in declared(self.app) if method == "GET" and not path.startswith("/v1/")]:
                if (names := self._names(path)) is not None:
                    yield self._looked(self._ask("GET", path.format(**names), cookie=cookie))
        yield from self._sent(_ENDS[:1])

    def ends(self) -> Iterator[Response]:
        """The forms that are left."""
        yield from self._sent(_ENDS)

    def looks(self) -> Iterator[Response]:
        """Every address of the desks that a page leads to, beginning at the desks."""
        waiting, seen = [*_DESKS], set[str]()
        while waiting:
            seen.add(at := waiting.pop())
            yield (response := self._looked(self._ask("GET", at)))
            links = re.findall(r'href="([^"?#]+)', response.text) if response.headers.get("content-type", "").startswith("text/html") else []
            waiting += {link for link in links if link.startswith(_DESKS)} - seen - {*waiting}

    def anything(self) -> Iterator[Response]:
        """Every route that takes a body, also those of the API, with whatever a stranger may send; what its path names is there."""
        for method, path in declared(self.app):
            if method in BODIES:
                for kind, body in bodies(path):
                    yield self._ask(method, path.format(**(self._names(path) or {})), content=body, kind=kind)

    def _names(self, path: str) -> dict[str, str] | None:
        if "{" not in path:
            return {}
        return POSSESSIONS[path](self.service, TENANT) if path in POSSESSIONS else None

    def _sent(self, ends: tuple[str, ...]) -> Iterator[Response]:
        """Forms that wait are sent, and those that the answers bring; forms that end something last, and no others than these."""
        while wanted := [form for form in self._waiting if not form.action.endswith(_ENDS) or form.action.endswith(ends)]:
            form = min(wanted, key=lambda form: next((n for n, end in enumerate(_ENDS, 1) if form.action.endswith(end)), 0))
            self._waiting.remove(form)
            for action, sent in form.ways():
                response = self._ask("POST", action, **sent)
                if response.status_code not in (401, 403, 404, 405):
                    self.unsent -= {self._route(action)}
                yield self._looked(response)
                if response.status_code == 303:
                    yield self._looked(self._ask("GET", response.headers["location"]))

    def _looked(self, response: Response) -> Response:
        """Forms of a page that were not seen yet wait; those that differ in nothing but a language, an id or a number are one."""
        if response.headers.get("content-type", "").startswith("text/html"):
            for form in Forms(response.text).found:
                names = sorted({re.sub(r"\d+", "0", name) for name in (*form.holds, *form.written, *form.choices)})
                seen = (self._route(form.action), *names)
                if form.method == "post" and seen not in self._known:
                    self._known.add(seen)
                    self._waiting.append(form)
        return response

    def _route(self, action: str) -> str:
        """The path of the route that an address leads to; the address itself where none does."""
        bare = _LANGUAGE.sub("", action) or "/"
        found = [path for method, path in declared(self.app) if method in BODIES and re.fullmatch(re.sub(r"\{[^}]*\}", "[^/]+", path), bare)]
        return found[0] if found else bare

    def _ask(self, method: str, url: str, *, kind: str = "", cookie: str | None = None, **sent: Any) -> Response:
        told = headers("") | {"Cookie": f"portability={self.cookie if cookie is None else cookie}; other={NUMBER}", "Sec-Fetch-Site": "same-origin"}
        self.client.cookies.clear()
        return self.client.request(method, url, headers=told | ({"Content-Type": kind} if kind else {}), follow_redirects=False, **sent)


def addresses(response: Response) -> list[str]:
    """Traces where a page for who wrote them may not have them either: in its headers, its cookies and every address that it leads to."""
    told = str(response.headers)
    told += "".join(
        base64.urlsafe_b64decode(part + "===").decode("latin-1") for part in re.findall(r"[\w-]{20,}", response.headers.get("set-cookie", ""))
    )
    if not response.headers.get("content-type", "").startswith("text/html"):
        return traces(told)
    told += " ".join(re.findall(r'(?:href|action|src|formaction)="([^"]*)"', response.text))
    by_address = [form for form in Forms(response.text).found if form.method == "get"]
    return traces(told + " ".join(str((form.holds, form.choices, form.buttons)) for form in by_address))
