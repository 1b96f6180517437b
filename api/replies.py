"""JSON replies, written as they are: answers are plain data already, and go through no model on their way out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

NOT_STORED = {"Cache-Control": "no-store"}


def reply(data: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A JSON response. Raises ValueError for a float that is no number, which no answer may hold."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Response(text.encode("utf-8"), status, dict(headers or {}), "application/json")
