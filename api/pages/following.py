"""A job as a page shows it: how far it is, seen anew by itself, with a way to end it or to do it once more."""

from __future__ import annotations

from typing import Any

from starlette.responses import HTMLResponse

from api.pages.desk import desk
from api.pages.render import gettext
from api.security.principal import Principal
from api.security.sites import POLICY

#: A page that follows a job listens to its events, where there are scripts.
LISTENING = POLICY.format("'none'") + "; connect-src 'self'"
#: Seconds after which a page without scripts is asked for anew.
AGAIN = 3


def followed(who: Principal, job: dict[str, Any], address: str, title: str, back: tuple[str, str]) -> HTMLResponse:
    """The page of a job that has not ended, failed or was cancelled. `address` is where its events, its end and its repetition are."""
    told = {"job": job, "address": address, "heading": title, "back": back, "again": AGAIN, "states": states(), "problems": job["problems"]}
    shown = desk(who, "job.html", **told)
    shown.headers["Content-Security-Policy"] = LISTENING
    return shown


def states() -> dict[str, str]:
    """The states of a job in words."""
    return {
        "queued": gettext("It waits for its turn."),
        "running": gettext("It is being worked on."),
        "done": gettext("It is done."),
        "failed": gettext("It came to no end."),
        "cancelled": gettext("It was ended before it was done."),
    }


def kinds() -> dict[str, tuple[str, str]]:
    """The kinds of job on a draft: what to call them, and what each tells."""
    return {
        "check": (gettext("Check the text"), gettext("Faults with line and column, and what of the model provisions is missing.")),
        "test": (gettext("Run the worked cases"), gettext("The cases of the agreement and your own, under the draft.")),
        "compare": (gettext("Compare"), gettext("Clause by clause, and which persons gain or lose.")),
        "prove": (gettext("Prove"), gettext("What holds for every person, and two persons where something does not.")),
        "report": (gettext("Full report"), gettext("All of it as one document, as a page and as PDF.")),
    }
