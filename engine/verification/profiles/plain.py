"""The plain profile of this project: the subject carries the keys of a case as they are.

As JSON it is known by its type or its context, as an SD-JWT by its `vct`. An issuer who can fill in a case can fill in this.
"""

from __future__ import annotations

from typing import Any

from engine.verification.contexts import PLAIN
from engine.verification.secured import types_of

TYPE, VCT = "ProfessionalQualificationCredential", "urn:portability:professional-qualification"
KEYS = ("credential", "registration", "practice", "practice_certificate", "language", "standing")


def read(body: dict[str, Any]) -> dict[str, Any] | None:
    """Its facts; None where the credential is of another profile. Other keys of the subject (its id, a name) are not facts of a case."""
    if body.get("vct") == VCT:
        return _kept(body)
    contexts = body.get("@context")
    if TYPE not in types_of(body) and not (isinstance(contexts, list) and PLAIN in contexts):
        return None
    subject = body.get("credentialSubject")
    return _kept(subject) if isinstance(subject, dict) else {}


def _kept(subject: dict[str, Any]) -> dict[str, Any]:
    lists = ("registration", "practice", "language")
    kept = {key: subject[key] for key in KEYS if key in subject}
    if isinstance(kept.get("credential"), dict):  # what recognition is wanted for is the holder's to say, never the issuer's
        kept["credential"] = {key: value for key, value in kept["credential"].items() if key != "purpose"}
    # JSON-LD writes a list of one as its member.
    return {key: [value] if key in lists and isinstance(value, dict) else value for key, value in kept.items()}
