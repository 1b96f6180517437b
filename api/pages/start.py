"""The first page: the ways in. And the page of who helps another."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from starlette.responses import Response

from api.pages.interview.lists import ways
from api.pages.render import gettext as _
from api.pages.render import page
from api.security.access import public

router = APIRouter(dependencies=[Depends(public())])


@router.get("/")
async def start() -> Response:
    return page("start.html", private=False, ways=_ways())


@router.get("/helping")
async def helping() -> Response:
    return page("helping.html", private=False, ways=ways())


def _ways() -> list[tuple[str, str, str]]:
    """Address, title and a sentence for each way in."""
    return [
        ("/interview/pension", _("My pension periods"), _("You worked or lived in several countries. Do the years count together?")),
        ("/interview/abroad", _("Where I am insured while I work abroad"), _("Your employer sends you, or you work in several countries.")),
        (
            "/interview/credential",
            _("My diploma or professional qualification"),
            _("You learned in one country and want to work or study in another."),
        ),
        ("/move", _("The whole move"), _("Pension, diploma and family together: what carries over, and what comes back with you.")),
        ("/interview/survivors", _("Husband, wife, partner or child of somebody who died"), _("A pension from the periods of the person who died.")),
        ("/move", _("My family"), _("What moves with you, your husband, wife or partner, and your children.")),
        ("/open", _("Open a saved answer"), _("You kept a file from an earlier visit and want to go on with it.")),
        ("/helping", _("I am helping someone"), _("You are an adviser, a friend or a relative and answer for another person.")),
    ]
