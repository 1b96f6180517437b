"""What is counted of a question: one decision of the answer, in words of closed lists alone. What is in no list is `other`.

Nothing that a person wrote passes: countries, branches, professions and laws are those of the rule files, articles are cited by them,
and of an occupation the major group remains.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, get_args

from engine.facts import words
from engine.facts.countries import KNOWN
from engine.language.corpus import Corpus
from engine.language.files.words import Branch

OTHER, NOT_TOLD = "other", "not-told"
OUTCOMES = ("yes", "no", "undetermined", "needs_authority", "not_covered")
#: Why nothing covers a question where no instrument joins the countries.
WITHOUT_AGREEMENT = ("no-agreement", "no-rule-set")
#: The first age of each band after the first.
_AGES = (25, 35, 45, 55, 65, 75)
AGE_BANDS = ("under-25", *(f"{a}-{a + 9}" for a in _AGES[:-1]), "75-and-over")
_POSTING = "applicable-legislation"
_LONGEST_ARTICLE = 200
Draw = Callable[[int], int]


@dataclass(frozen=True)
class Given:
    """What a request says beside its case: the tenant that gives, the ISCO-08 major group and skill level, where they are told."""

    tenant: str
    occupation: str = NOT_TOLD
    skill_level: str = NOT_TOLD


class Lists:
    """The closed lists that come from the rule files."""

    def __init__(self, corpus: Corpus) -> None:
        self.subjects = frozenset({*get_args(Branch), _POSTING}).union(*(corpus.credential_head(c).professions for c in corpus.credentials))
        self.laws = frozenset({*corpus.agreements, *corpus.credentials, *(f"national.{state}" for state in corpus.national_files)})


@lru_cache(maxsize=2)
def lists(corpus: Corpus) -> Lists:
    """The lists of these rule files, made once."""
    return Lists(corpus)


def seen(question: str, answer: Mapping[str, Any], given: Given, listed: Lists, draw: Draw) -> dict[str, str] | None:
    """One decision of the answer, drawn from the best of each State and branch, by dimension; None where there is none.

    `draw(n)` gives a whole number from 0 to n - 1. A dimension that does not apply is left out.
    """
    best = [answer["decisions"][index] for index in answer["best"].values()]
    if not best:
        return None
    decision = best[draw(len(best))]
    facts = decision["receipt"]["facts"] or {}
    outcome = _of(decision["outcome"], OUTCOMES)
    found = {"question": _of(question, get_args(words.Question)), "outcome": outcome, "subject": _subject(decision, facts, listed)}
    found |= _corridor(decision, facts, draw)
    if outcome == "no" and decision["blocked_by"]:
        found |= _article(decision["blocked_by"][draw(len(decision["blocked_by"]))], listed)
    if decision["why_not_covered"] in WITHOUT_AGREEMENT and NOT_TOLD not in (found["from"], found["to"]):
        found["state"], found["other_state"] = sorted((found["from"], found["to"]))
    return found | _person(decision, facts) | _work(given)


def _of(value: Any, listed: Collection[str]) -> str:
    return value if isinstance(value, str) and value in listed else OTHER


def _subject(decision: Mapping[str, Any], facts: Mapping[str, Any], listed: Lists) -> str:
    if facts.get("question") == "credential":
        return _of((facts.get("credential") or {}).get("profession"), listed.subjects)
    if decision["benefit"] == _POSTING:
        return _POSTING
    return _of(decision.get("branch") or facts.get("benefit"), listed.subjects)


def _corridor(decision: Mapping[str, Any], facts: Mapping[str, Any], draw: Draw) -> dict[str, str]:
    """From where it came and where it is to count. Of several other States of a record one is drawn."""
    if facts.get("question") == "credential":
        pair = facts.get("home") or (facts.get("credential") or {}).get("awarded_in"), facts.get("host")
    elif decision["benefit"] == _POSTING:
        posting = facts.get("posting") or {}
        pair = posting.get("home") or decision["deciding"], posting.get("host")
    else:
        told = (*(facts.get("record") or ()), *(facts.get("earnings") or ()))
        others = sorted({str(x["country"])[:2] for x in told if x.get("country")} - {decision["deciding"]})
        pair = others[draw(len(others))] if others else (facts.get("person") or {}).get("residence"), decision["deciding"]
    origin, host = (_of(place[:2], KNOWN) if place else NOT_TOLD for place in pair)
    return {"from": NOT_TOLD if origin == host else origin, "to": host}


def _article(blocked: Mapping[str, Any], listed: Lists) -> dict[str, str]:
    first, _, rest = str(blocked["address"]).partition(".")
    law = f"{first}.{rest.partition('.')[0]}" if first == "national" else first
    known = law in listed.laws
    return {"law": law if known else OTHER, "article": (str(blocked["article"])[:_LONGEST_ARTICLE] or NOT_TOLD) if known else OTHER}


def _person(decision: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, str]:
    """Of the person whose record or credential it is, what was told: sex and age together, where one of them was."""
    person = facts.get("person") or {}
    found = {}
    if "status" in person:
        found["status"] = _of(person["status"], get_args(words.Status))
    if "sex" in person or "birth_date" in person:
        found["sex"] = _of(person["sex"], get_args(words.Sex)) if "sex" in person else NOT_TOLD
        found["age_band"] = age_band(str(person["birth_date"]), str(decision["as_of"])) if "birth_date" in person else NOT_TOLD
    return found


def age_band(born: str, day: str) -> str:
    """The band of the age that is reached in the year of the day. Dates as ISO 8601 has them, of which the year is read."""
    age = int(day[:4]) - int(born[:4])
    return AGE_BANDS[sum(age >= first for first in _AGES)]


def _work(given: Given) -> dict[str, str]:
    told = {"occupation": given.occupation, "skill_level": given.skill_level}
    return told if set(told.values()) != {NOT_TOLD} else {}
