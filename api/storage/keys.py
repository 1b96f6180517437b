"""Ids of rows that are listed newest first."""

from __future__ import annotations

import re
import secrets
import time

_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)


def drawn() -> str:
    """A new id: 12 digits of the instant in milliseconds, so that later ones are greater, and 20 that nobody guesses."""
    return f"{time.time_ns() // 1_000_000:012x}{secrets.token_hex(10)}"


def is_id(told: str) -> bool:
    """Whether it has the form of an id."""
    return bool(_ID.fullmatch(told))
