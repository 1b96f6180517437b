"""What is known within bounds: a yes or a no on partial dates holds for every day that they allow."""

from __future__ import annotations

import calendar
import datetime
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.problems import CaseRefused
from engine.scenarios.files import Scenario
from tests.decision.people import Path, changed, decided, label, outcomes, paths, people, plain

PEOPLE = people()


@given(st.sampled_from(PEOPLE), st.integers(0, 2**32))
@settings(max_examples=600)
def test_a_date_made_exact_never_turns_the_answer(scenario: Scenario, seed: int) -> None:
    random = Random(seed)
    exact = plain(scenario.case())
    told = [p for p, v in dates(exact) if random.random() < 0.5]
    coarse = narrow = exact
    for path in told:
        text = value(exact, path)
        shorter = text[: random.choice((4, 7))] if len(text) == 10 else text[:4]
        coarse = changed(coarse, path, shorter)
        narrow = changed(narrow, path, some_day(random, shorter))
    before = tried(coarse)
    for case in (exact, narrow):
        after = tried(case)
        if before is None or after is None:
            continue
        for asked, decision in before.items():
            found = after.get(asked)
            assert found is None or {decision["outcome"], found["outcome"]} != {"yes", "no"}, (label(scenario), asked, told, coarse, case)


def dates(case: dict[str, Any]) -> list[tuple[Path, str]]:
    """The dates of a case, partial ones too; a birth year alone is one."""
    return [(p, v) for p, v in paths(case) if p[0] != "as_of" and isinstance(v, str) and v[:4].isdigit() and len(v) in (7, 10) and v[4] == "-"]


def value(case: Any, path: Path) -> str:
    for step in path:
        case = case[step]
    return str(case)


def some_day(random: Random, told: str) -> str:
    """A day that a partial date allows."""
    year = int(told[:4])
    month = int(told[5:7]) if len(told) > 4 else random.randint(1, 12)
    return datetime.date(year, month, random.randint(1, calendar.monthrange(year, month)[1])).isoformat()


def tried(case: dict[str, Any]) -> dict[tuple[str | None, ...], dict[str, Any]] | None:
    """The decisions, or nothing where the dates no longer fit each other (an end before its start)."""
    try:
        return outcomes(decided(case))
    except CaseRefused:
        return None
