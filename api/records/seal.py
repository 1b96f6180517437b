"""What makes a record hold: its canonical bytes, their hash, a signature over the hash, and keyed digests of what must not be read."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from api.security.signing_key import ED25519, signing_key
from api.settings import Settings

_TYPE = "portability-record"


class Seal:
    """Signs, and looks whether a signature is good, with the key of this installation; it is read, or made, when it is needed first."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._loaded: OKPKey | None = None

    def sign(self, hash: str) -> str:
        """A compact JWS (RFC 7515, Ed25519) whose payload is the hash. Raises InputRefused where the key cannot be used."""
        return jws.serialize_compact({"alg": ED25519, "typ": _TYPE}, hash, self._key, algorithms=[ED25519])

    def signed(self, hash: str, signature: str) -> bool:
        """Whether this is the signature over the hash, to the last character."""
        try:
            told = jws.deserialize_compact(signature, self._key, algorithms=[ED25519])
            # The last character of a part holds bits that no reader looks at: only one way of writing them is taken.
            written = all(_written(part) == part for part in signature.split("."))
        except (JoseError, ValueError):
            return False
        return written and told.payload == hash.encode() and told.headers() == {"alg": ED25519, "typ": _TYPE}

    def public(self) -> dict[str, Any]:
        """The public key as a JWK (RFC 8037), by which anybody can look whether a signature is good."""
        return dict(self._key.as_dict(private=False))

    def digest(self, tenant: str, kind: str, told: str) -> str:
        """HMAC-SHA-256 under a key of the tenant alone, drawn from that of the installation: without it nothing can be guessed from it."""
        own = hmac.digest(self._key.raw_value.private_bytes_raw(), f"{_TYPE} {kind} {tenant}".encode(), "sha256")  # type: ignore[union-attr]
        return f"hmac-sha256:{hmac.digest(own, told.encode(), 'sha256').hex()}"

    @property
    def _key(self) -> OKPKey:
        if self._loaded is None:
            self._loaded = signing_key(self.settings.record_key, "PORTABILITY_RECORD_KEY", "decision records")
        return self._loaded


def canonical(told: Any) -> str:
    """JSON as RFC 8785 writes it, for data whose keys are ASCII and whose numbers are whole."""
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def hashed(body: str) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(body.encode()).hexdigest()


def _written(part: str) -> str:
    return base64.urlsafe_b64encode(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))).rstrip(b"=").decode()
