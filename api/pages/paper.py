"""The answer as a PDF for the counter: the same parts as its page, without what only a screen can do."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cache
from typing import Any

import anyio

from api.pages.answer_view import view
from api.pages.render import rendered
from api.pages.saved import as_of
from api.problems import HttpProblem
from engine.reporting.paper import NoPaper, paper

#: Width of the picture of a career, in pixels: an A4 page without its margins.
_WIDTH = 640
#: PDFs are made one at a time, each in a process of its own; so many may wait.
_MOST_WAITING = 4


@cache
def _turn() -> anyio.CapacityLimiter:
    return anyio.CapacityLimiter(1)


def html(answer: Mapping[str, Any], case: Mapping[str, Any]) -> str:
    """The page that becomes the PDF: whole in itself, in the language of the request."""
    return rendered("paper.html", told=view(answer, case, _WIDTH), paper=True)


async def pdf(answer: Mapping[str, Any], case: Mapping[str, Any]) -> bytes:
    """The PDF. The same answer gives the same bytes. Raises HttpProblem (503)."""
    if _turn().statistics().tasks_waiting >= _MOST_WAITING:
        raise _not_now("Too many PDFs are being made; the page can be printed meanwhile.")
    day = datetime.date.fromisoformat(as_of(answer))
    moment = int(datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC).timestamp())
    try:
        return await anyio.to_thread.run_sync(paper, html(answer, case), max(moment, 0), answer["id"], limiter=_turn())
    except NoPaper as none:
        told = "This answer is too long for a PDF; print the page." if none.installed else "This service makes no PDFs; print the page."
        raise _not_now(told) from None


def _not_now(told: str) -> HttpProblem:
    return HttpProblem(503, "no-pdf", "No PDF can be made", told)
