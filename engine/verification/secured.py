"""Which format a file has, and what it claims before anything is proved: issuer, key, algorithm. Nothing here is to be trusted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import unquote_to_bytes

from engine.verification.contexts import refuse_unknown
from engine.verification.limits import from_base64url, read_json, read_object, read_text, walk
from engine.verification.states import Refused

Format = Literal["vc-jwt", "vc-jwt-1.1", "sd-jwt-vc", "data-integrity", "jades"]
_ENVELOPES = ("EnvelopedVerifiableCredential",)
_PRESENTATIONS = ("VerifiablePresentation", "EnvelopedVerifiablePresentation")
_INSIDE_AN_ENVELOPE = ("application/vc+jwt", "application/jwt", "application/vc+sd-jwt", "application/dc+sd-jwt")


@dataclass(frozen=True)
class Secured:
    """A secured credential as it stands in a file.

    `body` is the credential as claimed, `claims` the whole set of claims around it (of a token; else the credential itself),
    `header` the protected header, `text` the token. `keys` are the names under which its key may be registered.
    """

    format: Format
    body: dict[str, Any]
    issuer: str | None
    keys: tuple[str, ...]
    header: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    document: dict[str, Any] = field(default_factory=dict)


def read_secured(raw: bytes | str) -> Secured:
    """The credential in a file: JSON with a proof, a compact token, an SD-JWT, a JWS in JSON, or one envelope around those. Raises Refused."""
    text = read_text(raw) if isinstance(raw, bytes) else raw
    if not text.startswith("{"):
        return _token(text)
    document = read_object(text)
    kinds = types_of(document)
    if any(kind in kinds for kind in _ENVELOPES):
        return _token(_unwrapped(document))
    if any(kind in kinds for kind in _PRESENTATIONS):
        raise Refused("presentation")
    if isinstance(document.get("payload"), str) and ("signatures" in document or "signature" in document):
        return _jades(document)
    return _data_integrity(document)


def types_of(document: dict[str, Any]) -> tuple[str, ...]:
    """The types of a credential, as text."""
    told = document.get("type", document.get("@type"))
    return tuple(t for t in (told if isinstance(told, list) else [told]) if isinstance(t, str))


def issuer_of(body: dict[str, Any]) -> str | None:
    """The issuer a credential names: text, or the id of an object."""
    told = body.get("issuer")
    name = told.get("id") if isinstance(told, dict) else told
    return name if isinstance(name, str) and name else None


def _token(text: str) -> Secured:
    head, tilde, _ = text.partition("~")
    parts = head.split(".")
    if len(parts) != 3:
        raise Refused("format_unknown")
    header, claims = read_object(from_base64url(parts[0])), read_object(from_base64url(parts[1]))
    from_base64url(parts[2])
    kid = header.get("kid")
    keys = (kid,) if isinstance(kid, str) else ()
    kind = str(header.get("typ", "")).removeprefix("application/")
    if kind.startswith("vp") or "vp" in claims or any(t in types_of(claims) for t in _PRESENTATIONS):
        raise Refused("presentation")
    if tilde:
        return _sd_jwt(text, header, claims, keys)
    if any(isinstance(v, dict) and ("_sd" in v or "_sd_alg" in v or "..." in v) for v in walk(claims)):
        raise Refused("format_unknown")  # the token of an SD-JWT without its disclosures
    inner = claims.get("vc")
    body = inner if isinstance(inner, dict) else claims
    _credential(body)
    issuer = claims.get("iss", issuer_of(body))
    form: Format = "vc-jwt-1.1" if isinstance(inner, dict) else "vc-jwt"
    return Secured(form, body, issuer if isinstance(issuer, str) else None, keys, header, claims, text)


def _sd_jwt(text: str, header: dict[str, Any], claims: dict[str, Any], keys: tuple[str, ...]) -> Secured:
    for disclosure in text.split("~")[1:-1]:
        read_json(from_base64url(disclosure))
    if "@context" in claims or "vct" not in claims:
        _credential(claims)
    issuer = claims.get("iss", issuer_of(claims))
    # A key binding token at the end was made for another verifier: it is left out, and who holds the credential is not shown.
    kept = text[: text.rindex("~") + 1]
    return Secured("sd-jwt-vc", claims, issuer if isinstance(issuer, str) else None, keys, header, claims, kept)


def _data_integrity(document: dict[str, Any]) -> Secured:
    proof = document.get("proof")
    if not isinstance(proof, dict) or not isinstance(proof.get("cryptosuite"), str):
        raise Refused("format_unknown")
    _credential(document)
    method = proof.get("verificationMethod")
    return Secured("data-integrity", document, issuer_of(document), (method,) if isinstance(method, str) else (), document=document)


def _jades(document: dict[str, Any]) -> Secured:
    signatures = document.get("signatures", [document])
    if not isinstance(signatures, list) or len(signatures) != 1 or not isinstance(signatures[0], dict):
        raise Refused("format_unknown")
    protected = signatures[0].get("protected")
    if not isinstance(protected, str):
        raise Refused("proof_unreadable")
    header = read_object(from_base64url(protected))
    payload = document["payload"]
    body = read_object(payload if header.get("b64") is False else from_base64url(payload))
    _credential(body)
    keys = tuple(k for k in (header.get("kid"), header.get("x5t#S256")) if isinstance(k, str))
    # A seal is known by its certificate: the id of the issuer inside the credential has no meaning outside it.
    return Secured("jades", body, None, keys, header, body, document=document)


def _credential(body: dict[str, Any]) -> None:
    kinds = types_of(body)
    if any(kind in kinds for kind in _PRESENTATIONS):
        raise Refused("presentation")
    if "VerifiableCredential" not in kinds:
        raise Refused("format_unknown")
    refuse_unknown(body)


def _unwrapped(document: dict[str, Any]) -> str:
    """The token inside an envelope: a `data:` address. Raises Refused, also for an envelope in an envelope."""
    told = document.get("id")
    if not isinstance(told, str) or not told.startswith("data:"):
        raise Refused("format_unknown")
    kind, comma, payload = told.removeprefix("data:").partition(",")
    name, *parameters = kind.split(";")
    if name.startswith("application/vp"):
        raise Refused("presentation")
    if not comma or name not in _INSIDE_AN_ENVELOPE or parameters:
        raise Refused("format_unknown")
    text = read_text(unquote_to_bytes(payload))
    if text.startswith(("{", "data:")):
        raise Refused("nested_envelope")
    return text
