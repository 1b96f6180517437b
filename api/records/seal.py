"""What makes a record hold: its canonical bytes, their hash, a signature over the hash, and keyed digests of what must not be read."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import threading
from typing import Any

from joserfc import jws

from api.records import ring
from api.records.ring import RECORD, Ring
from api.security.signing_key import ED25519
from api.settings import Settings


class Seal:
    """Signs with the key of this installation. The file is read, or made, when it is needed first, and again when it has changed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lock = threading.Lock()
        self._read: tuple[tuple[int, int, int], Ring] | None = None

    def sign(self, hash: str, kind: str = RECORD) -> str:
        """A compact JWS (RFC 7515, Ed25519) whose payload is the hash. Raises InputRefused where the key cannot be used."""
        return jws.serialize_compact({"alg": ED25519, "typ": kind}, hash, self.ring.keys[0], algorithms=[ED25519])

    def digest(self, tenant: str, kind: str, told: str) -> str:
        """HMAC-SHA-256 under a key of the tenant alone, drawn from that of the installation: without it nothing can be guessed from it."""
        own = hmac.digest(self.ring.keys[0].raw_value.private_bytes_raw(), f"{RECORD} {kind} {tenant}".encode(), "sha256")  # type: ignore[union-attr]
        return f"hmac-sha256:{hmac.digest(own, told.encode(), 'sha256').hex()}"

    @property
    def ring(self) -> Ring:
        """The keys as they stand in the file now: a key that was replaced signs nothing more, in whatever process."""
        path = self.settings.record_key
        with self._lock:
            state = _state(path.stat()) if path.exists() else None
            if self._read is None or state != self._read[0]:
                found = ring.of_file(path)
                self._read = (_state(path.stat()), found)
            return self._read[1]


def canonical(told: Any) -> str:
    """JSON as RFC 8785 writes it, for data whose keys are ASCII and whose numbers are whole."""
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def hashed(body: str) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(body.encode()).hexdigest()


def _state(told: os.stat_result) -> tuple[int, int, int]:
    return told.st_ino, told.st_mtime_ns, told.st_size
