"""Credentials that somebody has touched, or made to confuse a reader: each is refused, with the state and the code that fit."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from openvc.proof.data_integrity import DataIntegrityProofSuite
from openvc.proof.di_jcs import EddsaJcsProofSuite

from scripts.demonstration_credentials import LIST, REGISTER, SCHOOL, base64url, did_key, diploma, entry, key_of, status_list, token
from tests.verification.world import (
    ED,
    FORMATS,
    P256,
    REGISTER_KEY,
    STRANGER,
    badge,
    check,
    embedded,
    identity,
    learning,
    made,
    public_part,
    sealed,
    selective,
)

ALTERED = "Master of Science in Nursing"


def unsigned(claims: dict[str, Any], **header: Any) -> str:
    return f"{_part(header)}.{_part(claims)}."


def _part(value: Any) -> str:
    return base64url(value if isinstance(value, bytes) else json.dumps(value).encode())


def edited(raw: str, **changes: Any) -> str:
    """The same token with other claims under the old signature."""
    head, payload, signature = raw.split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    return f"{head}.{_part({**claims, **changes})}.{signature}"


def headed(raw: str, **changes: Any) -> str:
    """The same token with another header under the old signature."""
    head, payload, signature = raw.split(".")
    return f"{_part({**json.loads(base64.urlsafe_b64decode(head + '==')), **changes})}.{payload}.{signature}"


def with_signature_of(raw: str, other: str) -> str:
    return f"{raw.rpartition('.')[0]}.{other.rpartition('.')[2]}"


def bent(raw: str) -> str:
    """The same token with one bit of its signature turned."""
    head, _, signature = raw.rpartition(".")
    octets = bytearray(base64.urlsafe_b64decode(signature + "=="))
    octets[7] ^= 1
    return f"{head}.{base64url(bytes(octets))}"


def by_hmac(claims: dict[str, Any], secret: bytes) -> str:
    """Signed with HMAC, the public key as the secret."""
    start = f"{_part({'alg': 'HS256', 'kid': ED['kid']})}.{_part(claims)}"
    return f"{start}.{base64url(hmac.new(secret, start.encode(), hashlib.sha256).digest())}"


def document(form: str, **changes: Any) -> str:
    """The same JSON credential with other members under the old proof."""
    return json.dumps({**json.loads(made(form)), **changes})


def proof(form: str, **changes: Any) -> str:
    told = json.loads(made(form))
    return json.dumps({**told, "proof": {**told["proof"], **changes}})


def subject(**changes: Any) -> dict[str, Any]:
    return {"credential": {**diploma(1)["credentialSubject"]["credential"], **changes}}


def disclosed(at: int, text: str) -> str:
    """The SD-JWT with one part (a disclosure, or one more) replaced."""
    parts = made("sd-jwt-vc").split("~")
    parts[at : at + 1] = [text, *([] if parts[at] else [""])]
    return "~".join(parts)


def seal(**changes: Any) -> str:
    told = json.loads(made("seal"))
    told["signatures"][0] |= changes
    return json.dumps(told)


def sealed_text(new: str) -> str:
    told = json.loads(made("seal-of-text"))
    told["payload"] = told["payload"].replace("Bachelor", new)
    return json.dumps(told)


def elsewhere() -> str:
    name = did_key(key_of("elsewhere"))
    return token(diploma(1, issuer=name), {**key_of("elsewhere"), "kid": f"{name}#{name.removeprefix('did:key:')}"})


def twice(raw: str) -> str:
    """A token whose payload says one thing twice, signed by the school."""
    return raw.replace('"id":', '"issuer": "https://other.example", "id":', 1)


NOT, UNKNOWN, EXPIRED = "not_verified", "issuer_unknown", "expired"
CASES: dict[str, tuple[Callable[[], str], str, str]] = {
    # tokens
    "claim-edited": (lambda: edited(made("token"), credentialSubject=subject(evidence=ALTERED)), NOT, "signature_mismatch"),
    "date-edited": (lambda: edited(made("token"), validFrom="2010-01-01T00:00:00Z"), NOT, "signature_mismatch"),
    "expiry-taken-away": (
        lambda: edited(token(diploma(1, validUntil="2020-01-01T00:00:00Z"), ED), validUntil="2040-01-01T00:00:00Z"),
        NOT,
        "signature_mismatch",
    ),
    "status-taken-away": (lambda: edited(made("token", 2), credentialStatus=[]), NOT, "signature_mismatch"),
    "status-moved": (lambda: edited(made("token", 2), credentialStatus=entry(1)), NOT, "signature_mismatch"),
    "issuer-edited": (lambda: edited(made("token"), issuer=REGISTER), NOT, "key_not_registered"),
    "issuer-edited-badge": (lambda: edited(made("badge-token"), iss=REGISTER), NOT, "key_not_registered"),
    "subject-edited": (lambda: edited(made("token-es256"), credentialSubject={"id": "did:example:other"}), NOT, "signature_mismatch"),
    "edited-under-1.1": (lambda: edited(made("token-1.1"), vc={**badge(1), "name": ALTERED}), NOT, "signature_mismatch"),
    "signature-swapped": (lambda: with_signature_of(made("token"), made("token", 4)), NOT, "signature_mismatch"),
    "signature-of-another-key": (lambda: with_signature_of(made("token"), token(diploma(1), STRANGER)), NOT, "signature_mismatch"),
    "signature-bent": (lambda: bent(made("token")), NOT, "signature_mismatch"),
    "signature-bent-es256": (lambda: bent(made("token-es256")), NOT, "signature_mismatch"),
    "signature-bent-rs256": (lambda: bent(made("token-rs256")), NOT, "signature_mismatch"),
    "signature-zero": (lambda: f"{made('token').rpartition('.')[0]}.{base64url(bytes(64))}", NOT, "signature_mismatch"),
    "signature-short": (lambda: made("token")[:-10], NOT, "signature_mismatch"),
    "signature-of-nothing": (lambda: made("token").rpartition(".")[0] + ".", NOT, "signature_mismatch"),
    "signature-not-canonical": (lambda: made("token") + "=", NOT, "proof_unreadable"),
    "truncated": (lambda: made("token")[: len(made("token")) // 2], NOT, "format_unknown"),
    "stranger-with-the-name-of-the-key": (lambda: token(diploma(1), STRANGER), NOT, "signature_mismatch"),
    "stranger-with-another-key": (lambda: token(diploma(1), {**STRANGER, "kid": f"{SCHOOL}#2"}), NOT, "key_not_registered"),
    "key-of-the-register": (lambda: token(diploma(1), REGISTER_KEY), NOT, "key_not_registered"),
    "wrong-kid": (lambda: headed(made("token"), kid=P256["kid"]), NOT, "key_unsuitable"),
    "kid-of-another": (lambda: headed(made("token"), kid=REGISTER_KEY["kid"]), NOT, "key_not_registered"),
    "key-in-the-header": (lambda: token(diploma(1), {**STRANGER, "kid": f"{SCHOOL}#1"}, jwk=public_part(STRANGER)), NOT, "signature_mismatch"),
    "alg-none": (lambda: unsigned(diploma(1), alg="none", kid=ED["kid"]), NOT, "algorithm_not_allowed"),
    "alg-none-in-capitals": (lambda: unsigned(diploma(1), alg="NONE", kid=ED["kid"]), NOT, "algorithm_not_allowed"),
    "alg-none-with-signature": (lambda: headed(made("token"), alg="none"), NOT, "algorithm_not_allowed"),
    "alg-missing": (lambda: unsigned(diploma(1), kid=ED["kid"]), NOT, "algorithm_not_allowed"),
    "alg-a-list": (lambda: headed(made("token"), alg=["Ed25519"]), NOT, "algorithm_not_allowed"),
    "hmac-with-the-public-key": (lambda: by_hmac(diploma(1), base64.urlsafe_b64decode(ED["x"] + "=")), NOT, "algorithm_not_allowed"),
    "hmac-with-the-jwk": (lambda: by_hmac(diploma(1), json.dumps(public_part(ED)).encode()), NOT, "algorithm_not_allowed"),
    "another-algorithm": (lambda: headed(made("token-es256"), alg="ES384"), NOT, "key_unsuitable"),
    "rsa-algorithm-on-a-curve": (lambda: headed(made("token-es256"), alg="RS256"), NOT, "key_unsuitable"),
    "critical-header": (lambda: headed(made("token"), crit=["exp"], exp=1), NOT, "critical_header"),
    "payload-not-encoded": (lambda: headed(made("token"), b64=False), NOT, "critical_header"),
    "issuers-disagree": (lambda: token({**diploma(1, issuer=REGISTER), "iss": SCHOOL}, ED), NOT, "parts_disagree"),
    "issuers-disagree-1.1": (lambda: token({"iss": SCHOOL, "vc": {**badge(1), "issuer": REGISTER}}, ED), NOT, "parts_disagree"),
    "ids-disagree": (lambda: token({**diploma(1), "jti": "urn:other"}, ED), NOT, "parts_disagree"),
    "subjects-disagree": (
        lambda: token({**diploma(1, credentialSubject={"id": "did:example:a"}), "sub": "did:example:b"}, ED),
        NOT,
        "parts_disagree",
    ),
    "for-another-recipient": (lambda: token({**diploma(1), "aud": "https://other.example"}, ED), NOT, "restricted_audience"),
    "disclosures-cut-off": (lambda: made("sd-jwt-w3c").partition("~")[0], NOT, "format_unknown"),
    "presentation-token": (lambda: token({"vp": {"verifiableCredential": [made("token")]}}, ED, typ="vp+jwt"), NOT, "presentation"),
    "presentation-as-credential": (lambda: token({**diploma(1), "type": ["VerifiablePresentation"]}, ED), NOT, "presentation"),
    "no-credential-inside": (lambda: token({"iss": SCHOOL, "name": "anything"}, ED), NOT, "format_unknown"),
    "status-list-as-credential": (lambda: token(status_list((2,)), ED, typ="vc+jwt"), "status_unpublished", "no_status_named"),
    # dates, signed as they are
    "expired": (lambda: token(diploma(1, validUntil="2026-11-27T12:00:00Z"), ED), EXPIRED, "expired"),
    "expired-token": (lambda: token({**diploma(1), "exp": 1_700_000_000}, ED), EXPIRED, "expired"),
    "expired-proof": (
        lambda: embedded({**badge(1), "validUntil": "2020-01-01T00:00:00Z"}, DataIntegrityProofSuite(), ED, expands=True),
        EXPIRED,
        "expired",
    ),
    "issued-in-the-future": (lambda: token({**diploma(1), "iat": 1_893_456_000}, ED), EXPIRED, "not_yet_valid"),
    "valid-from-the-future": (lambda: token(diploma(1, validFrom="2030-01-01T00:00:00Z"), ED), EXPIRED, "not_yet_valid"),
    "sd-jwt-from-the-future": (lambda: selective(identity(nbf=1_893_456_000), subject(), "dc+sd-jwt"), EXPIRED, "not_yet_valid"),
    "date-that-is-none": (lambda: token(diploma(1, validUntil="31.12.2030"), ED), NOT, "date_unreadable"),
    "date-of-the-33rd": (lambda: token(diploma(1, validUntil="2030-12-33T00:00:00Z"), ED), NOT, "date_unreadable"),
    "expiry-as-text": (lambda: token({**diploma(1), "exp": "never"}, ED), NOT, "date_unreadable"),
    "expiry-beyond-time": (lambda: token({**diploma(1), "exp": 10**18}, ED), NOT, "date_unreadable"),
    # embedded proofs
    "json-edited": (lambda: document("plain-eddsa-rdfc-2022", credentialSubject=subject(evidence=ALTERED)), NOT, "signature_mismatch"),
    "json-edited-jcs": (lambda: document("plain-eddsa-jcs-2022", name=ALTERED), NOT, "signature_mismatch"),
    "json-edited-ecdsa": (lambda: document("plain-ecdsa-rdfc-2019", validFrom="2010-01-01T00:00:00Z"), NOT, "signature_mismatch"),
    "json-edited-ecdsa-jcs": (lambda: document("plain-ecdsa-jcs-2019", id="urn:other"), NOT, "signature_mismatch"),
    "badge-edited": (lambda: document("badge-eddsa-rdfc-2022", awardedDate="2017-01-01T00:00:00Z"), NOT, "signature_mismatch"),
    "proof-of-another": (
        lambda: document("plain-eddsa-rdfc-2022", proof=json.loads(made("badge-eddsa-rdfc-2022"))["proof"]),
        NOT,
        "signature_mismatch",
    ),
    "proof-purpose-edited": (lambda: proof("plain-eddsa-rdfc-2022", proofPurpose="authentication"), NOT, "signature_mismatch"),
    "proof-made-for-another-purpose": (
        lambda: embedded(diploma(1), DataIntegrityProofSuite(), ED, expands=True, proof_purpose="authentication"),
        NOT,
        "proof_purpose",
    ),
    "proof-value-bent": (lambda: proof("plain-eddsa-jcs-2022", proofValue="z" + "2" * 88), NOT, "signature_mismatch"),
    "proof-value-a-number": (lambda: proof("plain-eddsa-jcs-2022", proofValue=7), NOT, "proof_unreadable"),
    "proof-of-another-suite": (lambda: proof("plain-eddsa-rdfc-2022", cryptosuite="eddsa-jcs-2022"), NOT, "signature_mismatch"),
    "proof-of-no-suite": (lambda: proof("plain-eddsa-rdfc-2022", cryptosuite="none"), NOT, "algorithm_not_allowed"),
    "proof-with-another-method": (lambda: proof("plain-eddsa-rdfc-2022", verificationMethod=REGISTER_KEY["kid"]), NOT, "key_not_registered"),
    "proof-with-a-key-of-another-curve": (lambda: proof("plain-eddsa-rdfc-2022", verificationMethod=P256["kid"]), NOT, "key_unsuitable"),
    "proof-of-a-stranger": (lambda: embedded(diploma(1), EddsaJcsProofSuite(), STRANGER, expands=False), NOT, "signature_mismatch"),
    "proof-taken-away": (lambda: json.dumps(diploma(1)), NOT, "format_unknown"),
    "proofs-in-a-list": (
        lambda: document("plain-eddsa-rdfc-2022", proof=[json.loads(made("plain-eddsa-rdfc-2022"))["proof"]]),
        NOT,
        "format_unknown",
    ),
    # contexts
    "context-from-the-network": (
        lambda: token(diploma(1, **{"@context": [*diploma(1)["@context"], "https://other.example/context.json"]}), ED),
        NOT,
        "unknown_context",
    ),
    "context-inline": (
        lambda: document("plain-eddsa-rdfc-2022", **{"@context": [*diploma(1)["@context"], {"@vocab": "urn:x:"}]}),
        NOT,
        "unknown_context",
    ),
    "context-inside": (
        lambda: document("plain-eddsa-jcs-2022", credentialSubject={"@context": {"@vocab": "urn:x:"}, **subject()}),
        NOT,
        "unknown_context",
    ),
    "context-first-is-another": (lambda: token(diploma(1, **{"@context": diploma(1)["@context"][1:]}), ED), NOT, "unknown_context"),
    "context-missing": (lambda: token({k: v for k, v in diploma(1).items() if k != "@context"}, ED), NOT, "unknown_context"),
    # selective disclosure
    "disclosure-edited": (
        lambda: disclosed(1, base64url(json.dumps(["salt", "credential", subject(evidence=ALTERED)["credential"]]).encode())),
        NOT,
        "disclosure_refused",
    ),
    "disclosure-added": (lambda: disclosed(2, base64url(json.dumps(["salt", "language", []]).encode())), NOT, "disclosure_refused"),
    "disclosure-twice": (lambda: disclosed(2, made("sd-jwt-vc").split("~")[1]), NOT, "disclosure_refused"),
    "disclosure-no-json": (lambda: disclosed(1, "AAAA"), NOT, "not_json"),
    "sd-jwt-edited": (
        lambda: "~".join([edited(made("sd-jwt-vc").split("~")[0], vct="urn:other"), *made("sd-jwt-vc").split("~")[1:]]),
        NOT,
        "signature_mismatch",
    ),
    "sd-jwt-bent": (lambda: "~".join([bent(made("sd-jwt-vc").split("~")[0]), *made("sd-jwt-vc").split("~")[1:]]), NOT, "signature_mismatch"),
    "sd-jwt-of-another-type": (lambda: selective(identity(), subject(), "JWT"), NOT, "disclosure_refused"),
    "sd-jwt-for-another-recipient": (lambda: selective(identity(aud="https://other.example"), subject(), "dc+sd-jwt"), NOT, "restricted_audience"),
    "sd-jwt-issuers-disagree": (lambda: selective(identity(issuer=REGISTER), subject(), "dc+sd-jwt"), NOT, "parts_disagree"),
    # seals
    "seal-edited": (lambda: sealed_text("Master"), NOT, "signature_mismatch"),
    "seal-swapped": (lambda: seal(signature=json.loads(made("seal", 2))["signatures"][0]["signature"]), NOT, "signature_mismatch"),
    "seal-without-header": (lambda: seal(protected=None), NOT, "proof_unreadable"),
    "seal-with-two-signatures": (
        lambda: json.dumps({**json.loads(made("seal")), "signatures": json.loads(made("seal"))["signatures"] * 2}),
        NOT,
        "format_unknown",
    ),
    "seal-critical": (
        lambda: seal(protected=_part({"alg": "RS256", "x5t#S256": "thumbprint-of-the-seal", "crit": ["adoTst"], "adoTst": {}})),
        NOT,
        "critical_header",
    ),
    "seal-of-a-stranger": (lambda: sealed(learning(1), **{"x5t#S256": "another-thumbprint"}), UNKNOWN, "issuer_without_key"),
    # envelopes and presentations
    "envelope-in-an-envelope": (
        lambda: json.dumps(
            {"type": "EnvelopedVerifiableCredential", "id": "data:application/vc+jwt," + json.dumps({"type": "EnvelopedVerifiableCredential"})}
        ),
        NOT,
        "nested_envelope",
    ),
    "envelope-edited": (
        lambda: json.dumps({"type": "EnvelopedVerifiableCredential", "id": f"data:application/vc+jwt,{bent(made('token'))}"}),
        NOT,
        "signature_mismatch",
    ),
    "envelope-of-something-else": (lambda: json.dumps({"type": "EnvelopedVerifiableCredential", "id": "data:text/html,x"}), NOT, "format_unknown"),
    "envelope-by-address": (lambda: json.dumps({"type": "EnvelopedVerifiableCredential", "id": f"{SCHOOL}/1"}), NOT, "format_unknown"),
    "presentation-json": (
        lambda: json.dumps({"type": "VerifiablePresentation", "verifiableCredential": [json.loads(made("plain-eddsa-jcs-2022"))]}),
        NOT,
        "presentation",
    ),
    "presentation-enveloped": (
        lambda: json.dumps({"type": "EnvelopedVerifiablePresentation", "id": f"data:application/vp+jwt,{made('token')}"}),
        NOT,
        "presentation",
    ),
    # good signatures of who may not vouch
    "issuer-of-its-own-making": (elsewhere, UNKNOWN, "issuer_not_in_registry"),
    "issuer-of-its-own-making-edited": (lambda: bent(elsewhere()), NOT, "signature_mismatch"),
    "issuer-that-nobody-knows": (
        lambda: token(diploma(1, issuer="https://other.example"), {**STRANGER, "kid": "https://other.example#1"}),
        UNKNOWN,
        "issuer_without_key",
    ),
    "title-claimed-for-another-country": (lambda: token(diploma(1, credential={"awarded_in": "DE"}), ED), UNKNOWN, "country_not_entrusted"),
    "another-profession": (lambda: token(diploma(1, credential={"profession": "doctor"}), ED), UNKNOWN, "profession_not_entrusted"),
    "before-the-school-could": (lambda: token(diploma(1, validFrom="1999-12-31T00:00:00Z"), ED), UNKNOWN, "date_not_entrusted"),
    # good signatures of what cannot be
    "award-before-training": (lambda: token(diploma(1, credential={"awarded": "2013-01-01"}), ED), NOT, "facts_refused"),
    "unknown-fact": (lambda: token(diploma(1, credential={"grade": "very good"}), ED), NOT, "facts_refused"),
    "country-that-is-none": (lambda: token(diploma(1, credential={"awarded_in": "Atlantis"}), ED), NOT, "facts_refused"),
    # status
    "no-status": (lambda: token({k: v for k, v in diploma(1).items() if k != "credentialStatus"}, ED), "status_unpublished", "no_status_named"),
    "status-of-another-kind": (
        lambda: token(diploma(1, credentialStatus={"type": "Other", "id": "urn:x"}), ED),
        "status_unpublished",
        "status_type_unknown",
    ),
    "status-that-is-no-object": (lambda: token(diploma(1, credentialStatus=[["x"]]), ED), "status_unpublished", "status_unreadable"),
    "status-beyond-the-list": (lambda: token(diploma(10**6), ED), "status_unpublished", "status_unreadable"),
    "status-at-minus-one": (
        lambda: token(diploma(1, credentialStatus={**entry(1), "statusListIndex": "-1"}), ED),
        "status_unpublished",
        "status_unreadable",
    ),
    "status-of-another-list": (
        lambda: token(diploma(1, credentialStatus=entry(1, address=f"{LIST}/other")), ED),
        "status_unpublished",
        "status_list_missing",
    ),
    "status-of-another-purpose": (
        lambda: token(diploma(3, credentialStatus=entry(3, "revocation", f"{LIST}1")), ED),
        "status_unpublished",
        "status_unreadable",
    ),
}


@cache
def raw(name: str) -> str:
    return CASES[name][0]()


@pytest.mark.parametrize("name", CASES)
def test_touched_credential_gets_its_state(name: str) -> None:
    _, state, code = CASES[name]
    result = check(raw(name))
    assert (result["state"], result["code"]) == (state, code)
    assert state in ("verified", "status_unpublished") or (result["facts"], result["known_by"]) == ({}, {})


def test_at_least_fifty_touched_credentials_are_refused() -> None:
    touched = [name for name, (_, state, _) in CASES.items() if state == NOT]
    assert len(touched) >= 50
    assert all(check(raw(name))["state"] == NOT for name in touched)


def test_no_result_repeats_what_was_written() -> None:
    for name in CASES:
        told = json.dumps({k: v for k, v in check(raw(name)).items() if k not in ("issuer", "facts")})
        assert ALTERED not in told and "Atlantis" not in told and "very good" not in told


@pytest.mark.parametrize("form", FORMATS)
def test_every_turned_character_of_a_signed_part_is_noticed(form: str) -> None:
    """Characters in places spread over the whole file are turned; nothing but the untouched file is verified with the same facts."""
    text = made(form)
    facts = check(text)["facts"]
    for at in range(3, len(text), max(1, len(text) // 12)):
        turned = text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]
        result = check(turned)
        assert result["state"] != "verified" or result["facts"] == facts, at
