"""Public test vectors of W3C, of the IETF and of the Digital Credentials Consortium. Sources and licences: vectors/README.md."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openvc.did.did_key import DidKeyResolver

from engine.verification.data_integrity import EmbeddedProofs
from engine.verification.secured import Secured
from engine.verification.states import Refused
from engine.verification.window import instant_of
from tests.verification.world import DAY, Json, check, issuers, registry

VECTORS = Path(__file__).parent / "vectors"
#: The context of the examples of W3C defines every term by one prefix. It has no place in a verifier, so it stands here.
EXAMPLES = {"https://www.w3.org/ns/credentials/examples/v2": {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}}


def read(name: str) -> Json:
    told: Json = json.loads((VECTORS / name).read_text())
    return told


def jwk_of(method: str) -> Json:
    found = DidKeyResolver().resolve(method.partition("#")[0]).key_by_kid(method)
    assert found is not None
    return dict(found.public_key_jwk)


def w3c(document: Json) -> None:
    method = document["proof"]["verificationMethod"]
    EmbeddedProofs(EXAMPLES).verify(Secured("data-integrity", document, None, (method,), document=document), jwk_of(method), instant_of(DAY))


@pytest.mark.parametrize("file", sorted((VECTORS / "w3c").glob("*.json")), ids=lambda f: f.stem)
def test_proofs_of_w3c_match_and_no_longer_when_edited(file: Path) -> None:
    document = read(f"w3c/{file.name}")
    w3c(document)
    for edit in (
        {"name": "Another"},
        {"validFrom": "2020-01-01T00:00:00Z"},
        {"credentialSubject": {**document["credentialSubject"], "alumniOf": "Another"}},
    ):
        with pytest.raises(Refused, match="signature_mismatch"):
            w3c({**document, **edit})


@pytest.mark.parametrize("file", sorted((VECTORS / "w3c").glob("*.json")), ids=lambda f: f.stem)
def test_their_context_of_examples_is_refused_in_use(file: Path) -> None:
    assert check(file.read_bytes())["code"] == "unknown_context"


#: What each badge of the consortium comes to, where nobody registered its issuer. Those with the context of a suite of 2020, or with a term
#: that their context does not define, are refused: their proof does not cover all that they say.
BADGES = {
    "legacyRegistry-noStatus-noExpiry-OBSpecExample": "issuer_not_in_registry",
    "legacyRegistry-noStatus-noExpiry-alignments": "issuer_not_in_registry",
    "legacyRegistry-noStatus-noExpiry-minimal": "issuer_not_in_registry",
    "legacyRegistry-noStatus-notExpired-withSchema": "issuer_not_in_registry",
    "twoOIDF-validStatus-expired": "issuer_not_in_registry",
    "legacyRegistry-noStatus-noExpiry-achievementTypeExample": "unknown_context",
    "legacyRegistry-noStatus-noExpiry-credName": "unknown_context",
    "legacyRegistry-noStatus-noExpiry-identityHash": "unknown_context",
    "noRegistry-revokedStatus-noExpiry": "unknown_context",
    "oidf-noStatus-notExpired-complexIssuer": "proof_unreadable",
    "oidf-noStatus-notExpired-notYetValid": "proof_unreadable",
    "both-signature-types": "format_unknown",
    "legacy-noStatus-noExpiry-tampered": "format_unknown",
}


def test_every_badge_has_its_expectation() -> None:
    assert {f.stem for f in (VECTORS / "open-badges").glob("*.json")} == {*BADGES}


@pytest.mark.parametrize("name", BADGES)
def test_badges_of_the_consortium(name: str) -> None:
    assert check((VECTORS / f"open-badges/{name}.json").read_bytes())["code"] == BADGES[name]


@pytest.mark.parametrize("name", [name for name, code in BADGES.items() if code == "issuer_not_in_registry"])
def test_badges_once_their_issuer_is_registered_and_once_they_are_edited(name: str) -> None:
    document = read(f"open-badges/{name}.json")
    method = document["proof"]["verificationMethod"]
    issuer = method.partition("#")[0]
    told = [{"id": issuer, "name": "An issuer", "entrusted": [{"countries": ["US"]}], "keys": [{"kid": method, "jwk": jwk_of(method)}]}]
    result = check(json.dumps(document), on=registry([*issuers(), *told]))
    assert result["state"] == ("expired" if "expired" in name.split("-") else "status_unpublished")
    assert check(json.dumps({**document, "validFrom": "2011-01-01T00:00:00Z"}), on=registry([*issuers(), *told]))["code"] == "signature_mismatch"


def test_example_of_rfc_9901() -> None:
    """Appendix A.3, a credential with three disclosures and a key binding token; the key is that of appendix A.5."""
    text = (VECTORS / "ietf/rfc9901-a3.sd-jwt").read_text().strip()
    key = read("ietf/rfc9901-a5.jwk.json")
    issuer = {
        "id": "https://pid-issuer.bund.de.example",
        "name": "An issuer",
        "entrusted": [{"countries": ["DE"]}],
        "keys": [{"kid": "a5", "jwk": key}],
    }
    on = registry([issuer])
    result = check(text, on=on)
    assert (result["state"], result["code"], result["format"]) == ("status_unpublished", "no_status_named", "sd-jwt-vc")
    assert (result["valid_from"], result["valid_until"]) == ("2023-05-02T04:00:00Z", "2029-09-01T23:33:20Z")
    parts = text.split("~")
    assert check("~".join([*parts[:1], parts[2], ""]), on=on)["code"] == "disclosure_refused"  # a disclosure without the one that holds it
    assert check("~".join([parts[0][:-4] + "AAAA", *parts[1:]]), on=on)["code"] in ("signature_mismatch", "proof_unreadable")
