"""The signed file of a registry: a compact JWS with Ed25519 over its JSON, made with the operator's private key and checked with the public one."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from engine.problems import InputRefused, Place, Problem
from engine.verification.limits import REGISTRY_BYTES, REGISTRY_VALUES, from_base64url, read_object
from engine.verification.port import not_installed
from engine.verification.registry import Registry, RegistryFile
from engine.verification.states import Refused

KIND = "portability-registry+jws"
_DEMONSTRATION = Path(__file__).parent / "demonstration"


class RegistryRefused(InputRefused):
    """A registry, or a key of its operator, that cannot be used. Messages name places, never contents."""


def load(path: Path, operator: Path) -> Registry:
    """The registry in a signed file, checked with the public key of its operator (a JWK file). Raises RegistryRefused."""
    return opened(read_file(path), key_in(operator), str(path))


@cache
def demonstration() -> Registry:
    """The registry that is shipped to try things out. Its private keys are public: it proves nothing, and every result says so."""
    return load(_DEMONSTRATION / "registry.jws", _DEMONSTRATION / "operator.jwk.json")


def opened(raw: bytes, operator: dict[str, Any], file: str = "") -> Registry:
    """The registry in the bytes of a signed file. Raises RegistryRefused where the signature does not match or the content is malformed."""
    try:
        from engine.verification.jose import signed_payload
    except ImportError as missing:
        raise not_installed() from missing
    try:
        token = raw.decode("ascii").strip()
        header = read_object(from_base64url(token.partition(".")[0]))
        if header.get("typ") != KIND or header.get("alg") != "Ed25519":
            raise _refused(file, "not-a-registry", "this is not a signed registry", mend="sign it: portability registry sign")
        payload = signed_payload(token, header, operator)
    except (Refused, UnicodeDecodeError):
        mend = "give the file as the operator signed it, and the public key of that operator"
        raise _refused(file, "registry-signature", "the registry does not match the signature of its operator", mend=mend) from None
    return Registry(checked(payload, file), hashlib.sha256(raw).hexdigest())


def checked(payload: bytes, file: str = "") -> RegistryFile:
    """The registry that a JSON text tells, with every key loaded once. Raises RegistryRefused, place by place."""
    try:
        from engine.verification.jose import algorithms_for, public_key
    except ImportError as missing:
        raise not_installed() from missing
    try:
        read_object(payload, REGISTRY_BYTES, REGISTRY_VALUES)
        told = RegistryFile.model_validate_json(payload)
    except Refused as refused:
        raise _refused(file, "not-a-registry", refused.finding.why) from None
    except ValidationError as error:
        raise RegistryRefused(
            Problem(Place(file=file), "registry-entry", f"{_pointer(e['loc'])}: {e['msg']}", mend="see docs/verification.md") for e in error.errors()
        ) from None
    for number, issuer in enumerate(told.issuers):
        for at, key in enumerate(issuer.keys):
            try:
                public_key(key.jwk)
                fitting = algorithms_for(key.jwk)
            except Refused:
                fitting = ()
            if not fitting:
                where = f"/issuers/{number}/keys/{at}/jwk"
                mend = "give a public JWK: OKP Ed25519, EC P-256, P-384 or P-521, or RSA of 2048 bits or more"
                raise _refused(file, "registry-key", f"{where}: this is not a public key that is used here", mend=mend)
    return told


def signed(payload: bytes, private: dict[str, Any]) -> bytes:
    """A registry, signed. Raises RegistryRefused where the content is malformed or the key is not a private Ed25519 key."""
    checked(payload)
    from joserfc import jws
    from joserfc.errors import JoseError
    from joserfc.jwk import import_key

    from engine.verification.jose import Sizes

    if private.get("kty") != "OKP" or private.get("crv") != "Ed25519" or "d" not in private:
        raise _refused("", "operator-key", "this is not a private Ed25519 key", mend="make one: portability registry key DIR")
    try:
        key = import_key(private)
        header = {"alg": "Ed25519", "typ": KIND, "kid": key.thumbprint()}
        compact = jws.serialize_compact(header, payload, key, registry=Sizes(algorithms=("Ed25519",)))
    except (JoseError, ValueError, TypeError):
        raise _refused("", "operator-key", "this key cannot be used", mend="make one: portability registry key DIR") from None
    return compact.encode() + b"\n"


def new_key() -> tuple[dict[str, Any], dict[str, Any]]:
    """A new private Ed25519 key and its public part, as JWKs."""
    from joserfc.jwk import OKPKey

    key = OKPKey.generate_key("Ed25519", auto_kid=True)
    return dict(key.as_dict(private=True)), dict(key.as_dict(private=False))


def key_in(path: Path) -> dict[str, Any]:
    """The key (JWK) in a file. Raises RegistryRefused."""
    try:
        return read_object(read_file(path))
    except Refused:
        raise _refused(str(path), "operator-key", "this is not a key in JSON (a JWK)", mend="make one: portability registry key DIR") from None


def read_file(path: Path) -> bytes:
    """The bytes of a file of bounded size. Raises RegistryRefused."""
    try:
        with path.open("rb") as file:
            raw = file.read(REGISTRY_BYTES * 2 + 1)
    except OSError as error:
        raise _refused(str(path), "no-such-file", "this file cannot be read", mend="check the path") from error
    if len(raw) > REGISTRY_BYTES * 2:
        raise _refused(str(path), "too-large", "this file is too large", mend=f"at most {REGISTRY_BYTES * 2} bytes")
    return raw


def _pointer(place: tuple[int | str, ...]) -> str:
    """Where a fault stands, by known keys and numbers: a key that somebody made up is not repeated."""
    known = {name for model in (RegistryFile, *_models()) for field, info in model.model_fields.items() for name in (field, info.alias)}
    return "".join(f"/{step if isinstance(step, int) or step in known else '(key)'}" for step in place) or "/"


def _models() -> tuple[Any, ...]:
    from engine.verification import registry as r

    return r.Issuer, r.Entrusted, r.RegisteredKey, r.Dispute


def _refused(file: str, code: str, message: str, *, mend: str = "") -> RegistryRefused:
    return RegistryRefused([Problem(Place(file=file), code, message, mend=mend)])


def canonical(told: dict[str, Any]) -> bytes:
    """The JSON of a registry as the signing command writes it: sorted, indented, one line break at the end."""
    return (json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
