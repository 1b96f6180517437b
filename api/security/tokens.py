"""Access tokens and tokens of pages: short-lived, signed with Ed25519 by a key of this installation (RFC 9068, RFC 9864)."""

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
#: A token of another type is no token here: none of a page opens the API, none of the API opens a page.
_OF_PAGES = "portability-page+jwt"
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
        return self._signed(_TYPE, who, self.settings.token_seconds, {"client_id": who.key, "scope": " ".join(sorted(scopes))})

    def read(self, shown: str) -> Token | None:
        """What a token says, or None where it was not signed here, has ended, or is no access token."""
        return self._read(_TYPE, shown)

    def given_to_pages(self, who: Principal) -> str:
        """A token for who signed in with a key. It names the key and no scope: those are the key's, looked up each time."""
        return self._signed(_OF_PAGES, who, self.settings.signed_in_seconds, {"scope": ""})

    def read_from_pages(self, shown: str) -> Token | None:
        """As `read`, for a token of `given_to_pages`; its `client` is the id of a key."""
        return self._read(_OF_PAGES, shown)

    def _signed(self, kind: str, who: Principal, seconds: int, more: dict[str, str]) -> str:
        now, name = int(time.time()), self.settings.issuer
        claims = {"iss": name, "aud": name, "sub": who.key, "tenant": who.tenant, "iat": now, "exp": now + seconds, "jti": secrets.token_hex(16)}
        return jwt.encode({"alg": _ALGORITHM, "typ": kind}, claims | more, self._key, algorithms=[_ALGORITHM])

    def _read(self, kind: str, shown: str) -> Token | None:
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
        if told.header.get("typ") != kind or not (isinstance(client, str) and isinstance(tenant, str) and tenant and isinstance(scope, str)):
            return None
        return Token(client, tenant, frozenset(scope.split()))

    @property
    def _key(self) -> OKPKey:
        if self._loaded is None:
            self._loaded = signing_key(self.settings.token_key, "PORTABILITY_TOKEN_KEY", "access tokens")
        return self._loaded
