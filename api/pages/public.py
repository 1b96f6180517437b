"""Public pages: the same for everybody, and told apart by what they hold, so that a browser asks only whether they have changed."""

from __future__ import annotations

import hashlib
from typing import Any

from fastapi import Request
from starlette.responses import Response

from api.pages.render import page
from api.replies import unchanged


def public_page(request: Request, template: str, status: int = 200, **context: Any) -> Response:
    """A page that holds nothing of a person, with an ETag (weak: it is compressed on its way)."""
    made = page(template, status=status, private=False, **context)
    tag = f'W/"{hashlib.sha256(made.body).hexdigest()[:32]}"'
    if status == 200 and unchanged(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers={"ETag": tag, "Cache-Control": "no-cache"})
    made.headers["ETag"] = tag
    return made
