"""Tokens (VC-JWT 2.0 and 1.1, Open Badges 3 as JWT) and seals (JAdES of European Digital Credentials), checked by joserfc.

The key decides which algorithms may be used, never the header: `none`, HMAC with a public key, and another curve are refused
before any cryptography.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from datetime import datetime
from typing import Any

from joserfc import jws
from joserfc.errors import BadSignatureError, JoseError, SecurityWarning
from joserfc.jwk import Key, import_key
from joserfc.registry import HeaderParameter

from engine.verification.limits import REGISTRY_BYTES, from_base64url, read_object
from engine.verification.port import Jwk, Signed
from engine.verification.secured import Secured, issuer_of
from engine.verification.states import Refused

_BY_CURVE = {"Ed25519": ("Ed25519", "EdDSA"), "P-256": ("ES256",), "P-384": ("ES384",), "P-521": ("ES512",)}
_RSA = ("RS256", "PS256")
ALLOWED = frozenset({a for names in _BY_CURVE.values() for a in names} | {*_RSA})
#: Shortest and longest RSA modulus, in bits: an unregistered issuer brings its own key, and a long one takes long to use.
SHORTEST_RSA, LONGEST_RSA = 2048, 8192
#: Headers that JAdES (ETSI TS 119 182-1) may make critical and that are understood here: `b64` of RFC 7797, and the claimed time.
_CRITICAL = frozenset({"b64", "sigT"})


class Sizes(jws.JWSRegistry):
    """joserfc's registry with room for certificates in headers and for whole registries."""

    max_header_length = 65_536
    max_payload_length = REGISTRY_BYTES * 4 // 3 + 4
    max_signature_length = 4_096


def algorithms_for(jwk: Jwk) -> tuple[str, ...]:
    """The algorithms that fit a public key; none where the key is of a kind or a length that is not used here."""
    if jwk.get("kty") == "RSA" and isinstance(jwk.get("n"), str):
        fitting: tuple[str, ...] = _RSA if SHORTEST_RSA <= len(from_base64url(jwk["n"])) * 8 <= LONGEST_RSA else ()
    else:
        fitting = _BY_CURVE.get(str(jwk.get("crv")), ())
    told = jwk.get("alg")
    return fitting if told is None or told in ("Ed25519", "EdDSA") else tuple(a for a in fitting if a == told)


def public_key(jwk: Jwk) -> Key:
    """The public key of a JWK. Raises Refused (`key_unsuitable`) for secrets, private members and what does not load."""
    if jwk.get("kty") not in ("OKP", "EC", "RSA") or "d" in jwk:
        raise Refused("key_unsuitable")
    try:
        return import_key({name: value for name, value in jwk.items() if name in ("kty", "crv", "x", "y", "n", "e")})
    except (JoseError, ValueError, TypeError):
        raise Refused("key_unsuitable") from None


def check_algorithm(header: dict[str, Any], jwk: Jwk) -> tuple[str, ...]:
    """The algorithms that may be used with a key, where the header names one of them. Raises Refused."""
    told = header.get("alg")
    if not isinstance(told, str) or told not in ALLOWED:
        raise Refused("algorithm_not_allowed")
    fitting = algorithms_for(jwk)
    if told not in fitting:
        raise Refused("key_unsuitable")
    return fitting


def signed_payload(token: str, header: dict[str, Any], jwk: Jwk) -> bytes:
    """The payload of a compact token whose signature holds. Raises Refused."""
    if "crit" in header or "b64" in header:
        raise Refused("critical_header")
    registry = Sizes(algorithms=check_algorithm(header, jwk), strict_check_header=False)
    return _held(lambda: jws.deserialize_compact(token, public_key(jwk), registry=registry).payload)


def _held(check: Callable[[], bytes]) -> bytes:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SecurityWarning)  # EdDSA: the older name of Ed25519 is accepted (RFC 9864)
            return check()
    except BadSignatureError:
        raise Refused("signature_mismatch") from None
    except (JoseError, ValueError, TypeError):
        raise Refused("proof_unreadable") from None


class Tokens:
    """VC-JWT: the payload is the credential (2.0, Open Badges 3), or holds it under `vc` (1.1)."""

    def verify(self, secured: Secured, jwk: Jwk, instant: datetime) -> Signed:
        claims = read_object(signed_payload(secured.text, secured.header, jwk))
        inner = claims.get("vc")
        body: dict[str, Any] = dict(inner) if isinstance(inner, dict) else claims
        reconcile(claims, body)
        return Signed(body, claims)


class Seals:
    """JAdES in the JSON form of a JWS, as European Digital Credentials are sealed, with one signature."""

    def verify(self, secured: Secured, jwk: Jwk, instant: datetime) -> Signed:
        critical = secured.header.get("crit", [])
        if not isinstance(critical, list) or not all(isinstance(c, str) and c in _CRITICAL for c in critical):
            raise Refused("critical_header")
        known = {"sigT": HeaderParameter("Claimed signing time", "str")}
        registry = Sizes(header_registry=known, algorithms=check_algorithm(secured.header, jwk), strict_check_header=False)
        value: Any = {k: v for k, v in secured.document.items() if k in ("payload", "signatures", "signature", "protected", "header")}
        payload = _held(lambda: jws.deserialize_json(value, public_key(jwk), registry=registry).payload)
        return Signed(read_object(payload))


def reconcile(claims: dict[str, Any], body: dict[str, Any]) -> None:
    """Holds a token to one issuer, one subject and one id (VC-JOSE-COSE 1.0, 3.1.3; Open Badges 3.0, 8.2.6.1). Raises Refused."""
    if "aud" in claims:
        raise Refused("restricted_audience")  # RFC 7519, 4.1.3
    subject = body.get("credentialSubject")
    pairs = (
        (claims.get("iss"), issuer_of(body)),
        (claims.get("jti"), body.get("id")),
        (claims.get("sub"), subject.get("id") if isinstance(subject, dict) else None),
    )
    if any(outer is not None and inner is not None and outer != inner for outer, inner in pairs):
        raise Refused("parts_disagree")
