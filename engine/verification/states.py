"""What a verification can come to: seven states, in their order of precedence, and the codes that say why.

A credential is examined in this order, and the first state that applies is its state; every later finding is told too:

1. `not_verified`: what it says does not match its signature, or it cannot be read safely.
2. `issuer_unknown`: nobody in the registry may vouch for this, however good the signature.
3. `revoked`: its issuer has withdrawn or suspended it.
4. `evidence_disputed`: evidence of this issuer is disputed since a day.
5. `expired`: the day asked lies after its end, or before its beginning.
6. `status_unpublished`: whether it was withdrawn cannot be known; a credential that names no status list is told as such.
7. `verified`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["not_verified", "issuer_unknown", "revoked", "evidence_disputed", "expired", "status_unpublished", "verified"]

#: The order of precedence: the first that applies is the state.
PRECEDENCE: tuple[State, ...] = ("not_verified", "issuer_unknown", "revoked", "evidence_disputed", "expired", "status_unpublished", "verified")

#: code -> (state, sentence). `{…}` is filled with dates and with words of the registry, never with words of the credential.
CODES: dict[str, tuple[State, str]] = {
    "too_large": ("not_verified", "The file is larger than 1 MiB and was not read."),
    "not_text": ("not_verified", "The file is not UTF-8 text."),
    "not_json": ("not_verified", "A part that must be JSON is not."),
    "duplicate_key": ("not_verified", "A key stands twice in one object, so two readers could read two credentials."),
    "not_a_number": ("not_verified", "A number in it is not finite or is far too long."),
    "too_deep": ("not_verified", "It is nested too deeply."),
    "too_many_values": ("not_verified", "It holds too many values."),
    "too_costly": ("not_verified", "Bringing it into the form that its proof covers takes too much work."),
    "format_unknown": ("not_verified", "This is none of the formats that are read here."),
    "presentation": ("not_verified", "This is a presentation. Give the credential that is inside it."),
    "nested_envelope": ("not_verified", "This is an envelope around another envelope."),
    "unknown_context": ("not_verified", "It names a JSON-LD context that is not among those kept here; none is fetched."),
    "algorithm_not_allowed": ("not_verified", "Its signature uses an algorithm that is not allowed, or none."),
    "critical_header": ("not_verified", "Its signature depends on a header that is not understood here."),
    "key_not_registered": ("not_verified", "It names a key that the registry does not list for its issuer."),
    "key_unsuitable": ("not_verified", "The key of its issuer does not fit the algorithm of its signature."),
    "signature_mismatch": ("not_verified", "What the credential says does not match its signature."),
    "proof_unreadable": ("not_verified", "Its signature or proof is malformed, or does not cover all that it says."),
    "proof_purpose": ("not_verified", "Its proof was made for another purpose than to assert a credential."),
    "parts_disagree": ("not_verified", "Its parts name different issuers, subjects or ids."),
    "disclosure_refused": ("not_verified", "A disclosure in it does not belong to what was signed."),
    "restricted_audience": ("not_verified", "It is restricted to another recipient."),
    "date_unreadable": ("not_verified", "A date of its validity cannot be read."),
    "clock_behind": ("not_verified", "It begins after the clock of this machine, so it cannot be read yet."),
    "facts_refused": ("not_verified", "The signature is good, but what it says cannot be used as facts ({problems})."),
    "issuer_not_in_registry": (
        "issuer_unknown",
        "Its issuer is not in the registry. The signature alone proves nothing about the issuer's competence.",
    ),
    "issuer_without_key": ("issuer_unknown", "Its issuer is not in the registry, so its signature could not be checked at all."),
    "key_not_then": ("issuer_unknown", "Its issuer did not use this key on the day of issue."),
    "type_not_entrusted": ("issuer_unknown", "Its issuer may not vouch for this type of credential."),
    "profession_not_entrusted": ("issuer_unknown", "Its issuer may not vouch for this profession."),
    "country_not_entrusted": ("issuer_unknown", "Its issuer may not vouch for this country."),
    "date_not_entrusted": ("issuer_unknown", "Its issuer could not vouch for this on the day of issue."),
    "registry_out_of_date": ("issuer_unknown", "The registry of issuers ended on {until}."),
    "revoked": ("revoked", "Its issuer has revoked it."),
    "suspended": ("revoked", "Its issuer has suspended it."),
    "disputed": ("evidence_disputed", "Evidence of this issuer is disputed since {since}: {why}"),
    "expired": ("expired", "Its validity ended on {until}."),
    "not_yet_valid": ("expired", "It is not valid before {begins}."),
    "no_status_named": ("status_unpublished", "It names no status list, so whether it has been withdrawn cannot be known."),
    "status_list_missing": ("status_unpublished", "The status list that it names is not at hand."),
    "status_list_stale": ("status_unpublished", "The status list that it names ended on {until}."),
    "status_list_not_verified": ("status_unpublished", "The status list that it names is not signed by who may publish it."),
    "status_unreadable": ("status_unpublished", "Its status, or the list that it names, cannot be read."),
    "status_type_unknown": ("status_unpublished", "It names a status of a kind that is not read here."),
    "verified": ("verified", "Signature, issuer, dates and status hold."),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found: its code, and what fills the sentence."""

    code: str
    fill: tuple[tuple[str, str], ...] = ()

    @property
    def state(self) -> State:
        return CODES[self.code][0]

    @property
    def why(self) -> str:
        return CODES[self.code][1].format(**dict(self.fill))

    def told(self) -> dict[str, str]:
        return {"state": self.state, "code": self.code, "why": self.why}


def finding(code: str, **fill: str) -> Finding:
    """A finding; `fill` are the words of its sentence."""
    return Finding(code, tuple(sorted(fill.items())))


def ordered(findings: list[Finding]) -> list[Finding]:
    """Findings by precedence, those of one state in the order in which they were found; `verified` where there is none."""
    return sorted(findings, key=lambda f: PRECEDENCE.index(f.state)) or [finding("verified")]


class Refused(Exception):
    """What keeps a credential from being examined any further. Carries a code of `not_verified`, never words of the credential."""

    def __init__(self, code: str, **fill: str) -> None:
        self.finding = finding(code, **fill)
        super().__init__(code)
