"""SD-JWT (RFC 9901) of verifiable credentials, IETF (`dc+sd-jwt`) and W3C (`vc+sd-jwt`), checked by openvc.

The token of the issuer is checked by joserfc first, so that a signature that does not match is told in one way for every token; openvc
then checks it again and puts the disclosures in their places. Two things of that library are worked around. It reads the clock of the
machine for beginnings, where this package reads the day that is asked. And a key binding token is bound to a nonce that nobody here gave:
it was left out before.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from openvc import OpenvcError
from openvc.proof.errors import ClaimsInvalid, CredentialNotYetValid, MalformedTimestamp, SignatureInvalid, UnsupportedAlgorithm
from openvc.proof.sd_jwt import SdJwtError, SdJwtVcProofSuite

from engine.verification.jose import reconcile, signed_payload
from engine.verification.limits import read_object
from engine.verification.port import Jwk, Signed
from engine.verification.secured import Secured
from engine.verification.states import Refused
from engine.verification.window import window_of


class SelectiveTokens:
    """The claims of an SD-JWT with what its holder disclosed."""

    def verify(self, secured: Secured, jwk: Jwk, instant: datetime) -> Signed:
        claims = read_object(signed_payload(secured.text.partition("~")[0], secured.header, jwk))
        reconcile(claims, claims)
        begins = window_of(claims, claims).begins
        try:
            verified = SdJwtVcProofSuite(leeway_s=0).verify(secured.text, public_key_jwk=dict(jwk), check_temporal=False)
        except (CredentialNotYetValid, ClaimsInvalid) as error:
            if begins is not None and begins > instant:
                return Signed(claims, claims)  # not yet valid on the day asked: that is what is told, and nothing of it is used
            late = begins is not None and begins > datetime.now(UTC)
            raise Refused("clock_behind" if late else _code(error)) from None
        except OpenvcError as error:
            raise Refused(_code(error)) from None
        disclosed: dict[str, Any] = verified.claims
        return Signed(disclosed, disclosed)


def _code(error: OpenvcError) -> str:
    kinds: tuple[tuple[type[OpenvcError], str], ...] = (
        (SignatureInvalid, "signature_mismatch"),
        (UnsupportedAlgorithm, "algorithm_not_allowed"),
        (SdJwtError, "disclosure_refused"),
        (MalformedTimestamp, "date_unreadable"),
        (ClaimsInvalid, "parts_disagree"),
    )
    return next((code for kind, code in kinds if isinstance(error, kind)), "proof_unreadable")
