"""Which state a credential has to which several apply, and that what is told second is told all the same."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from engine.verification import CODES, PRECEDENCE
from scripts.demonstration_credentials import diploma, token
from tests.verification.test_tampered import bent
from tests.verification.world import ED, Lists, check, issuers, lists, registry

DISPUTE = {"since": "2026-01-01", "why": "a reason", "source": "https://operator.example/dispute"}
#: What brings a credential into each state; the order of the list is that of precedence.
FAULTS = ("not_verified", "issuer_unknown", "revoked", "evidence_disputed", "expired", "status_unpublished")


def with_faults(*faults: str) -> dict[str, Any]:
    """The result for a diploma that has these faults and no other."""
    told = issuers()
    more: dict[str, Any] = {}
    if "issuer_unknown" in faults:
        told[0]["entrusted"] = [{"countries": ["DE"]}]
    if "evidence_disputed" in faults:
        told[0]["disputed"] = [DISPUTE]
    if "expired" in faults:
        more["validUntil"] = "2020-01-01T00:00:00Z"
    raw = token(diploma(2 if "revoked" in faults else 1, **more), ED)
    return check(bent(raw) if "not_verified" in faults else raw, on=registry(told), by=Lists() if "status_unpublished" in faults else lists())


def test_faults_stand_in_the_documented_order() -> None:
    assert (*FAULTS, "verified") == PRECEDENCE
    assert {state for state, _ in CODES.values()} == {*PRECEDENCE}


@pytest.mark.parametrize("faults", [pair for pair in combinations(FAULTS, 2) if pair != ("revoked", "status_unpublished")], ids="+".join)
def test_first_of_two_states_is_the_state(faults: tuple[str, ...]) -> None:
    result = with_faults(*faults)
    assert result["state"] == faults[0]
    assert (result["why"], result["facts"]) == (result["findings"][0]["why"], {})
    if faults[0] != "not_verified":
        assert {f["state"] for f in result["findings"]} == {*faults}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_state_alone(fault: str) -> None:
    result = with_faults(fault)
    assert [f["state"] for f in result["findings"]] == [fault]


def test_without_status_the_facts_are_those_of_a_document() -> None:
    result = with_faults("status_unpublished")
    assert result["facts"]["credential"]["evidence"] == "Bachelor of Science in Nursing"
    assert set(result["known_by"].values()) == {"document"}
