"""Every format that is read: verified where all holds, revoked and suspended where its list says so, and the same facts from each."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.verification.world import ED, FORMATS, LIST, P256, SCHOOL, check, diploma, entry, identity, made, selective, token


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_is_verified(form: str) -> None:
    result = check(made(form))
    assert (result["state"], result["code"]) == ("verified", "verified")
    assert result["issuer"] == {"id": SCHOOL, "name": "A school"}
    assert result["valid_from"] == "2018-04-05T00:00:00Z"
    assert result["facts"]["credential"]["evidence"] == "Bachelor of Science in Nursing"
    assert result["facts"]["credential"]["profession"] == "nurse-general-care"
    assert result["facts"]["credential"]["awarded_in"] == "PH"
    assert result["facts"]["credential"].get("awarded", "2018-04-05") == "2018-04-05"
    assert set(result["known_by"].values()) == {"signed-credential"}
    assert "credential.evidence" in result["known_by"]


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_is_revoked_where_its_list_says_so(form: str) -> None:
    result = check(made(form, 2))
    assert (result["state"], result["code"], result["facts"], result["known_by"]) == ("revoked", "revoked", {}, {})


def test_suspended_is_told_as_such() -> None:
    raw = token(diploma(3, credentialStatus=[entry(3), entry(3, "suspension", f"{LIST}1")]), ED)
    assert (check(raw)["state"], check(raw)["code"]) == ("revoked", "suspended")


def test_result_has_the_shape_that_is_promised() -> None:
    result = check(made("token"))
    assert list(result) == [
        "state",
        "code",
        "why",
        "as_of",
        "issuer",
        "format",
        "valid_from",
        "valid_until",
        "status",
        "registry",
        "findings",
        "facts",
        "known_by",
    ]
    assert result["registry"]["hash"].startswith("sha256:") and result["registry"]["demonstration"] is False
    assert json.loads(json.dumps(result)) == result


def test_what_a_holder_withholds_stays_unknown() -> None:
    issued = selective(
        identity(), {"credential": diploma(1)["credentialSubject"]["credential"], "language": [{"language": "en", "level": "C1"}]}, "dc+sd-jwt"
    )
    parts = issued.split("~")
    assert "language" in check(issued)["facts"]
    assert "language" not in check("~".join([*parts[:2], ""]))["facts"]


def test_key_binding_for_another_verifier_is_left_out() -> None:
    bound = made("sd-jwt-vc") + token({"aud": "https://verifier.example", "nonce": "1", "iat": 1}, P256, alg="ES256", typ="kb+jwt")
    assert check(bound)["state"] == "verified"


@pytest.mark.parametrize(("day", "code"), [(date(2018, 4, 4), "not_yet_valid"), (date(2018, 4, 5), "verified")])
def test_day_is_asked_as_its_last_second(day: date, code: str) -> None:
    assert {check(made(form), day=day)["code"] for form in FORMATS} == {code}
