"""The keys of this installation that sign decision records: the one that signs now, and the public parts of those that signed before it."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from joserfc.util import urlsafe_b64decode, urlsafe_b64encode

from api.security.signing_key import ED25519, signing_key
from engine.problems import InputRefused, Place, Problem

SETTING, SIGNS = "PORTABILITY_RECORD_KEY", "decision records"
RECORD, CHECKPOINT = "portability-record", "portability-checkpoint"


@dataclass(frozen=True)
class Ring:
    """Keys, the newest first. Only one that was read from the file of this installation can sign."""

    keys: tuple[OKPKey, ...]

    def place(self, hash: str, signature: str, kind: str = RECORD) -> int | None:
        """Which key signed this hash, 0 for the newest; None where the signature is not one of theirs, to the last character."""
        for place, key in enumerate(self.keys):
            if _signed(key, hash, signature, kind):
                return place
        return None

    def public(self) -> list[dict[str, Any]]:
        """The public keys as JWK (RFC 8037), the newest first."""
        return [dict(key.as_dict(private=False)) for key in self.keys]


def of_file(path: Path) -> Ring:
    """The keys of this installation. A file that is missing is made, with one key. Raises InputRefused where it cannot be used."""
    if not path.exists():
        return Ring((signing_key(path, SETTING, SIGNS),))
    ring = _read(path, "name a file that can be written, or one that `portability records replace-key` wrote")
    if not ring.keys[0].is_private:
        raise _refused(path, "ValueError", "the first key of the file must be a private one")
    return ring


def public_keys(path: Path) -> Ring:
    """Public keys from a file: a JWK, a JWK Set as `portability records keys` writes it, or a head. Raises InputRefused."""
    return _read(path, "give what `portability records keys` wrote")


def replace(path: Path) -> Path:
    """Put a new key in the place of the one that signs; the public part of the old one stays in the file.

    The old file is kept beside it, and its place returned: only its private key shows that a receipt belongs to a record from its time.
    Raises InputRefused where the file cannot be used.
    """
    old = of_file(path)
    aside = path.with_name(f"{path.stem}.{old.keys[0].thumbprint()[:12]}.json")
    new = OKPKey.generate_key(ED25519).as_dict(private=True)
    try:
        _write(aside, path.read_text(encoding="ascii"))
        _write(path, json.dumps({"keys": [new, *old.public()]}))
    except OSError as error:
        raise _refused(path, type(error).__name__, "name a file in a folder that can be written") from None
    return aside


def _read(path: Path, mend: str) -> Ring:
    try:
        told = json.loads(path.read_text(encoding="ascii"))
        keys = [OKPKey.import_key(key) for key in _keys(told)]
        if not keys or any(key.curve_name != ED25519 for key in keys):
            raise ValueError
    except (OSError, ValueError, KeyError, TypeError, JoseError) as error:
        raise _refused(path, type(error).__name__, mend) from None
    return Ring(tuple(keys))


def _keys(told: Any) -> list[dict[str, Any]]:
    keys = told.get("keys", [told]) if isinstance(told, dict) else None
    if not isinstance(keys, list):
        raise ValueError
    return keys


def _refused(path: Path, found: str, mend: str) -> InputRefused:
    return InputRefused([Problem(Place(file=SETTING), "bad-key", f"the keys of {SIGNS} cannot be used", found=found, mend=mend)])


def _write(path: Path, text: str) -> None:
    made = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    made.rename(path)


def _signed(key: OKPKey, hash: str, signature: str, kind: str) -> bool:
    try:
        told = jws.deserialize_compact(signature, key, algorithms=[ED25519])
        # The last character of a part holds bits that no reader looks at: only one way of writing them is taken.
        written = all(urlsafe_b64encode(urlsafe_b64decode(part.encode())).decode() == part for part in signature.split("."))
    except (JoseError, ValueError):
        return False
    return written and told.payload == hash.encode() and told.headers() == {"alg": ED25519, "typ": kind}
