"""Many synthetic questions, seeded: real answers of the engine to a few cases, and persons, tenants and days drawn around them."""

from __future__ import annotations

import copy
import datetime
import random
from dataclasses import dataclass
from typing import Any, get_args

from api.security import admin
from api.service import Service
from api.statistics.seen import NOT_TOLD, Given
from api.statistics.statistics import Statistics
from engine.decision.decide import Decider
from engine.facts import words
from tests.api.cases import CREDENTIAL, INVALIDITY, NO, NOT_COVERED, POSTING, SURVIVORS, UNDETERMINED, YES

SEED, MANY = 20261127, 1000
TENANTS = ("alder", "birch", "cedar", "doum")
#: The days on which questions come: four months of two quarters.
FIRST, LAST = datetime.date(2026, 5, 11), datetime.date(2026, 8, 28)
#: How often each case comes, so that some cells are great and many small.
_CASES = ((YES, 40), (NO, 25), (NOT_COVERED, 15), (UNDETERMINED, 8), (CREDENTIAL, 6), (POSTING, 3), (SURVIVORS, 2), (INVALIDITY, 1))


@dataclass(frozen=True)
class Asked:
    """One question as it is given to the statistics."""

    day: datetime.date
    question: str
    answer: dict[str, Any]
    given: Given


def questions(many: int = MANY, seed: int = SEED) -> list[Asked]:
    """So many questions in the order of their days."""
    chance, decider = random.Random(seed), Decider()
    answers = []
    for case, often in _CASES:
        kind = "credential" if "credential" in case else "contribution-record"
        answers += [(kind, decider.decide({"question": kind, **case}))] * often
    days = sorted(FIRST + datetime.timedelta(chance.randrange((LAST - FIRST).days)) for _ in range(many))
    return [_asked(day, *chance.choice(answers), chance) for day in days]


def _asked(day: datetime.date, kind: str, answer: dict[str, Any], chance: random.Random) -> Asked:
    person = {"birth_date": str(chance.choice((1946, 1951, 1955, 1958, 1958, 1958, 1962, 1985)))}
    person |= {"sex": chance.choice(get_args(words.Sex)[:2] * 9 + ("other",))} if chance.random() < 0.8 else {}
    person |= {"status": chance.choice((*get_args(words.Status), "national", "national", "national"))} if chance.random() < 0.6 else {}
    told = copy.deepcopy(answer)
    for decision in told["decisions"]:
        decision["receipt"]["facts"]["person"] = person | {"residence": "US"}
    work = (chance.choice("2222555389"), chance.choice("1234")) if chance.random() < 0.5 else (NOT_TOLD, NOT_TOLD)
    return Asked(day, kind, told, Given(chance.choices(TENANTS, (4, 3, 2, 1))[0], *work))


class Clock:
    """A day that a test moves."""

    def __init__(self, day: datetime.date) -> None:
        self.day = day

    def __call__(self) -> datetime.date:
        return self.day


def clocked(service: Service, day: datetime.date, seed: int = SEED) -> Clock:
    """Give a service statistics that draw by a seed, under a clock of the test."""
    clock, chance = Clock(day), random.Random(seed)
    service.statistics = Statistics(service.database, lambda: service.edition.corpus, clock=clock, draw=chance.randrange)
    return clock


def tenants(service: Service, scopes: tuple[str, ...] = ("decisions:ask", "statistics:give")) -> dict[str, str]:
    """The tenants, each with a key, by id."""
    found = {}
    for name in TENANTS:
        admin.add_tenant(service.database, name, name, per_minute=0, per_day=0, origins=(), frames=())
        found[name] = admin.add_key(service.database, name, "key", scopes).shown
    return found
