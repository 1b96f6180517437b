"""The same person told in another way: entries and keys in another order, a period told in two parts. The answer has the same bytes."""

from __future__ import annotations

import datetime
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.scenarios.files import Scenario
from tests.decision.people import bare, decided, label, people, plain

#: Lists whose entries have no order of their own. Entries are numbered in time, so a case that names an entry by its number
#: (`known_by`) keeps its order.
LISTED = ("record", "earnings", "children", "amounts", "registration", "practice", "language", "deciding")
PEOPLE = people()
EVERYBODY = st.sampled_from(PEOPLE)
SEEDS = st.integers(0, 2**32)


@given(EVERYBODY, SEEDS)
@settings(max_examples=250)
def test_order_and_splitting_change_nothing(scenario: Scenario, seed: int) -> None:
    case = plain(scenario.case())
    random = Random(seed)
    told = turned(random, {**case, **{name: reordered(random, name, case[name]) for name in LISTED if name in case and "known_by" not in case}})
    assert bare(decided(told)) == bare(decided(case)), label(scenario)


def test_each_person_with_all_lists_turned_round_and_every_period_split() -> None:
    for number, scenario in enumerate(PEOPLE):
        case = plain(scenario.case())
        told = {k: list(reversed(v)) if k in LISTED and "known_by" not in case else v for k, v in reversed(case.items())}
        if "record" in told and "known_by" not in case:
            told["record"] = [part for period in told["record"] for part in split(Random(number), period)]
        assert bare(decided(told)) == bare(decided(case)), label(scenario)


def reordered(random: Random, name: str, entries: list[Any]) -> list[Any]:
    told = [part for e in entries for part in (split(random, e) if name == "record" and random.random() < 0.6 else [e])]
    random.shuffle(told)
    return told


def split(random: Random, period: dict[str, Any]) -> list[dict[str, Any]]:
    """A period known to the day and without a total, told in two; others are one statement and stay whole."""
    first, last = day(period.get("from")), day(period.get("to"))
    if first is None or last is None or first >= last or {"days", "weeks", "months", "quarters", "years"} & set(period):
        return [period]
    cut = random.randint(first, last - 1)
    return [{**period, "to": written(cut)}, {**period, "from": written(cut + 1)}]


def day(told: Any) -> int | None:
    return datetime.date.fromisoformat(told).toordinal() if isinstance(told, str) and len(told) == 10 else None


def written(ordinal: int) -> str:
    return datetime.date.fromordinal(ordinal).isoformat()


def turned(random: Random, node: Any) -> Any:
    """The same mapping with its keys in another order, all the way down."""
    if isinstance(node, list):
        return [turned(random, x) for x in node]
    if not isinstance(node, dict):
        return node
    keys = list(node)
    random.shuffle(keys)
    return {k: turned(random, node[k]) for k in keys}
