"""The same law in another order, under other names, in other words is the same law: no clause changes, and no person is answered otherwise."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest

from engine.comparing import compare
from engine.language.corpus import Corpus
from tests.comparing.texts import DAY, renamed, reworded, rewritten, shuffled

BILATERAL = ["ca-in", "ca-us", "de-us", "au-in", "ca-uy", "kr-us"]


@pytest.mark.parametrize("name", BILATERAL)
@pytest.mark.parametrize("seed", range(2))
def test_reordered_renamed_and_reworded_no_clause_changes(name: str, seed: int) -> None:
    chance = random.Random(f"{name}{seed}")
    after = rewritten(name, lambda data: shuffled(reworded(renamed(data)), chance))
    report = compare(Corpus(), after, name, name, day_before=DAY, day_after=DAY, persons=False)
    assert report["clauses"] == []
    assert report["not_read"] == []


def test_no_person_is_answered_otherwise_under_the_same_law() -> None:
    after = rewritten("ca-jm", lambda data: shuffled(reworded(renamed(data)), random.Random(7)))
    report = compare(Corpus(), after, "ca-jm", "ca-jm", day_before=DAY, day_after=DAY)
    assert report["persons"] == []
    assert report["summary"]["persons"]["same"] == report["summary"]["persons"]["answers"] == len(report["unchanged"]) > 100
    assert all(set(x) == {"scenario", "deciding", "benefit", "after"} for x in report["unchanged"])


def test_one_test_changed_among_all_that_was_rewritten_is_the_one_clause() -> None:
    def how(data: dict[str, Any]) -> dict[str, Any]:
        rules = next(p for p in data["provisions"] if p["id"] == "art-8")["rules"]
        rules[1]["when"]["all"][2] = {"posting.flag": {"is": "CA"}}
        return shuffled(reworded(renamed(data)), random.Random(3))

    report = compare(Corpus(), rewritten("ca-in", how), "ca-in", "ca-in", day_before=DAY, day_after=DAY, persons=False)
    assert [(c["kind"], c["change"], c["address"]) for c in report["clauses"]] == [("condition", "changed", "ca-in.art-8.crew-under-indian-flag")] * 2


def test_a_figure_under_a_name_and_the_same_figure_written_out_are_one_law() -> None:
    def how(data: dict[str, Any]) -> dict[str, Any]:
        provision = next(p for p in data["provisions"] if p["id"] == "art-12")
        provision["parameters"] = {"least": {"type": "duration", "values": [{"value": "12 months", "cite": {"text": "Art. 14"}}]}}
        data["provisions"] = [
            {
                **p,
                "fill": {
                    "least_own_coverage": [
                        {"value": "least", "for": {"scheme": ["oas", "eps"]}},
                        {"value": "1 calendar_year", "for": {"scheme": "cpp"}},
                    ]
                },
            }
            if p["id"] == "art-12"
            else p
            for p in data["provisions"]
        ]
        return data

    report = compare(Corpus(), rewritten("ca-in", how), "ca-in", "ca-in", day_before=DAY, day_after=DAY, persons=False)
    assert [c for c in report["clauses"] if c["kind"] != "value" or "1 year" in c["before"]] == []


def test_the_same_comparison_gives_the_same_bytes() -> None:
    days = [date(1997, 9, 30).toordinal(), date(1997, 10, 1).toordinal()]
    told = [repr(compare(Corpus(), Corpus(), "ca-us", "ca-us", day_before=days[0], day_after=days[1])) for _ in range(2)]
    assert told[0] == told[1]
