"""Errors as RFC 9457 problem details, from this module alone; who asked for a page gets the same as a page.

A problem tells where, what is expected and how to mend it. It never repeats what was sent: messages come from the engine, which
names places and kinds of value, or from the fixed sentences below.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import compile_path

from api.logs import place_of
from engine.problems import CaseRefused, Place, Problem, RuleFileRefused

MEDIA_TYPE = "application/problem+json"
_log = logging.getLogger("portability.http")

#: Statuses that say: not now. They always tell when to come back, in seconds.
_LATER = (429, 503)
#: Sentences for statuses that the framework raises by itself; its own detail may hold what was sent.
_DETAILS = {
    404: "There is nothing at this address. The addresses are listed in /openapi.json.",
    405: "This address does not take this method; the header Allow names those that it takes.",
}


class HttpProblem(Exception):
    """An answer that is a problem: status, a short code, a title, a sentence, the single findings, and members that another standard asks for."""

    def __init__(
        self,
        status: int,
        code: str,
        title: str,
        detail: str,
        problems: Iterable[Problem] = (),
        headers: Mapping[str, str] | None = None,
        members: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.title, self.detail = status, code, title, detail
        self.problems, self.headers, self.members = tuple(problems), dict(headers or {}), dict(members or {})


def refused(code: str, message: str, *, pointer: str = "", found: str = "", expected: str = "", mend: str = "") -> CaseRefused:
    """One problem of a body, found here and not by the engine."""
    return CaseRefused([Problem(Place(pointer=pointer), code, message, found=found, expected=expected, mend=mend)])


def register(app: FastAPI, as_page: Callable[[Request, HttpProblem], Response]) -> None:
    """Make this module the one handler of every error of the application. `as_page` shows one to who asked for a page."""

    async def handle(request: Request, error: Exception) -> Response:
        problem = _problem_of(error)
        if problem.status == HTTPStatus.METHOD_NOT_ALLOWED:
            problem.headers["Allow"] = _allowed(request)
        return as_page(request, problem) if _wants_page(request) else response(problem, request.scope)

    for kind in (HttpProblem, CaseRefused, RuleFileRefused, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, handle)


def _wants_page(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "") and not request.scope["path"].startswith(("/v1/", "/oauth/"))


def _allowed(request: Request) -> str:
    """The methods of all routes at an address; the framework names those of the first alone."""
    found = {m for r in iter_route_contexts(request.app.routes) if compile_path(str(r.path))[0].match(request.url.path) for m in r.methods or ()}
    return ", ".join(sorted(found))


def _problem_of(error: Exception) -> HttpProblem:
    if isinstance(error, HttpProblem):
        return error
    if isinstance(error, CaseRefused):
        return case_refused(error)
    if isinstance(error, RuleFileRefused):
        return _rules_refused(error)
    if isinstance(error, HTTPException):
        detail = _DETAILS.get(error.status_code, "The request cannot be answered.")
        title = HTTPStatus(error.status_code).phrase
        return HttpProblem(error.status_code, title.lower().replace(" ", "-"), title, detail, headers=error.headers)
    return HttpProblem(422, "bad-parameter", "A parameter cannot be used", "A part of the address or a header does not have the form it needs.")


def case_refused(error: CaseRefused) -> HttpProblem:
    """A case that cannot be used: 422, with a JSON pointer for each finding."""
    count = len(error.problems)
    detail = f"{count} {'thing' if count == 1 else 'things'} in it must be mended before it can be decided."
    return HttpProblem(422, "case-refused", "The case cannot be used", detail, error.problems)


def _rules_refused(error: RuleFileRefused) -> HttpProblem:
    for problem in error.problems:
        _log.error("a rule file is refused", extra={"place": str(problem.place), "code": problem.code})
    detail = "A rule file that this question needs cannot be used. It is the service that must be mended, not the request."
    return HttpProblem(500, "rule-file-refused", "A rule file cannot be used", detail, error.problems)


def unexpected(error: Exception) -> HttpProblem:
    """An error nobody foresaw. Its kind and place are logged; its message is not, since it may hold what a person wrote."""
    _log.error("an error that nobody foresaw", extra={"kind": type(error).__name__, "place": place_of(error.__traceback__)})
    detail = "The fault lies in the service. Nothing was stored. Tell the operator the request id."
    return HttpProblem(500, "unexpected", "Something went wrong", detail)


def response(problem: HttpProblem, scope: Mapping[str, Any]) -> Response:
    """The problem as a response. `scope` holds the id of the request."""
    body: dict[str, Any] = {
        "type": f"urn:portability:problem:{problem.code}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "request_id": scope.get("state", {}).get("request_id", ""),
        **problem.members,
    }
    if problem.problems:
        body["problems"] = [told(p) for p in problem.problems]
    return Response(json.dumps(body, ensure_ascii=False), problem.status, headers_of(problem), MEDIA_TYPE)


def headers_of(problem: HttpProblem) -> dict[str, str]:
    """The headers of the answer, whatever its form."""
    headers = {"Cache-Control": "no-store", **problem.headers}
    if problem.status in _LATER:
        headers.setdefault("Retry-After", "5")
    return headers


def told(problem: Problem) -> dict[str, str]:
    """One finding. In a case the place is a JSON pointer; in a rule file it is a file with line and column."""
    where = {"place": str(problem.place)} if problem.place.line or problem.place.file else {"pointer": problem.place.pointer}
    return {
        **where,
        "code": problem.code,
        "message": problem.message,
        "found": problem.found,
        "expected": problem.expected,
        "mend": problem.mend,
    }
