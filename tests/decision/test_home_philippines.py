"""What a qualification from the Philippines brings along, and what is asked before leaving: told for every host, and for no other home."""

from __future__ import annotations

import pytest

from tests.decision.people import decided

HOSTS = ("AE", "AU", "CA", "DE", "NZ", "QA", "SG", "US")
COMMISSION = "Professional Regulation Commission (Philippines)"
DEPARTMENT = "Department of Migrant Workers (Philippines)"


def _told(home: str, host: str, as_of: str = "2025-06-01", region: str | None = None, profession: str = "nurse-general-care") -> tuple[set[str], str]:
    """Institutions of the next steps, and all that is said to help, over every decision of a case."""
    case = {
        "question": "credential", "as_of": as_of, "home": home, "host": host, "claim": {"date": as_of},
        "credential": {"profession": profession, "awarded_in": home}, "registration": [{"country": home, "status": "active"}],
    }  # fmt: skip
    decisions = decided(case | ({"host_region": region} if region else {}))["decisions"]
    steps = {step["institution"] for d in decisions for step in d["next_steps"]}
    return steps, " ".join(help_["what"] for d in decisions for help_ in d["still_helps"])


@pytest.mark.parametrize("host", HOSTS)
def test_a_manila_nurse_is_sent_to_both_offices(host: str) -> None:
    steps, helps = _told("PH", host)
    assert {COMMISSION, DEPARTMENT} <= steps
    assert "one month's basic salary" in helps


@pytest.mark.parametrize("host", HOSTS)
def test_an_indian_nurse_is_not(host: str) -> None:
    steps, helps = _told("IN", host)
    assert not {COMMISSION, DEPARTMENT} & steps
    assert "placement fee" not in helps


def test_only_a_nurse_is_told_of_the_nursing_degree() -> None:
    case = {"question": "credential", "as_of": "2025-06-01", "home": "PH", "host": "US", "credential": {"profession": "doctor", "awarded_in": "PH"}}
    papers = [paper for d in decided(case)["decisions"] for step in d["next_steps"] for paper in step["documents"]]
    assert papers
    assert not any("Nursing" in paper for paper in papers)


@pytest.mark.parametrize(("as_of", "told"), [("2024-09-13", False), ("2024-09-14", True)])
def test_no_placement_fee_for_qatar_from_the_day_of_the_advisory(as_of: str, told: bool) -> None:
    assert ("For Qatar no placement fee" in _told("PH", "QA", as_of)[1]) is told


@pytest.mark.parametrize(("region", "told"), [("CA-BC", True), ("CA-ON", False)])
def test_no_placement_fee_in_some_provinces(region: str, told: bool) -> None:
    assert ("For this province no placement fee" in _told("PH", "CA", region=region)[1]) is told
