"""The context of recruitment never changes outcome or route: over every credential scenario of the corpus, in every context."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from engine.scenarios.files import Scenario
from tests.decision.people import decided, everyone, label

CREDENTIALS = [s for s in everyone() if s.case().get("question") == "credential"]
CONTEXTS: tuple[dict[str, Any], ...] = (
    {"active": True, "recruiter": "private-agency", "recruiter_country": "GB"},
    {"active": True, "recruiter": "public-body", "recruiter_country": "DE"},
    {"active": True, "worker_applied_unprompted": False},
    {"active": False, "worker_applied_unprompted": True},
)
TOLD = ("recruitment", "receipt", "assumptions")


def _person(case: Mapping[str, Any], context: Mapping[str, Any] | None) -> list[str]:
    bare = {k: v for k, v in case.items() if k != "recruitment"}
    decisions = decided(bare | ({"recruitment": dict(context)} if context else {}))["decisions"]
    return [json.dumps({k: v for k, v in d.items() if k not in TOLD}, sort_keys=True) for d in decisions]


@pytest.mark.parametrize("scenario", CREDENTIALS, ids=label)
def test_what_the_person_is_told_stays(scenario: Scenario) -> None:
    case = scenario.case()
    alone = _person(case, None)
    assert all(_person(case, context) == alone for context in CONTEXTS)


def _notices(host: str, residence: str, as_of: str, **context: Any) -> list[dict[str, str]]:
    case = {
        "question": "credential", "as_of": as_of, "home": residence, "host": host, "person": {"residence": residence},
        "credential": {"profession": "nurse-general-care", "awarded_in": residence}, "recruitment": {"active": True, **context},
    }  # fmt: skip
    told = decided(case)["decisions"][0]["recruitment"]
    return [told, *told["more"]] if told else []


def _effects(*where: str, **context: Any) -> set[str]:
    return {n["effect"] for n in _notices(*where, **context)}


def test_red_is_the_list_without_the_agreements() -> None:
    assert "prohibited" in _effects("GB", "NG", "2024-06-01")
    nepal = _notices("GB", "NP", "2024-06-01")
    assert nepal[0]["effect"] == "under_agreement" and "Nepal" in nepal[0]["agreement"]
    assert "prohibited" not in _effects("GB", "NP", "2024-06-01")


def test_the_edition_is_that_of_the_day() -> None:
    assert any("2023" in n["edition"] for n in _notices("FR", "ZW", "2024-06-01"))
    assert _notices("FR", "ZW", "2022-06-01") == []
    assert any("2020" in n["edition"] for n in _notices("FR", "NG", "2022-06-01"))


def test_kenya_was_green_before_it_was_amber() -> None:
    assert "under_agreement" not in _effects("GB", "KE", "2021-11-10")
    assert "under_agreement" in _effects("GB", "KE", "2021-11-11")


def test_germany_reserves_listed_states_to_its_agency() -> None:
    assert "prohibited" in _effects("DE", "NG", "2024-06-01", recruiter="private-agency")
    assert "prohibited" not in _effects("DE", "NG", "2024-06-01", recruiter="public-body")
    assert "prohibited" not in _effects("DE", "PH", "2024-06-01", recruiter="private-agency")


def test_fees_are_never_the_workers() -> None:
    assert any("fees to applicants" in n["notice"] for n in _notices("GB", "PH", "2024-06-01"))


def test_residence_counts_and_not_nationality() -> None:
    case = {
        "question": "credential", "as_of": "2024-06-01", "home": "NG", "host": "GB", "person": {"residence": "AE", "nationalities": ["NG"]},
        "credential": {"profession": "nurse-general-care", "awarded_in": "NG"}, "recruitment": {"active": True},
    }  # fmt: skip
    told = decided(case)["decisions"][0]["recruitment"]
    assert "prohibited" not in {n["effect"] for n in [told, *told["more"]]}
