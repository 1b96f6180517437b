"""The description of the API as partners' tools read it, and its digest, by which the generated types say of which description they are."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def written(description: Mapping[str, Any]) -> str:
    """The description as JSON, the same bytes for the same routes."""
    return json.dumps(description, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(description: Mapping[str, Any]) -> str:
    """The SHA-256 of the description, in hexadecimal digits."""
    return hashlib.sha256(written(description).encode()).hexdigest()
