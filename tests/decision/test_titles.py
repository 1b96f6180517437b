"""A title that is not in the list is never matched silently; the answer names what is near it. Facts say how they are known."""

from __future__ import annotations

from typing import Any

from tests.decision.people import decided

LISTED = "Diplom o ukončení studia ve studijním programu ošetřovatelství ve studijním oboru všeobecná sestra"


def _decision(evidence: str, home: str = "CZ", **more: Any) -> dict[str, Any]:
    case = {
        "question": "credential", "as_of": "2024-01-01", "home": home, "host": "DE", "person": {"nationalities": [home]},
        "credential": {"profession": "nurse-general-care", "awarded_in": home, "evidence": evidence, "training_started": "2006-09-01"},
    }  # fmt: skip
    found: list[dict[str, Any]] = decided(case | more)["decisions"]
    return next(d for d in found if d["instrument"] == "directive-2005-36-nurse")


def test_a_listed_title_needs_no_help() -> None:
    assert _decision(LISTED)["title"] == {"listed": True, "nearest": [], "listed_for": [], "is_professional_title": False}


def test_a_title_with_a_fault_is_not_matched_and_the_nearest_is_named() -> None:
    decision = _decision(LISTED.replace("ukončení", "ukončeni"))
    assert decision["outcome"] != "yes"
    assert decision["title"]["listed"] is False
    assert decision["title"]["nearest"][0]["title"] == LISTED


def test_the_nearest_titles_are_those_of_that_country() -> None:
    assert {near["title"] for near in _decision("Sairaanhoitajan tutkinto", home="SE")["title"]["nearest"]} == {"Sjuksköterskeexamen"}


def test_a_title_claimed_for_another_country_says_for_which_it_is_listed() -> None:
    decision = _decision(LISTED, home="SE")
    assert decision["outcome"] != "yes"
    assert decision["title"]["listed_for"] == ["CZ"]


def test_a_professional_title_is_not_the_evidence() -> None:
    decision = _decision("Všeobecná sestra")
    assert decision["outcome"] != "yes"
    assert decision["title"]["is_professional_title"] is True


def test_every_fact_says_how_it_is_known() -> None:
    known = {"credential.evidence": "primary-source", "registration.0": "signed-credential"}
    decision = _decision("x", known_by=known, registration=[{"country": "CZ", "status": "active"}])
    told = {entry["fact"]: entry["known_by"] for entry in decision["rests_on"]}
    assert told["credential.evidence"] == "primary-source"
    assert told["registration.0"] == "signed-credential"
    assert told["credential.training_started"] == "self-declared"
