"""JSON replies, written as they are: answers are plain data already, and go through no model on their way out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic_core import to_json
from starlette.responses import Response

NOT_STORED = {"Cache-Control": "no-store"}


def reply(data: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A JSON response."""
    return Response(to_json(data), status, dict(headers or {}), "application/json")


def unchanged(told: str, etag: str) -> bool:
    """Whether an If-None-Match names the entity: by weak comparison, as RFC 9110 has it."""
    return told.strip() == "*" or etag.removeprefix("W/") in [x.strip().removeprefix("W/") for x in told.split(",")]
