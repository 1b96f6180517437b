"""The one table of what this service keeps, how long, and why. The page, the API, the command and the deletion are all made from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from api.settings import Settings


def _(sentence: str) -> str:
    """Marks a sentence for the catalogues of languages; the page tells it in the language of the request."""
    return sentence


#: What holds where a setting switches deletion off.
FOR_EVER = _("It is kept without an end.")


@dataclass(frozen=True)
class Kept:
    """One kind of thing. `setting` is the field of the settings that holds its days; empty where nothing is deleted by age.

    `since` tells from when the days count, `otherwise` what holds where no days do. The page tells each of these sentences in its language.
    """

    id: str
    title: str
    holds: str
    setting: str = ""
    since: str = ""
    otherwise: str = ""

    def days(self, settings: Settings) -> int:
        """Days after which it is deleted; 0 for never."""
        return int(getattr(settings, self.setting)) if self.setting else 0


KEPT = (
    Kept(
        "cases",
        _("What you ask"),
        _("Facts, answers and addresses of the network."),
        otherwise=_("It is not stored. It is gone when the answer is sent."),
    ),
    Kept(
        "records",
        _("Decision records"),
        _("The question, the outcome and the rules of an answer, where an organisation asked that a record be kept; no fact of the person."),
        "keep_records",
        _("when it was kept"),
    ),
    Kept("drafts", _("Drafts"), _("Texts of agreements that an organisation sent."), "keep_drafts", _("when it was changed last")),
    Kept(
        "batches", _("Lists of candidates"), _("Lists that an organisation sent, with the result of each row."), "keep_batches", _("when it was sent")
    ),
    Kept("jobs", _("Jobs"), _("What was done with a draft or a list, and what came out of it."), "keep_jobs", _("when it was begun")),
    Kept(
        "idempotency_keys",
        _("Answers to requests that may be sent again"),
        _("What we answered when an organisation sent a draft, a list or a job. Of what it sent we keep a digest alone."),
        "keep_jobs",
        _("when it was answered"),
    ),
    Kept(
        "usage", _("Quotas"), _("How many requests an organisation sent on a day; nothing of what it asked."), "keep_usage", _("when that day ends")
    ),
    Kept(
        "keys",
        _("Keys that have ended"),
        _("The name, scopes and dates of a key of an organisation; never its secret."),
        "keep_keys",
        _("when it ended"),
    ),
    Kept(
        "statistics",
        _("Statistics"),
        _("How many questions were asked, where the organisation and the person agreed to be counted; no single question."),
        otherwise=_("We delete a count when we publish its figures. Those figures stay."),
    ),
    Kept(
        "rules",
        _("Rule files"),
        _("The rules under which an answer was given, which are public."),
        otherwise=_("They stay, so that old answers can be checked."),
    ),
    Kept(
        "organisations",
        _("Organisations"),
        _("What an organisation is called, how much it may ask, its sites and its keys."),
        otherwise=_("They stay as long as the organisation uses the service."),
    ),
    Kept(
        "logs",
        _("Logs"),
        _("The page and the time of each request; no address of the network, and nothing that was sent."),
        otherwise=_("The operator of the server decides."),
    ),
)


def told(settings: Settings) -> Iterator[dict[str, Any]]:
    """The table as it is handed out. `days` is null where nothing is deleted by age, and `otherwise` tells why."""
    for kind in KEPT:
        days = kind.days(settings) or None
        otherwise = "" if days else kind.otherwise or FOR_EVER
        yield {"id": kind.id, "title": kind.title, "holds": kind.holds, "days": days, "since": kind.since if days else "", "otherwise": otherwise}
