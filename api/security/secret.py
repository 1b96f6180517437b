"""Keys and client secrets: drawn by chance, shown once, kept as a hash.

A secret has 256 random bits, so nobody finds it by trying, and a slow hash for passwords would only let strangers keep the service busy.
The hash is BLAKE2b, salted with the id; what is compared takes the same time whether or not it fits.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

KEY, CLIENT = "ptk", "ptc"
_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
_ID_LENGTH, _SECRET_LENGTH = 12, 52
_SHOWN = re.compile(rf"{KEY}_([a-z2-7]{{{_ID_LENGTH}}})_([a-z2-7]{{{_SECRET_LENGTH}}})", re.ASCII)
#: What a secret is compared with where there is no such id: the work is the same.
NO_HASH = "0" * 64


def drawn() -> tuple[str, str]:
    """An id and a secret, new."""
    return _word(_ID_LENGTH), _word(_SECRET_LENGTH)


def key(id: str, secret: str) -> str:
    """A key as it is shown, once."""
    return f"{KEY}_{id}_{secret}"


def parts(shown: str) -> tuple[str, str] | None:
    """The id and the secret of a key, or None where it is not written like one."""
    match = _SHOWN.fullmatch(shown)
    return (match[1], match[2]) if match else None


def hashed(id: str, secret: str) -> str:
    """What is stored of a secret, in hexadecimal."""
    salt, person = id.encode()[:16].ljust(16, b"\0"), b"portability-key"
    return hashlib.blake2b(secret.encode(), digest_size=32, salt=salt, person=person).hexdigest()


def fits(id: str, secret: str, stored: str) -> bool:
    """Whether a secret is the one of which the hash is stored."""
    return hmac.compare_digest(hashed(id, secret), stored)


def _word(length: int) -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))
