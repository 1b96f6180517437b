"""Writes the demonstration registry, its status list and the signed credentials under examples/credentials/ anew.

Every key here is made from a sentence that anyone can read, so anyone can sign as these issuers: that is why the registry calls itself a
demonstration, and why every result that rests on it says so. None of the issuers exists. The output is the same on every run.
Usage: python scripts/demonstration_credentials.py
"""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

from joserfc import jws
from joserfc.jwk import import_key

ROOT = Path(__file__).resolve().parents[1]
SHIPPED, EXAMPLES = ROOT / "engine/verification/demonstration", ROOT / "examples/credentials"
SCHOOL, REGISTER = "https://school.example", "https://register.example"
LIST = f"{SCHOOL}/status/1"
CONTEXTS = ["https://www.w3.org/ns/credentials/v2", "urn:portability:credentials:v1"]


def base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def key_of(sentence: str, kid: str = "") -> dict[str, Any]:
    """The private Ed25519 key (JWK) that a sentence makes."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    seed = hashlib.sha256(f"portability demonstration: {sentence}".encode()).digest()
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    return {"kty": "OKP", "crv": "Ed25519", "x": base64url(public), "d": base64url(seed), **({"kid": kid} if kid else {})}


def public(jwk: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in jwk.items() if name != "d"}


def did_key(jwk: dict[str, Any]) -> str:
    """The name of an issuer that spells its own key."""
    from openvc.multibase import encode_multibase

    return f"did:key:{encode_multibase(bytes([0xED, 0x01]) + base64.urlsafe_b64decode(jwk['x'] + '='))}"


def token(claims: dict[str, Any], jwk: dict[str, Any], /, **header: Any) -> str:
    """A compact token (JWS) over claims."""
    protected = {"alg": "Ed25519", **({"kid": jwk["kid"]} if "kid" in jwk else {}), **header}
    payload = json.dumps(claims, ensure_ascii=False, separators=(",", ":"))
    registry = jws.JWSRegistry(algorithms=[protected["alg"]], strict_check_header=False)
    return jws.serialize_compact(protected, payload, import_key({k: v for k, v in jwk.items() if k != "kid"}), registry=registry)


def registry_of() -> dict[str, Any]:
    """The registry as its operator would write it."""
    nurse = {"countries": ["PH"], "professions": ["nurse-general-care"], "from": "2000-01-01"}
    school = {
        "id": SCHOOL,
        "name": "Demonstration school (it does not exist)",
        "entrusted": [nurse],
        "keys": [{"kid": f"{SCHOOL}#1", "jwk": public(key_of("school")), "from": "2000-01-01"}],
        "disputed": [
            {
                "since": "2026-06-01",
                "awarded_from": "2015-01-01",
                "awarded_to": "2015-12-31",
                "why": "a made-up dispute about the awards of one year",
                "source": f"{SCHOOL}/dispute",
            }
        ],
    }
    register = {
        "id": REGISTER,
        "name": "Demonstration register (it does not exist)",
        "entrusted": [nurse],
        "keys": [{"kid": f"{REGISTER}#1", "jwk": public(key_of("register"))}],
        "status_by": [SCHOOL],
    }
    title = "Demonstration registry: its keys are public and its issuers do not exist"
    return {"registry": "demonstration", "title": title, "demonstration": True, "issued": "2026-11-01", "issuers": [school, register]}


def diploma(number: int, **more: Any) -> dict[str, Any]:
    """A diploma in the plain profile; `number` is its place in the status list."""
    told = {
        "profession": "nurse-general-care",
        "evidence": "Bachelor of Science in Nursing",
        "awarding_body": "Demonstration school",
        "awarded_in": "PH",
        "training_started": "2014-06-09",
        "awarded": "2018-04-05",
        "training": {"years": 4, "mode": "full-time"},
    }
    return {
        "@context": CONTEXTS,
        "id": f"{SCHOOL}/diplomas/{number}",
        "type": ["VerifiableCredential", "ProfessionalQualificationCredential"],
        "issuer": SCHOOL,
        "validFrom": "2018-04-05T00:00:00Z",
        "credentialStatus": entry(number),
        "credentialSubject": {"credential": {**told, **more.pop("credential", {})}},
        **more,
    }


def entry(number: int, purpose: str = "revocation", address: str = LIST) -> dict[str, Any]:
    """Where a credential stands in a status list."""
    place = {"statusPurpose": purpose, "statusListIndex": str(number), "statusListCredential": address}
    return {"id": f"{address}#{number}", "type": "BitstringStatusListEntry", **place}


def status_list(withdrawn: tuple[int, ...], purpose: str = "revocation", address: str = LIST, **more: Any) -> dict[str, Any]:
    """A status list, not yet signed, in which some places are set."""
    from openvc.status import encode_bitstring, new_bitstring, set_status_bit

    bits = new_bitstring(131_072)
    for number in withdrawn:
        set_status_bit(bits, number, True)
    subject = {"id": f"{address}#list", "type": "BitstringStatusList", "statusPurpose": purpose, "encodedList": encode_bitstring(bits)}
    return {
        "@context": CONTEXTS[:1],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": SCHOOL,
        "validFrom": "2026-11-01T00:00:00Z",
        "credentialSubject": subject,
        **more,
    }


def main() -> None:
    from engine.verification.registry_file import canonical, signed

    school = key_of("school", f"{SCHOOL}#1")
    written = canonical(registry_of())
    elsewhere = did_key(key_of("elsewhere"))
    files = {
        SHIPPED / "registry.json": written,
        SHIPPED / "registry.jws": signed(written, key_of("operator")),
        SHIPPED / "operator.jwk.json": canonical(public(key_of("operator"))),
        EXAMPLES / "status/list.jwt": token(status_list((2,)), school, typ="vc+jwt"),
        EXAMPLES / "nurse-diploma.jwt": token(diploma(1), school, typ="vc+jwt"),
        EXAMPLES / "revoked-diploma.jwt": token(diploma(2), school, typ="vc+jwt"),
        EXAMPLES / "disputed-diploma.jwt": token(
            diploma(3, credential={"awarded": "2015-04-05", "training_started": "2011-06-06"}), school, typ="vc+jwt"
        ),
        EXAMPLES / "expired-diploma.jwt": token(diploma(4, validUntil="2020-01-01T00:00:00Z"), school, typ="vc+jwt"),
        EXAMPLES / "unknown-issuer.jwt": token(
            diploma(5, issuer=elsewhere), key_of("elsewhere", f"{elsewhere}#{elsewhere.removeprefix('did:key:')}"), typ="vc+jwt"
        ),
    }
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode() + b"\n")


if __name__ == "__main__":
    main()
