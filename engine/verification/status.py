"""Whether a credential was withdrawn: W3C Bitstring Status List and IETF Token Status List, read by openvc from lists that are checked first.

A list counts only if it is signed by the issuer of the credential, or by who may sign for it in the registry, and has not ended. The
library accepts a credential that names no status at all; here that is `status_unpublished`, and so is every status that cannot be read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.verification.keys import choose
from engine.verification.limits import from_base64url, read_object, read_text
from engine.verification.port import verifier
from engine.verification.registry import Issuer, Registry
from engine.verification.secured import issuer_of, read_secured, types_of
from engine.verification.states import Finding, Refused, finding
from engine.verification.status_lists import StatusLists
from engine.verification.window import told, window_of

_LISTS = ("BitstringStatusListCredential", "StatusList2021Credential")
_PURPOSES = ("revocation", "suspension")


class _Unread(Exception):
    """Why a status is not known."""

    def __init__(self, code: str, **fill: str) -> None:
        self.finding = finding(code, **fill)


@dataclass(frozen=True)
class StatusCheck:
    """What is needed to read a status: whose, on which registry, from which lists, at which instant."""

    registry: Registry
    lists: StatusLists
    issuer: Issuer
    instant: datetime

    def findings(self, claims: dict[str, Any]) -> list[Finding]:
        """Revoked, suspended, why it is not known, or nothing where the credential stands."""
        from openvc import OpenvcError

        try:
            known = [*self._bitstring(claims), *self._token(claims)]
        except _Unread as unread:
            return [unread.finding]
        except OpenvcError:
            return [finding("status_unreadable")]
        if not known:
            return [finding("no_status_named")]
        return [finding(code) for code in ("revoked", "suspended") if code in known]

    def _bitstring(self, claims: dict[str, Any]) -> list[str]:
        from openvc.status import check_credential_status, parse_status_entries

        if not claims.get("credentialStatus"):
            return []
        entries = parse_status_entries(claims)
        if not any(entry.purpose in _PURPOSES for entry in entries):
            raise _Unread("status_type_unknown")
        result = check_credential_status(claims, resolve_status_list=self._list)
        return [code for code, held in (("revoked", result.revoked), ("suspended", result.suspended)) if held] or ["valid"]

    def _token(self, claims: dict[str, Any]) -> list[str]:
        from openvc.status import check_token_status

        if claims.get("status") is None:
            return []
        result = check_token_status(claims, resolve_status_list_token=self._token_list)
        if result is None:
            raise _Unread("status_type_unknown")
        if not (result.revoked or result.suspended) and result.status != 0:
            raise _Unread("status_type_unknown")
        return [code for code, held in (("revoked", result.revoked), ("suspended", result.suspended)) if held] or ["valid"]

    def _list(self, address: str) -> dict[str, Any]:
        def read(raw: bytes) -> dict[str, Any]:
            secured = read_secured(raw)
            self._may_sign(secured.issuer)
            signed = verifier(secured.format).verify(secured, self._jwk(choose(secured, self.registry).jwk), self.instant)
            if not {*types_of(signed.body)} & {*_LISTS} or signed.body.get("id") != address:
                raise Refused("parts_disagree")
            self._current(window_of(signed.body, signed.claims, signed.proof).ends)
            return {**signed.body, "issuer": issuer_of(signed.body)}

        return self._checked(address, read)

    def _token_list(self, address: str) -> dict[str, Any]:
        def read(raw: bytes) -> dict[str, Any]:
            from openvc.status import STATUS_LIST_JWT_TYP

            from engine.verification.jose import signed_payload

            token = read_text(raw)
            header, claims = (read_object(from_base64url(part)) for part in token.split(".")[:2])
            self._may_sign(claims.get("iss"))
            issuer, kid = self.registry.issuer(claims["iss"]), header.get("kid")
            entry = issuer.key((kid,) if isinstance(kid, str) else ()) if issuer else None
            if header.get("typ") != STATUS_LIST_JWT_TYP or claims.get("sub") != address:
                raise Refused("parts_disagree")
            signed = read_object(signed_payload(token, header, self._jwk(entry.jwk if entry else None)))
            self._current(window_of({}, signed).ends)
            return signed

        return self._checked(address, read)

    def _checked(self, address: str, read: Callable[[bytes], dict[str, Any]]) -> dict[str, Any]:
        raw = self.lists.find(address)
        if raw is None:
            raise _Unread("status_list_missing")
        try:
            return read(raw)
        except (Refused, ValueError):
            raise _Unread("status_list_not_verified") from None

    def _may_sign(self, name: object) -> None:
        if name not in (self.issuer.id, *self.issuer.status_by):
            raise Refused("parts_disagree")

    def _jwk(self, jwk: Any) -> Any:
        if jwk is None:
            raise Refused("key_not_registered")
        return jwk

    def _current(self, ends: datetime | None) -> None:
        if ends is not None and ends < self.instant:
            raise _Unread("status_list_stale", until=told(ends) or "")
