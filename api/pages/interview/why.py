"""Why a question is asked: the rules that wait for it, each with its article and its page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from api.catalogue.catalogue import NATIONAL, Catalogue

MOST = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """A provision that waits for a fact: what it is about, of which text, in which article, and where it is told on our pages."""

    about: str
    text: str
    article: str
    to: str


def reasons(catalogue: Catalogue, addresses: Iterable[str]) -> list[Reason]:
    """The provisions under some addresses of tests (`de-us.art-6.posted.posted_for@DE`), each once, the first few."""
    found: dict[tuple[str, str], Reason] = {}
    for address in addresses:
        reason = _reason(catalogue, address.partition("@")[0])
        if reason is not None:
            found.setdefault((reason.to, reason.article), reason)
        if len(found) == MOST:
            break
    return list(found.values())


def _reason(catalogue: Catalogue, address: str) -> Reason | None:
    parts = address.split(".")
    name = ".".join(parts[:2]) if address.startswith(NATIONAL) else parts[0]
    rest = parts[2:] if address.startswith(NATIONAL) else parts[1:]
    whole = catalogue.whole(name)
    if whole is None or not rest:
        return None
    if name.startswith(NATIONAL):
        rule = next((r for p in whole["provisions"] for r in p["rules"] if r["id"] == rest[0]), None)
        return Reason(_in_words(rest[0]), whole["title"], _cited(rule), f"/instruments/{name}") if rule else None
    provision = next((p for p in whole["provisions"] if p["id"] == rest[0]), None)
    if provision is None:
        article = str(whole["scope"]["persons_article"]) if rest[0] == "scope" else ""
        return Reason(whole["title"], "", article, f"/instruments/{name}")
    return Reason(str(provision["title"] or _in_words(rest[0])), whole["title"], _cited(provision), f"/instruments/{name}#p-{rest[0]}")


def _cited(entry: Any) -> str:
    return ", ".join(str(part) for part in (entry["source_title"], entry["article"]) if part)


def _in_words(name: str) -> str:
    return name.replace("-", " ").replace("_", " ").capitalize()
