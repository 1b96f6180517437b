"""Embedded proofs (W3C Data Integrity), checked by openvc: EdDSA and ECDSA over the RDF form or over JCS.

ecdsa-sd-2023 is not read: its holder may withhold an end or a status that the issuer forgot to make mandatory. Over the RDF form a proof
covers meanings, not letters. The library holds both together, and the contexts that it expands with are the ones kept here, never the
network.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from typing import Any

from openvc import OpenvcError
from openvc.proof.contexts import DocumentLoaderError
from openvc.proof.errors import CredentialNotYetValid, MalformedTimestamp, ProofPurposeMismatch, SignatureInvalid, UnsupportedCryptosuite

from engine.verification import contexts
from engine.verification.guard import LOCK, refuse_costly
from engine.verification.port import Jwk, Signed
from engine.verification.secured import Secured
from engine.verification.states import Refused

#: cryptosuite -> (module, class, whether it expands contexts, curves of its keys)
SUITES: dict[str, tuple[str, str, bool, tuple[str, ...]]] = {
    "eddsa-rdfc-2022": ("openvc.proof.data_integrity", "DataIntegrityProofSuite", True, ("Ed25519",)),
    "ecdsa-rdfc-2019": ("openvc.proof.di_ecdsa_rdfc", "EcdsaRdfcProofSuite", True, ("P-256", "P-384")),
    "eddsa-jcs-2022": ("openvc.proof.di_jcs", "EddsaJcsProofSuite", False, ("Ed25519",)),
    "ecdsa-jcs-2019": ("openvc.proof.di_jcs", "EcdsaJcsProofSuite", False, ("P-256", "P-384")),
}


class EmbeddedProofs:
    """A JSON credential with one proof. `documents` are contexts by name; left out, those kept here."""

    def __init__(self, documents: Mapping[str, dict[str, Any]] | None = None) -> None:
        self._documents = documents

    def verify(self, secured: Secured, jwk: Jwk, instant: datetime) -> Signed:
        proof: dict[str, Any] = secured.document["proof"]
        if proof["cryptosuite"] not in SUITES:
            raise Refused("algorithm_not_allowed")
        module, name, expands, curves = SUITES[proof["cryptosuite"]]
        if jwk.get("crv") not in curves:
            raise Refused("key_unsuitable")
        suite = getattr(import_module(module), name)(leeway_s=0)
        options: dict[str, Any] = {"extra_contexts": self._documents or contexts.documents()} if expands else {}
        if expands:
            refuse_costly(secured.document, options["extra_contexts"])
        try:
            with LOCK:
                suite.verify(secured.document, public_key_jwk=dict(jwk), now=instant, check_temporal=False, **options)
        except CredentialNotYetValid:
            pass  # raised after the signature was found to match; the dates are told elsewhere
        except OpenvcError as error:
            raise Refused(_code(error)) from None
        return Signed({k: v for k, v in secured.document.items() if k != "proof"}, {}, proof)


def _code(error: OpenvcError) -> str:
    kinds: tuple[tuple[type[OpenvcError], str], ...] = (
        (SignatureInvalid, "signature_mismatch"),
        (DocumentLoaderError, "unknown_context"),
        (UnsupportedCryptosuite, "algorithm_not_allowed"),
        (ProofPurposeMismatch, "proof_purpose"),
        (MalformedTimestamp, "date_unreadable"),
    )
    return next((code for kind, code in kinds if isinstance(error, kind)), "proof_unreadable")
