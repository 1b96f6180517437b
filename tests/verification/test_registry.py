"""The registry: signed by its operator or refused, strict in what it says, and the judge of who may vouch for what."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.cli import main
from engine.verification import RegistryRefused, demonstration
from engine.verification.registry_file import canonical, opened, signed
from scripts import demonstration_credentials as shipped
from scripts.demonstration_credentials import REGISTER, SCHOOL, diploma, entry, key_of, public, token
from tests.repository.tree import ROOT
from tests.verification.world import DAY, ED, OPERATOR, REGISTER_KEY, check, issuers, registry

FOLDER = ROOT / "engine/verification/demonstration"


def refused(told: Any) -> str:
    """What is told of a registry that is refused."""
    raw = told if isinstance(told, bytes) else canonical(told)
    with pytest.raises(RegistryRefused) as found:
        signed(raw, OPERATOR)
    return str(found.value)


def file(**more: Any) -> dict[str, Any]:
    return {"registry": "test", "title": "A registry", "demonstration": False, "issued": "2026-01-01", "issuers": issuers(), **more}


def test_demonstration_registry_is_what_its_script_writes_and_says_so() -> None:
    assert (FOLDER / "registry.json").read_bytes() == canonical(shipped.registry_of())
    assert (FOLDER / "registry.jws").read_bytes() == signed(canonical(shipped.registry_of()), key_of("operator"))
    assert json.loads((FOLDER / "operator.jwk.json").read_bytes()) == public(key_of("operator"))
    told = check(token(diploma(1), key_of("school", f"{SCHOOL}#1")), on=demonstration())
    assert told["registry"]["demonstration"] is True and "demonstration" in told["registry"]["title"].lower()


def test_registry_with_another_signature_is_refused() -> None:
    raw = signed(canonical(file()), OPERATOR)
    with pytest.raises(RegistryRefused, match="does not match the signature"):
        opened(raw, public(key_of("another operator")))
    head, payload, signature = raw.decode().strip().split(".")
    with pytest.raises(RegistryRefused, match="does not match the signature"):
        opened(f"{head}.{payload[:50]}{'A' if payload[50] != 'A' else 'B'}{payload[51:]}.{signature}".encode(), public(OPERATOR))
    with pytest.raises(RegistryRefused, match="not a signed registry"):
        opened(token(file(), OPERATOR).encode(), public(OPERATOR))
    for broken in (b"", b"\xff\xfe", b"a.b.c", b"{}"):
        with pytest.raises(RegistryRefused):
            opened(broken, public(OPERATOR))


def test_faults_of_a_registry_are_told_by_place_and_never_repeated() -> None:
    assert "registry-entry" in refused(file(secret_of_mine=1)) and "secret_of_mine" not in refused(file(secret_of_mine=1))
    told = issuers()
    told[1]["entrusted"][0]["countries"] = ["Atlantis"]
    assert "/issuers/1/entrusted/0/countries/0" in refused(file(issuers=told)) and "Atlantis" not in refused(file(issuers=told))
    assert "stands twice" in refused(file(issuers=[*issuers(), issuers()[0]]))
    assert "status_by" in refused(file(issuers=[{**issuers()[0], "status_by": ["https://nobody.example"]}]))
    assert "lies before" in refused(file(issuers=[{**issuers()[0], "entrusted": [{"countries": ["PH"], "from": "2020-01-01", "to": "2019-01-01"}]}]))
    assert "registry" in refused(b'{"registry": "a", "registry": "b"}')


@pytest.mark.parametrize(
    "jwk", [ED, {"kty": "oct", "k": "c2VjcmV0"}, {"kty": "OKP", "crv": "X25519", "x": ED["x"]}, {"kty": "RSA", "n": "AQAB", "e": "AQAB"}, {}]
)
def test_registry_takes_public_keys_that_are_long_enough_only(jwk: dict[str, Any]) -> None:
    told = issuers()
    told[1]["keys"][0]["jwk"] = jwk
    assert "/issuers/1/keys/0/jwk" in refused(file(issuers=told))


def test_only_a_private_ed25519_key_signs() -> None:
    for key in (public(OPERATOR), {"kty": "oct", "k": "c2VjcmV0"}, {**OPERATOR, "d": "AA"}):
        with pytest.raises(RegistryRefused, match="operator-key"):
            signed(canonical(file()), key)


def entrusted(**more: Any) -> dict[str, Any]:
    told = issuers()
    told[0]["entrusted"] = [{"countries": ["PH"], **more}]
    return check(token(diploma(1), ED), on=registry(told))


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({}, "verified"),
        ({"professions": ["nurse-general-care"]}, "verified"),
        ({"professions": ["midwife"]}, "profession_not_entrusted"),
        ({"countries": ["DE", "FR"]}, "country_not_entrusted"),
        ({"types": ["ProfessionalQualificationCredential"]}, "verified"),
        ({"types": ["OpenBadgeCredential"]}, "type_not_entrusted"),
        ({"from": "2018-04-05", "to": "2018-04-05"}, "verified"),
        ({"from": "2018-04-06"}, "date_not_entrusted"),
        ({"to": "2018-04-04"}, "date_not_entrusted"),
    ],
)
def test_issuer_vouches_within_its_entry(more: dict[str, Any], code: str) -> None:
    assert entrusted(**more)["code"] == code


def test_parts_of_two_entries_do_not_make_one() -> None:
    told = issuers()
    told[0]["entrusted"] = [{"countries": ["PH"], "professions": ["midwife"]}, {"countries": ["DE"], "professions": ["nurse-general-care"]}]
    assert check(token(diploma(1), ED), on=registry(told))["code"] == "country_not_entrusted"


@pytest.mark.parametrize(
    ("span", "code"), [({"to": "2018-04-05"}, "verified"), ({"to": "2018-04-04"}, "key_not_then"), ({"from": "2018-04-06"}, "key_not_then")]
)
def test_key_counts_while_it_was_in_use(span: dict[str, str], code: str) -> None:
    told = issuers()
    told[0]["keys"][0] |= span
    assert check(token(diploma(1), ED), on=registry(told))["code"] == code


@pytest.mark.parametrize(
    ("more", "day", "code"),
    [
        ({}, date(2026, 6, 1), "disputed"),
        ({}, date(2026, 5, 31), "verified"),
        ({"awarded_from": "2018-04-06"}, DAY, "verified"),
        ({"awarded_from": "2018-04-05", "awarded_to": "2018-04-05"}, DAY, "disputed"),
        ({"awarded_to": "2018-04-04"}, DAY, "verified"),
        ({"professions": ["midwife"]}, DAY, "verified"),
        ({"professions": ["nurse-general-care"]}, DAY, "disputed"),
    ],
)
def test_evidence_is_disputed_since_a_day_and_for_some_awards(more: dict[str, Any], day: date, code: str) -> None:
    told = issuers()
    told[0]["disputed"] = [{"since": "2026-06-01", "why": "results under review", "source": "https://operator.example/1", **more}]
    result = check(token(diploma(1), ED), on=registry(told), day=day)
    assert result["code"] == code
    assert code == "verified" or "since 2026-06-01: results under review" in result["why"]


def test_registry_that_has_ended_vouches_for_nobody() -> None:
    assert check(token(diploma(1), ED), on=registry(until="2026-11-26"))["code"] == "registry_out_of_date"
    assert check(token(diploma(1), ED), on=registry(until="2026-11-27"))["code"] == "verified"


def test_only_key_is_taken_where_the_credential_names_none() -> None:
    told = {**diploma(1, issuer=REGISTER), "credentialStatus": entry(1)}
    assert check(token(told, {k: v for k, v in REGISTER_KEY.items() if k != "kid"}))["issuer"]["id"] == REGISTER
    assert check(token(diploma(1), {k: v for k, v in ED.items() if k != "kid"}))["code"] == "key_not_registered"


def test_operator_makes_a_key_signs_and_checks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["registry", "key", str(tmp_path)]) == 0
    private, out = tmp_path / "registry.private.jwk.json", tmp_path / "registry.jws"
    assert private.stat().st_mode & 0o777 == 0o600
    assert "d" not in json.loads((tmp_path / "registry.public.jwk.json").read_text())
    (tmp_path / "registry.json").write_bytes(canonical(file()))
    assert main(["registry", "sign", str(tmp_path / "registry.json"), "--key", str(private), "--out", str(out)]) == 0
    assert main(["registry", "check", str(out), "--operator-key", str(tmp_path / "registry.public.jwk.json")]) == 0
    assert "the signature of the operator holds" in capsys.readouterr().out
    assert main(["registry", "check", str(out), "--operator-key", str(FOLDER / "operator.jwk.json")]) == 2
    assert main(["registry", "key", str(tmp_path)]) == 2
    assert main(["registry", "key", str(private)]) == 2
    assert main(["registry", "sign", str(tmp_path / "registry.json"), "--key", str(private), "--out", str(tmp_path)]) == 2
    assert main(["registry", "check", str(tmp_path / "none"), "--operator-key", str(out)]) == 2
    assert json.loads(private.read_text())["d"] not in capsys.readouterr().err
