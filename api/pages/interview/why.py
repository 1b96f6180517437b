"""Why a question is asked: the rules that wait for it, each with its article and its page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from api.catalogue.addresses import page_of
from api.catalogue.catalogue import NATIONAL, Catalogue
from api.pages.render import gettext as _

MOST = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """A provision that waits for a fact: what it is about, of which text, in which article, and where it is told on our pages."""

    about: str
    text: str
    article: str
    to: str


def reasons(catalogue: Catalogue, addresses: Iterable[str]) -> list[Reason]:
    """The rules under some addresses of tests (`de-us.art-6.posted.posted_for@DE`), one for each provision, the first few."""
    found: dict[tuple[str, str, str], Reason] = {}
    for address in addresses:
        reason = _reason(catalogue, address)
        if reason is not None:
            found.setdefault((reason.about, reason.text, reason.article), reason)
        if len(found) == MOST:
            break
    return list(found.values())


def _reason(catalogue: Catalogue, address: str) -> Reason | None:
    """The rule of an address under its provision. What stands in the scope of an instrument leads to the page of the instrument."""
    parts = address.partition("@")[0].split(".")
    at = 2 if address.startswith(NATIONAL) else 1
    name, rest = ".".join(parts[:at]), parts[at:]
    whole = catalogue.whole(name)
    if whole is None or not rest:
        return None
    provisions = whole["provisions"]
    if name.startswith(NATIONAL):
        rule = next((r for p in provisions for r in p["rules"] if r["id"] == rest[0]), None)
        return Reason(_in_words(rest[0]), whole["title"], _cited(rule), page_of(address)) if rule else None
    provision = next((p for p in provisions if p["id"] == rest[0]), None)
    if provision is None:
        return Reason(_("Who is covered"), whole["title"], str(whole["scope"]["persons_article"]), f"/instruments/{name}")
    return Reason(str(provision["title"] or _in_words(rest[0])), whole["title"], _cited(provision), page_of(address))


def _cited(entry: Any) -> str:
    return ", ".join(str(part) for part in (entry["source_title"], entry["article"]) if part)


def _in_words(name: str) -> str:
    return name.replace("-", " ").replace("_", " ").capitalize()
