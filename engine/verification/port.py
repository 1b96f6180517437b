"""The port behind which the libraries stand: a secured credential and a public key in, what was signed out.

No cryptography is written here. Each adapter calls a library, turns its errors into codes, and says which dates were signed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from typing import Any, Protocol

from engine.problems import InputRefused, Place, Problem
from engine.verification.secured import Format, Secured

Jwk = Mapping[str, Any]

#: format -> (module, class) of its adapter; loaded with its library when a credential of that format is met.
ADAPTERS: dict[Format, tuple[str, str]] = {
    "vc-jwt": ("engine.verification.jose", "Tokens"),
    "vc-jwt-1.1": ("engine.verification.jose", "Tokens"),
    "jades": ("engine.verification.jose", "Seals"),
    "sd-jwt-vc": ("engine.verification.sd_jwt", "SelectiveTokens"),
    "data-integrity": ("engine.verification.data_integrity", "EmbeddedProofs"),
}


@dataclass(frozen=True)
class Signed:
    """What a good signature covers: the credential, the claims around it (of a token), and the proof (embedded)."""

    body: dict[str, Any]
    claims: dict[str, Any] = field(default_factory=dict)
    proof: dict[str, Any] = field(default_factory=dict)


class CredentialVerifier(Protocol):
    """Checks a signature of one family of formats."""

    def verify(self, secured: Secured, jwk: Jwk, instant: datetime) -> Signed:
        """What was signed with the key. Dates are read elsewhere. Raises Refused with a code of `not_verified`."""
        ...


def verifier(form: Format) -> CredentialVerifier:
    """The adapter of a format. Raises InputRefused where the libraries are not installed."""
    module, name = ADAPTERS[form]
    try:
        made: CredentialVerifier = getattr(import_module(module), name)()
    except ImportError as missing:
        raise not_installed() from missing
    return made


def not_installed() -> InputRefused:
    """What to do where the libraries for signatures are missing."""
    mend = 'install them: pip install "portability[verification]"'
    return InputRefused([Problem(Place(), "not-installed", "the libraries that check signatures are not installed", mend=mend)])
