"""The page of search: over instruments, articles, rules and the lists of diplomas. What is sought is a word of the law, and is kept nowhere."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api.catalogue.search import MOST_FOUND, MOST_LETTERS
from api.pages.law import filters  # noqa: F401
from api.pages.public import public_page
from api.pages.render import gettext, page
from api.security.access import public
from api.service import service_of

router = APIRouter(dependencies=[Depends(public())])


@router.get("/search")
async def search(request: Request) -> Response:
    """The form, and what was found for `q`. An answer to a search is stored nowhere, on the way neither."""
    sought = " ".join(request.query_params.get("q", "").split())
    told: dict[str, Any] = {"most": MOST_FOUND, "letters": MOST_LETTERS, "kinds": _kinds()}
    if not sought:
        return public_page(request, "search.html", sought="", found=[], errors={}, **told)
    if len(sought) > MOST_LETTERS:
        errors = {"q": gettext("Write at most %(most)s letters.", most=str(MOST_LETTERS))}
        return page("search.html", status=422, sought="", found=[], errors=errors, **told)
    service = service_of(request)
    found = await service.run(lambda: service.catalogue.search(sought))
    return page("search.html", sought=sought, found=found, errors={}, **told)


def _kinds() -> dict[str, str]:
    return {
        "instrument": gettext("Instrument"),
        "article": gettext("Article"),
        "rule": gettext("Rule"),
        "row": gettext("Entry of a list"),
    }
