"""Access tokens: short-lived, signed with Ed25519 by a key of this installation (RFC 9068, RFC 9864)."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from api.security.principal import Principal
from api.security.signing_key import ED25519, signing_key
from api.settings import Settings

_ALGORITHM, _TYPE = ED25519, "at+jwt"
#: Nobody's token is longer; a longer one is not even read.
_LONGEST = 2_000


@dataclass(frozen=True)
class Token:
    """What a token says, once its signature and its time are checked."""

    client: str
    tenant: str
    scopes: frozenset[str]


class Tokens:
    """Gives out and checks tokens. The key is read, or made, when it is needed first; every process reads the same file."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._loaded: OKPKey | None = None

    def given(self, who: Principal, scopes: frozenset[str]) -> str:
        """A token for a client, with these scopes. Raises InputRefused where the key cannot be used."""
        now, name = int(time.time()), self.settings.issuer
        claims = {
            "iss": name,
            "aud": name,
            "sub": who.key,
            "client_id": who.key,
            "tenant": who.tenant,
            "scope": " ".join(sorted(scopes)),
            "iat": now,
            "exp": now + self.settings.token_seconds,
            "jti": secrets.token_hex(16),
        }
        return jwt.encode({"alg": _ALGORITHM, "typ": _TYPE}, claims, self._key, algorithms=[_ALGORITHM])

    def read(self, shown: str) -> Token | None:
        """What a token says, or None where it was not signed here, has ended, or is no access token."""
        if len(shown) > _LONGEST or shown.count(".") != 2:
            return None
        try:
            told = jwt.decode(shown, self._key, algorithms=[_ALGORITHM])
            name: jwt.ClaimsOption = {"essential": True, "value": self.settings.issuer}
            # The library reads a token that has ended all the same: time is checked by a registry of claims.
            jwt.JWTClaimsRegistry(iss=name, aud=name, exp={"essential": True}, iat={"essential": True}).validate(told.claims)
        except (JoseError, ValueError):
            return None
        client, tenant, scope = (told.claims.get(c) for c in ("sub", "tenant", "scope"))
        if told.header.get("typ") != _TYPE or not (isinstance(client, str) and isinstance(tenant, str) and tenant and isinstance(scope, str)):
            return None
        return Token(client, tenant, frozenset(scope.split()))

    @property
    def _key(self) -> OKPKey:
        if self._loaded is None:
            self._loaded = signing_key(self.settings.token_key, "PORTABILITY_TOKEN_KEY", "access tokens")
        return self._loaded
