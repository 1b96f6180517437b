"""A school, a register and an operator with keys made from sentences, and every format in which the school can sign a diploma."""

from __future__ import annotations

import hashlib
import json
import warnings
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from joserfc import jws
from joserfc.errors import SecurityWarning
from joserfc.jwk import RSAKey, import_key
from joserfc.registry import HeaderParameter
from openvc.keys import signing_key_from_jwk
from openvc.proof.data_integrity import DataIntegrityProofSuite
from openvc.proof.di_ecdsa_rdfc import EcdsaRdfcProofSuite
from openvc.proof.di_jcs import EcdsaJcsProofSuite, EddsaJcsProofSuite
from openvc.proof.sd_jwt import disclosure_digest, make_object_disclosure

from engine.verification import Registry, contexts, verify
from engine.verification.registry_file import canonical, opened, signed
from scripts.demonstration_credentials import LIST, REGISTER, SCHOOL, base64url, diploma, entry, key_of, public, status_list, token

DAY = date(2026, 11, 27)
CREATED = datetime(2018, 4, 5, tzinfo=UTC)
OPEN_BADGES = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
LEARNING_MODEL = ["https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap"]
Json = dict[str, Any]


def curve_key(sentence: str, curve: ec.EllipticCurve, name: str, kid: str) -> Json:
    """The private EC key that a sentence makes."""
    number = int.from_bytes(hashlib.sha512(sentence.encode()).digest()) % (1 << (curve.key_size - 1)) + 1
    numbers = ec.derive_private_key(number, curve).public_key().public_numbers()
    length = curve.key_size // 8
    return {
        "kty": "EC",
        "crv": name,
        "x": base64url(numbers.x.to_bytes(length)),
        "y": base64url(numbers.y.to_bytes(length)),
        "d": base64url(number.to_bytes(length)),
        "kid": kid,
    }


ED = key_of("school", f"{SCHOOL}#1")
P256 = curve_key("school", ec.SECP256R1(), "P-256", f"{SCHOOL}#256")
P384 = curve_key("school", ec.SECP384R1(), "P-384", f"{SCHOOL}#384")
REGISTER_KEY = key_of("register", f"{REGISTER}#1")
STRANGER = key_of("stranger", f"{SCHOOL}#1")
OPERATOR = key_of("an operator")


@cache
def rsa() -> Json:
    """An RSA key of the school, new in every run: there is no short way to make one from a sentence."""
    return {**RSAKey.generate_key(2048, auto_kid=False).as_dict(private=True), "kid": f"{SCHOOL}#rsa"}


def public_part(jwk: Json) -> Json:
    return {name: jwk[name] for name in ("kty", "crv", "x", "y", "n", "e") if name in jwk}


def issuers() -> list[Json]:
    """The issuers of the registry, as its operator writes them."""
    nurse = {"countries": ["PH"], "professions": ["nurse-general-care"], "from": "2000-01-01"}
    keys = [{"kid": key["kid"], "jwk": public_part(key)} for key in (ED, P256, P384, rsa())]
    keys[3]["also"] = ["thumbprint-of-the-seal"]
    school = {"id": SCHOOL, "name": "A school", "entrusted": [nurse], "keys": keys}
    register = {"id": REGISTER, "name": "A register", "entrusted": [nurse], "keys": [{"kid": REGISTER_KEY["kid"], "jwk": public(key_of("register"))}]}
    return [school, register]


def registry(told: list[Json] | None = None, **more: Any) -> Registry:
    """A registry, signed by the operator and opened again."""
    file = {"registry": "test", "title": "A registry", "demonstration": False, "issued": "2026-01-01", "issuers": told or issuers(), **more}
    return opened(signed(canonical(file), OPERATOR), public(OPERATOR))


class Lists:
    """Status lists by address."""

    def __init__(self, *lists: str) -> None:
        self._lists = {LIST if at == 0 else f"{LIST}{at}": text.encode() for at, text in enumerate(lists)}

    def find(self, address: str) -> bytes | None:
        return self._lists.get(address)


