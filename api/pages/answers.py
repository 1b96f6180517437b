"""The page of an answer: one plain sentence, what to take care of, then each country with its reasons and steps, and ways to keep it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from starlette.responses import Response

from api.pages.answer_view import view
from api.pages.kept import fields
from api.pages.render import page
from engine.reporting.paper import can_make


def shown(
    answer: Mapping[str, Any], case: Mapping[str, Any], carried: Mapping[str, str], back: str, *, fled: Collection[str] = (), notice: str = ""
) -> Response:
    """The answer to a case. `carried` are the fields of the form at `back`, which decides them again in another language or shows them to be
    changed; without `back` there is no form. `fled` are the States from which the answer was kept away (`interview.fled`), so that papers
    are too. `notice` is a sentence to tell first."""
    context: dict[str, Any] = {"told": view(answer, case), "kept": fields(answer, case, carried, back, fled), "carried": carried, "back": back}
    if back:
        context["path"] = back  # where the same answer is had in another language
    return page("answer.html", **context, notice=notice, with_pdf=can_make(), paper=False)
