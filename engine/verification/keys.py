"""Which key a credential is to be checked with: the registry's, or, for an issuer that nobody registered, the one its own name spells."""

from __future__ import annotations

from dataclasses import dataclass

from engine.verification.port import Jwk, not_installed
from engine.verification.registry import Issuer, RegisteredKey, Registry
from engine.verification.secured import Secured
from engine.verification.states import Refused


@dataclass(frozen=True)
class Chosen:
    """The key, who holds it, and its entry; without issuer the key proves only that nothing was changed. No key: nothing can be checked."""

    jwk: Jwk | None
    issuer: Issuer | None = None
    entry: RegisteredKey | None = None


def choose(secured: Secured, registry: Registry) -> Chosen:
    """The key for a credential. Raises Refused (`key_not_registered`) where its issuer is registered, but not with the key it names."""
    issuer = registry.holder_of(secured.keys) if secured.format == "jades" else registry.issuer(secured.issuer)
    if issuer is None:
        return Chosen(_spelt(secured.issuer, secured.keys))
    entry = issuer.key(secured.keys)
    if entry is None:
        raise Refused("key_not_registered")
    return Chosen(entry.jwk, issuer, entry)


def _spelt(issuer: str | None, keys: tuple[str, ...]) -> Jwk | None:
    """The key that a `did:key` or `did:jwk` spells out; the network is not asked for any other."""
    if issuer is None or not issuer.startswith(("did:key:", "did:jwk:")):
        return None
    try:
        from openvc.did.base import DidError
        from openvc.did.did_jwk import DidJwkResolver
        from openvc.did.did_key import DidKeyResolver
    except ImportError as missing:
        raise not_installed() from missing
    resolver = DidKeyResolver() if issuer.startswith("did:key:") else DidJwkResolver()
    try:
        method = resolver.resolve(issuer).key_by_kid(keys[0] if keys else None)
    except DidError:
        raise Refused("key_not_registered") from None
    if method is None:
        raise Refused("key_not_registered")
    return dict(method.public_key_jwk)
