"""Pages that know who signed in: who that is, where to sign out, and forms that tell where they come from."""

from __future__ import annotations

from typing import Any

from starlette.responses import HTMLResponse, RedirectResponse

from api.pages.render import page
from api.security.principal import Principal
from api.security.sites import PREFIX

#: A form tells by this that it came from our own page, also where the browser has no Sec-Fetch-Site; no address holds facts.
TELLING = {"Referrer-Policy": "same-origin"}


def desk(who: Principal, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page as `page` renders it, for who signed in or for a visitor."""
    shown = page(template, status=status, who=who, **context)
    shown.headers.update(TELLING)
    return shown


def sent_to(path: str) -> RedirectResponse:
    """After a form: on to a page, in the same language, so that nothing is sent twice."""
    return RedirectResponse(f"{PREFIX.get()}{path}", 303, TELLING | {"Cache-Control": "no-store"})
