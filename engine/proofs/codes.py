"""Codes (States, words, titles) as whole numbers: those that the rules name, and one for each fact that stands for any other."""

from __future__ import annotations

import re
from typing import get_args

from engine.facts import words
from engine.facts.countries import KNOWN

#: Facts whose codes are a closed list of words.
CLOSED: dict[str, tuple[str, ...]] = {
    "person.sex": get_args(words.Sex),
    "person.status": get_args(words.Status),
    "claimant.relation": get_args(words.Relation),
    "posting.activity": get_args(words.PostedActivity),
    "posting.employer_there": get_args(words.EmployerThere),
    "credential.purpose": get_args(words.Purpose),
    "credential.training.mode": get_args(words.TrainingMode),
    "standing.sanctions": get_args(words.Sanctions),
    "recruitment.recruiter": get_args(words.Recruiter),
}
_PLACES = re.compile(
    r"(person|claimant|beneficiary)\.(residence|nationalities)|home|host|posting\.(home|host|flag|employer_in|employer_seats|shares_of_work)"
    r"|claim\.filed_in|credential\.(awarded_in|recognised_in)|has_been_insured_in|recruitment\.(from|recruiter_country)"
    r"|(practice|registration)\.(countries|active_in)|deciding|partner|sending|receiving|residence_state"
)
_PLACE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
#: States that stand for any State that no rule names, the first that is free.
_ELSEWHERE = ("NP", "BO", "FJ", "MG", "LA", "PG", "HT", "TD")
_LEVELS = get_args(words.LanguageLevel)


class Codebook:
    """One number for each code, in the order of their first use. `other` gives a code that stands for all that rules do not name."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, code: str) -> int:
        return self._numbers.setdefault(code, len(self._numbers))

    def code(self, number: int) -> str:
        return next(c for c, n in self._numbers.items() if n == number)

    @property
    def known(self) -> tuple[str, ...]:
        return tuple(self._numbers)


def is_place(path: str) -> bool:
    """Whether a fact is a State or a set of States."""
    return _PLACES.fullmatch(path) is not None


def closed(path: str, among: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The closed list of codes of a fact; empty where any code is possible."""
    if among:
        return among
    return _LEVELS if path.startswith("language.") else CLOSED.get(path, ())


def places(codes: set[str]) -> set[str]:
    """Those codes that are States or parts of States."""
    return {c for c in codes if _PLACE.fullmatch(c) and c[:2] in KNOWN}


def elsewhere(named: set[str]) -> str:
    """A State that is not named."""
    return next(s for s in (*_ELSEWHERE, *sorted(KNOWN)) if s not in named)