@cache
def lists() -> Lists:
    """The list of the school: 2 is revoked. Beside it a list of suspensions, in which 3 is set."""
    second = token(status_list((3,), "suspension", f"{LIST}1"), ED, typ="vc+jwt")
    return Lists(token(status_list((2,)), ED, typ="vc+jwt"), second)


@cache
def _registry() -> Registry:
    return registry()


def check(raw: str | bytes, *, on: Registry | None = None, day: date = DAY, by: Any = None) -> Json:
    """The result for a credential, by default on the registry and the lists above."""
    return verify(raw.encode() if isinstance(raw, str) else raw, on or _registry(), day=day, lists=by or lists())


def badge(number: int = 1, **more: Any) -> Json:
    """An Open Badge for the same diploma."""
    achievement = {
        "id": f"{SCHOOL}/achievements/1",
        "type": ["Achievement"],
        "achievementType": "Degree",
        "name": "Bachelor of Science in Nursing",
        "description": "A degree in nursing",
        "criteria": {"narrative": "Four years of study"},
    }
    return {
        "@context": OPEN_BADGES,
        "id": f"{SCHOOL}/badges/{number}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": SCHOOL, "type": ["Profile"], "name": "A school"},
        "validFrom": "2018-04-05T00:00:00Z",
        "awardedDate": "2018-04-05T00:00:00Z",
        "name": "Degree",
        "credentialStatus": entry(number),
        "credentialSubject": {"type": ["AchievementSubject"], "achievement": achievement},
        **more,
    }


def learning(number: int = 1, **more: Any) -> Json:
    """A European Digital Credential for the same diploma."""
    place = {"address": {"countryCode": {"id": "http://publications.europa.eu/resource/authority/country/PHL"}}}
    awarded = {"awardingBody": {"legalName": {"en": "A school"}, "location": place}, "awardingDate": "2018-04-05T00:00:00Z"}
    level = {"eqfLevel": {"id": "http://data.europa.eu/snb/eqf/6"}}
    claim = {"type": "LearningAchievement", "title": {"en": "Bachelor of Science in Nursing"}, "awardedBy": awarded, "specifiedBy": level}
    return {
        "@context": LEARNING_MODEL,
        "id": f"urn:credential:{number}",
        "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
        "issuer": {"id": "urn:epass:org:1"},
        "issuanceDate": "2018-04-05T00:00:00Z",
        "validFrom": "2018-04-05T00:00:00Z",
        "credentialStatus": entry(number),
        "credentialSubject": {"type": "Person", "hasClaim": claim},
        **more,
    }


def embedded(credential: Json, suite: Any, key: Json, *, expands: bool, **more: Any) -> str:
    """A credential with an embedded proof."""
    made = suite.add_proof(
        credential,
        signing_key=signing_key_from_jwk(key, key["kid"]),
        verification_method=key["kid"],
        created=CREATED,
        **({"extra_contexts": contexts.documents()} if expands else {}),
        **more,
    )
    return json.dumps(made)


def selective(claims: Json, hidden: Json, kind: str, key: Json = P256) -> str:
    """An SD-JWT with some claims disclosed, each under a salt made from its name."""
    disclosures = [make_object_disclosure(base64url(hashlib.sha256(name.encode()).digest()[:16]), name, value) for name, value in hidden.items()]
    body = {**claims, "_sd_alg": "sha-256", "_sd": sorted(disclosure_digest(d) for d in disclosures)}
    return "~".join([token(body, key, alg="ES256", typ=kind), *disclosures, ""])


def sealed(body: Json, *, encoded: bool = True, **header: Any) -> str:
    """A seal (JAdES) in the JSON form of a JWS, with RSA as most seals have; the payload as text or in base64url."""
    protected: Json = {"alg": "RS256", "x5t#S256": "thumbprint-of-the-seal", "sigT": "2018-04-05T00:00:00Z", "crit": ["sigT"], **header}
    if not encoded:
        protected |= {"b64": False, "crit": ["b64", "sigT"]}
    known = jws.JWSRegistry({"sigT": HeaderParameter("time", "str")}, algorithms=["RS256"], strict_check_header=False)
    key = import_key({k: v for k, v in rsa().items() if k != "kid"})
    made: Any = jws.serialize_json([{"protected": protected}], json.dumps(body), key, registry=known)
    return json.dumps(made)


