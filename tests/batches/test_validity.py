"""How old a certificate of good standing is, and whether the host still takes it: below, at and above the limit of its law."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.batches.conftest import Run

AS_OF = ("--as-of", "2024-06-10")


@pytest.mark.parametrize(
    ("issued", "age", "stale"),
    [
        ("2024-03-11", "91", False),
        ("2024-03-10", "92", False),
        ("2024-03-09", "93", True),
        ("2024-03", "71 to 101", None),
        ("2024-05", "10 to 40", False),
        ("2023", "162 to 526", True),
    ],
)
def test_age_and_limit_of_good_standing(run: Run, issued: str, age: str, stale: bool | None) -> None:
    (found,) = run({"good_standing_issued": issued}, switches=AS_OF)
    standing: dict[str, Any] = found["good_standing"]
    assert (standing["age_days"], standing["stale"], standing["valid_for"], standing["article"]) == (age, stale, "3 months", "Art. 5")
    assert ({"code": "stale-good-standing", "column": "good_standing_issued"} in found["notes"]) == (stale is True)
    assert found["code"] == "recognised"


def test_without_a_rule_the_age_alone_is_told(run: Run, home: Path) -> None:
    rules = home / "rules/rulesets/credentials/ad-sm-nurse/ruleset.yaml"
    rules.write_text(rules.read_text().replace("good_standing_valid_for", "something_else").replace("language_test_valid_for", "another_thing"))
    (found,) = run({"good_standing_issued": "2001-01-01", "language": "de", "language_tested": "2001-01-01"}, switches=AS_OF)
    assert found["good_standing"] == {"issued": "2001-01-01", "age_days": "8561", "stale": None, "valid_for": None}
    assert (found["expires"], found["next_expiry"]) == ([], None)


def test_a_figure_that_counts_on_from_the_day_of_issue_is_a_limit_too(run: Run, home: Path) -> None:
    rules = home / "rules/rulesets/credentials/ad-sm-nurse/ruleset.yaml"
    counted = "figures:\n  good_until: {gives: date, counted_by: date_after, from: {start: standing.good_standing.issued, length: age}}\n"
    rules.write_text(
        rules.read_text().replace("good_standing_valid_for", "age").replace("figures:\n", counted.replace("}}", '}, cite: {text: "5"}}'))
    )
    (found,) = run({"good_standing_issued": "2024-03-09"}, switches=AS_OF)
    standing = found["good_standing"]
    assert (standing["stale"], standing["valid_for"], standing["article"], standing["confidence"]) == (True, "3 months", "Art. 5", "confirmed")


def test_all_that_ends_the_earliest_first(run: Run) -> None:
    change = {
        "registration_to": "2025-01",
        "good_standing_issued": "2024-05-31",
        "language": "de",
        "language_tested": "2023-02-28",
        "consent_until": "2030-12-31",
    }
    (found,) = run(change, switches=AS_OF)
    assert found["expires"] == [
        {"what": "good_standing", "on": "2024-08-31", "article": "Art. 5"},
        {"what": "registration", "on": "2025-01-01"},
        {"what": "language_test", "on": "2025-02-28", "article": "Art. 6"},
        {"what": "consent", "on": "2030-12-31"},
    ]
    assert found["next_expiry"] == found["expires"][0]
