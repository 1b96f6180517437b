"""What went wrong, as a page: in plain words, with what can be done about it. The problem itself is that of `api.problems`."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from api.pages.desk import TELLING
from api.pages.render import gettext, page
from api.pages.speaking import PATH
from api.problems import HttpProblem, headers_of
from api.security.scopes import SCOPES
from api.security.signed_in import Lacking, NotSignedIn


def shown(request: Request, problem: HttpProblem) -> Response:
    """The page for a problem. Where a page takes signing in, it says what is needed and offers to."""
    scopes = [(scope, SCOPES[scope]) for scope in problem.scopes] if isinstance(problem, (NotSignedIn, Lacking)) else []
    told = page(
        "trouble.html",
        status=problem.status,
        words=_words(problem),
        findings=problem.problems,
        scopes=scopes,
        sign_in=isinstance(problem, NotSignedIn),
        to=PATH.get() if request.method == "GET" else "",
        request_id=request.scope.get("state", {}).get("request_id", ""),
        errors={},
    )
    told.headers.update(headers_of(problem) | TELLING)
    return told


def _words(problem: HttpProblem) -> tuple[str, str]:
    """A heading and a sentence. What has no words of its own here is told in those of the problem."""
    known = {
        "not-signed-in": (
            gettext("Please sign in"),
            gettext("This page belongs to a partner: it shows what that partner stored, and nobody else sees it."),
        ),
        "insufficient-scope": (
            gettext("Your key may not do this"),
            gettext("You are signed in, but your key was not given everything that this page needs."),
        ),
        "not-found": (
            gettext("There is nothing here"),
            gettext("It may have been deleted, or its time is over. What belongs to another partner is not shown either."),
        ),
        "not-from-here": (
            gettext("Please send it again from our page"),
            gettext("For safety, forms are taken from our own pages alone. Open the page anew and send it from there."),
        ),
        "too-many-requests": (gettext("Too many requests at once"), gettext("Please wait a moment and try again.")),
        "too-large": (gettext("This is too large"), gettext("It is larger than can be taken here. Send it in parts.")),
        "unavailable": (
            gettext("Not available at present"),
            gettext("The service cannot look it up at present. Nothing was stored. Please try again soon."),
        ),
    }
    return known.get(problem.code, (problem.title, problem.detail))
