"""What joins two States: the instruments that bind both, the credential rule sets between them, and what still helps without."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from api.catalogue import words
from api.catalogue.catalogue import NATIONAL, Catalogue
from engine.decision.select import benefits_of, in_force_on, parties_of
from engine.decision.summary import NOT_COVERED_WHY
from engine.facts.countries import KNOWN
from engine.language.corpus import RuleFile
from engine.problems import RuleFileRefused
from engine.wording.countries import country_name

_LIMITS = re.compile(r"longest_|_limit|most_months")


def known_state(code: str) -> bool:
    """Whether a code is a country (ISO 3166-1, Kosovo, former States). Parts of countries have no corridor of their own."""
    return code in KNOWN


def corridor(catalogue: Catalogue, home: str, host: str, day: datetime.date) -> dict[str, Any]:
    """The corridor from `home` to `host` under the law of a day."""
    unreadable: list[str] = []
    instruments = list(_agreements(catalogue, (home, host), day, unreadable))
    credentials = list(_credentials(catalogue, home, host, day, unreadable))
    bound = any(x["binds"] for x in instruments)
    return {
        "home": {"code": home, "name": country_name(home)},
        "host": {"code": host, "name": country_name(host)},
        "as_of": day.isoformat(),
        "instruments": instruments,
        "credentials": credentials,
        "summary": _summary(home, host, bound, bool(credentials)),
        "still_helps": [] if bound else list(_still_helps(catalogue, (home, host))),
        "unreadable": unreadable,
    }


def _summary(home: str, host: str, bound: bool, credentials: bool) -> str:
    pair = f"{country_name(home)} and {country_name(host)}"
    told = f"An agreement joins {pair}." if bound else f"{NOT_COVERED_WHY['no-agreement'].removesuffix('.')}: {pair}."
    return told + (" Rules on credentials are encoded for them." if credentials else " No rules on credentials are encoded for them.")


def _agreements(catalogue: Catalogue, pair: tuple[str, str], day: datetime.date, unreadable: list[str]) -> Iterator[dict[str, Any]]:
    corpus = catalogue.corpus
    for name in corpus.agreements if len(set(pair)) > 1 else ():
        if not corpus.may_bind(name, frozenset(pair)):
            continue
        file = _readable(corpus.agreement, name, unreadable)
        if file and {p.partition("-")[0] for p in parties_of(corpus, file.data, day.toordinal())} >= set(pair):
            told = catalogue.told(name)
            assert told is not None
            why_not = in_force_on(file.data, day.toordinal())
            yield {
                **told.head(),
                "binds": not why_not,
                "why_not": why_not or None,
                "benefits": [b for state in dict.fromkeys(pair) for b in _benefits(catalogue, file, state)],
                "posting_limits": list(_posting_limits(file)),
                "not_encoded": told.whole()["not_encoded"],
            }


def _readable(read: Callable[[str], RuleFile], name: str, unreadable: list[str]) -> RuleFile | None:
    """A file, or None where it cannot be used; its name is kept, so that no reader takes it for not there."""
    try:
        return read(name)
    except RuleFileRefused:
        unreadable.append(name)
        return None


def _benefits(catalogue: Catalogue, file: RuleFile, state: str) -> Iterator[dict[str, str]]:
    national = catalogue.corpus.national(state)
    every: Mapping[str, Mapping[str, Any]] = (national.data.get("benefits") or {}) if national else {}
    for branch in dict.fromkeys(str(b["branch"]) for b in every.values()):
        for name in benefits_of(catalogue.corpus, file.data, state, branch):
            yield {"state": state, "id": name, "title": str(every[name]["title"]), "branch": branch}


def _posting_limits(file: RuleFile) -> Iterator[dict[str, Any]]:
    """Limits of time that provisions on applicable legislation fill in."""
    sources = file.data.get("sources") or {}
    for provision in file.data.get("provisions") or []:
        for name, filling in (provision.get("fill") or {}).items():
            if _LIMITS.match(name):
                for told in filling if isinstance(filling, list) else [filling]:
                    value = told if isinstance(told, Mapping) else {"value": told}
                    yield {
                        "what": words.value_in_words(name),
                        "value": words.value_in_words(value.get("value")),
                        "for": words.narrowed(value.get("for")),
                        **words.citation(value.get("cite") or provision.get("cite"), sources),
                    }


def _credentials(catalogue: Catalogue, home: str, host: str, day: datetime.date, unreadable: list[str]) -> Iterator[dict[str, Any]]:
    corpus = catalogue.corpus
    for name in corpus.credentials:
        file = _readable(corpus.credential, name, unreadable)
        if file and all(admits_side(catalogue, file.data.get("parties"), *x, day.toordinal()) for x in (("home", home), ("host", host))):
            told = catalogue.told(name)
            assert told is not None
            why_not = in_force_on(file.data, day.toordinal())
            profession = file.data.get("profession") or []
            yield {
                **told.head(),
                "binds": not why_not,
                "why_not": why_not or None,
                "professions": [str(p) for p in (profession if isinstance(profession, list) else [profession])],
                "not_encoded": told.whole()["not_encoded"],
            }


def admits_side(catalogue: Catalogue, told: Any, side: str, state: str, day: int) -> bool:
    """Whether parties admit a State on a side, `home` or `host`: one group for both sides, or one for each (`any` admits all)."""
    if isinstance(told, Mapping) and ("host" in told or "home" in told):
        return _side(catalogue, told.get(side), state, day)
    return told is not None and _side(catalogue, told, state, day)


def _side(catalogue: Catalogue, told: Any, state: str, day: int) -> bool:
    if told in (None, "any"):
        return True
    if isinstance(told, Mapping):
        members = catalogue.corpus.members(str(told.get("listed_in") or told.get("not_listed_in")), day)
        return (state in members) == ("listed_in" in told)
    return state in [str(x) for x in (told if isinstance(told, list) else [told])]


def _still_helps(catalogue: Catalogue, pair: tuple[str, str]) -> Iterator[dict[str, str]]:
    """Without an agreement: what the law of each State gives by itself, and whom to ask."""
    for state in dict.fromkeys(pair):
        national = catalogue.corpus.national(state)
        if national is None:
            continue
        sources = national.data.get("sources") or {}
        for notice in national.data.get("notices") or []:
            if notice["says"] == "help" and "when" not in notice and "{" not in notice["text"]:
                cite = words.citation(notice.get("cite"), sources)
                yield {"state": state, "what": str(notice["text"]), "article": cite["article"], "url": cite["url"]}
        for institution in (national.data.get("institutions") or {}).values():
            url = str(institution.get("url", "")) or f"/v1/instruments/{NATIONAL}{state}"
            yield {"state": state, "what": f"Ask {institution['title']}.", "article": "", "url": url}
    yield {"state": "", "what": NOT_COVERED_WHY["ask-the-institution"], "article": "", "url": ""}
