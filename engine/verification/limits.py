"""Strict reading of JSON and of base64url, with limits that hold before anything is parsed.

A credential comes from a stranger. Two readers must never read two things in it: a key that stands twice, a number that is not
finite and base64url that is not canonical are refused, and so is what is too large, too deep or too numerous.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from engine.verification.states import Refused

#: 1 MiB: a real European Digital Credential with images is about 150 KiB.
MOST_BYTES = 1_048_576
DEEPEST, MOST_VALUES = 40, 20_000
#: The operator's own registry may be larger.
REGISTRY_BYTES, REGISTRY_VALUES = 16 * MOST_BYTES, 2_000_000
_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{},]', re.DOTALL)
_BASE64URL = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)


def read_text(raw: bytes, most: int = MOST_BYTES) -> str:
    """The text of a file, without its byte order mark and the blanks around it. Raises Refused for size and coding."""
    if len(raw) > most:
        raise Refused("too_large")
    try:
        return raw.decode("utf-8").removeprefix("\ufeff").strip()
    except UnicodeDecodeError:
        raise Refused("not_text") from None


def read_json(text: str | bytes, most: int = MOST_BYTES, values: int = MOST_VALUES) -> Any:
    """The value of a JSON text. Raises Refused: `not_json`, `duplicate_key`, `not_a_number`, `too_deep`, `too_many_values`."""
    plain = read_text(text, most) if isinstance(text, bytes) else text
    _measure(plain, values)
    try:
        return json.loads(plain, object_pairs_hook=_once, parse_constant=_not_finite, parse_float=_finite, parse_int=_whole)
    except (ValueError, RecursionError):
        raise Refused("not_json") from None


def read_object(text: str | bytes, most: int = MOST_BYTES, values: int = MOST_VALUES) -> dict[str, Any]:
    """The JSON object that a text holds. Raises Refused, also where it is another value."""
    value = read_json(text, most, values)
    if not isinstance(value, dict):
        raise Refused("not_json")
    return value


def from_base64url(segment: str) -> bytes:
    """The bytes of one canonical base64url segment without padding. Raises Refused (`proof_unreadable`)."""
    if _BASE64URL.fullmatch(segment) is None or len(segment) % 4 == 1:
        raise Refused("proof_unreadable")
    try:
        raw = base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))
    except (binascii.Error, ValueError):
        raise Refused("proof_unreadable") from None
    if base64.urlsafe_b64encode(raw).rstrip(b"=").decode() != segment:
        raise Refused("proof_unreadable")
    return raw


def walk(value: Any) -> Iterator[Any]:
    """Every value inside a value of bounded depth, itself first."""
    pending = [value]
    while pending:
        here = pending.pop()
        yield here
        if isinstance(here, dict):
            pending.extend(here.values())
        elif isinstance(here, list):
            pending.extend(here)


def _measure(text: str, most: int) -> None:
    depth = values = 0
    for token in _TOKENS.finditer(text):
        mark = text[token.start()]
        if mark in "[{":
            depth += 1
            values += 1
        elif mark in "]}":
            depth -= 1
        elif mark == ",":
            values += 1
        if depth > DEEPEST:
            raise Refused("too_deep")
        if values > most:
            raise Refused("too_many_values")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise Refused("duplicate_key")
    return made


def _not_finite(_: str) -> NoReturn:
    raise Refused("not_a_number")


def _finite(text: str) -> float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise Refused("not_a_number")
    return value


def _whole(text: str) -> int:
    if len(text) > 20:
        raise Refused("not_a_number")
    return int(text)