def identity(number: int = 1, **more: Any) -> Json:
    """The claims of an IETF SD-JWT VC for the same diploma."""
    return {
        "iss": SCHOOL,
        "vct": "urn:portability:professional-qualification",
        "iat": int(CREATED.timestamp()),
        "credentialStatus": entry(number),
        **more,
    }


def old(number: int = 1) -> Json:
    """Claims in the form of the data model 1.1: the credential under `vc`."""
    body = {k: v for k, v in badge(number).items() if k not in ("validFrom", "awardedDate")}
    body |= {"@context": ["https://www.w3.org/2018/credentials/v1", OPEN_BADGES[1]], "issuanceDate": "2018-04-05T00:00:00Z"}
    return {"iss": SCHOOL, "nbf": int(CREATED.timestamp()), "jti": body["id"], "vc": body}


def _older(claims: Json) -> str:
    """Signed under the older name of Ed25519, of which the library warns who signs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SecurityWarning)
        return token(claims, ED, alg="EdDSA", typ="vc+jwt")


#: Every format in which the school signs a diploma; the number is its place in the status list.
FORMATS: dict[str, Callable[[int], str]] = {
    "token": lambda n: token(diploma(n), ED, typ="vc+jwt"),
    "token-es256": lambda n: token(diploma(n), P256, alg="ES256", typ="vc+jwt"),
    "token-es384": lambda n: token(diploma(n), P384, alg="ES384", typ="vc+jwt"),
    "token-rs256": lambda n: token(diploma(n), rsa(), alg="RS256", typ="vc+jwt"),
    "token-eddsa": lambda n: _older(diploma(n)),
    "token-1.1": lambda n: token(old(n), ED, typ="JWT"),
    "badge-token": lambda n: token(
        {**badge(n), "iss": SCHOOL, "nbf": int(CREATED.timestamp()), "jti": badge(n)["id"]}, rsa(), alg="RS256", typ="JWT"
    ),
    "badge-eddsa-rdfc-2022": lambda n: embedded(badge(n), DataIntegrityProofSuite(), ED, expands=True),
    "plain-eddsa-rdfc-2022": lambda n: embedded(diploma(n), DataIntegrityProofSuite(), ED, expands=True),
    "plain-ecdsa-rdfc-2019": lambda n: embedded(diploma(n), EcdsaRdfcProofSuite(), P256, expands=True),
    "plain-eddsa-jcs-2022": lambda n: embedded(diploma(n), EddsaJcsProofSuite(), ED, expands=False),
    "plain-ecdsa-jcs-2019": lambda n: embedded(diploma(n), EcdsaJcsProofSuite(), P384, expands=False),
    "sd-jwt-vc": lambda n: selective(identity(n), diploma(n)["credentialSubject"], "dc+sd-jwt"),
    "sd-jwt-w3c": lambda n: selective(
        {k: v for k, v in diploma(n).items() if k != "credentialSubject"}, {"credentialSubject": diploma(n)["credentialSubject"]}, "vc+sd-jwt"
    ),
    "seal": lambda n: sealed(learning(n)),
    "seal-of-text": lambda n: sealed(learning(n), encoded=False),
    "envelope": lambda n: json.dumps(
        {
            "@context": "https://www.w3.org/ns/credentials/v2",
            "type": "EnvelopedVerifiableCredential",
            "id": f"data:application/vc+jwt,{token(diploma(n), ED, typ='vc+jwt')}",
        }
    ),
}


@cache
def made(form: str, number: int = 1) -> str:
    """A diploma in a format, signed once."""
    return FORMATS[form](number)
