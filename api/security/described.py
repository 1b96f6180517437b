"""What the OpenAPI description says of access: the two ways to show who asks, and the scope of each operation."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from api.security.access import declared
from api.security.scopes import SCOPES

_WAYS = {
    "key": {"type": "http", "scheme": "bearer", "description": "A key of the tenant: Authorization: Bearer ptk_…"},
    "client": {
        "type": "oauth2",
        "description": "A token from /oauth/token, by the id and secret of a client.",
        "flows": {"clientCredentials": {"tokenUrl": "/oauth/token", "scopes": SCOPES}},
    },
}


def describe_access(app: FastAPI, told: dict[str, Any]) -> None:
    """Write into a description which operations take a key, which may have one, and with which scope."""
    told["components"]["securitySchemes"] = _WAYS
    for (method, path), needs in declared(app).items():
        operation = told["paths"].get(path, {}).get(method.lower())
        if operation is None or needs is None or (needs.anonymous and not needs.scope):
            continue
        ways: list[dict[str, list[str]]] = [{"key": []}, {"client": [needs.scope] if needs.scope else []}]
        operation["security"] = [{}, *ways] if needs.anonymous else ways
