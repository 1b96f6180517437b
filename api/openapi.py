"""The OpenAPI description: routes as FastAPI has them, bodies from the model of a case, errors as problem details.

Bodies are declared here and not on the handlers: the framework's own reading of a body echoes it and takes null as left out.
"""

from __future__ import annotations

import copy
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from api import schemas
from api.problems import MEDIA_TYPE
from api.security.described import describe_access
from engine.facts import CaseModel

TEMPLATE = "#/components/schemas/{model}"
RECORD_CASE, CREDENTIAL_CASE, RECEIPT = "ContributionRecordCase", "CredentialCase", "Receipt"
SIGNED_CREDENTIAL, NEW_JOB = "SignedCredential", "NewJob"
_QUESTIONS = {RECORD_CASE: "contribution-record", CREDENTIAL_CASE: "credential"}
_DATE_LIKE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
_DETAIL = {
    "400": "The body cannot be read.",
    "401": "It is not known who asks.",
    "403": "The key may not do this.",
    "404": "There is nothing at this address.",
    "409": "It cannot be done as things stand; the detail tells why.",
    "413": "The body is too large.",
    "415": "The content type is not read here.",
    "422": "What was sent cannot be used; each finding tells where and how to mend it.",
    "429": "Too many requests; the header Retry-After tells when to come back.",
    "500": "The fault lies in the service.",
    "503": "The service is not ready.",
}


def body(name: str) -> dict[str, Any]:
    """`openapi_extra` of a route whose body is the named schema."""
    schema = {"$ref": TEMPLATE.format(model=name)}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problem responses of a route."""
    content = {MEDIA_TYPE: {"schema": {"$ref": TEMPLATE.format(model="Problem")}}}
    found: dict[int | str, dict[str, Any]] = {status: {"description": _DETAIL[str(status)], "content": content} for status in (*statuses, 500)}
    return {**found, "default": {"description": "A problem.", "content": content}}


def describe(app: FastAPI) -> None:
    """Make the application give this description."""

    def description() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _description(app)
        return app.openapi_schema

    app.openapi = description  # type: ignore[method-assign]


def _description(app: FastAPI) -> dict[str, Any]:
    told = get_openapi(title=app.title, version=app.version, summary=app.summary, description=app.description, routes=app.routes)
    components: dict[str, Any] = told.setdefault("components", {}).setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        components.pop(unused, None)
    _, defined = models_json_schema(
        [(CaseModel, "validation"), (schemas.NewJob, "validation"), (schemas.Problem, "serialization"), (schemas.Receipt, "serialization")],
        ref_template=TEMPLATE,
    )
    for name, schema in defined["$defs"].items():
        components.setdefault(name, schema)
    case = components.pop("CaseModel")
    for name, question in _QUESTIONS.items():
        components[name] = _case_for(case, name, question)
    components[SIGNED_CREDENTIAL] = _signed_credential()
    _as_accepted(components)
    describe_access(app, told)
    return told


def _signed_credential() -> dict[str, Any]:
    """The body of a verification: the credential as a file holds it, the day, and a case that its facts complete."""
    credential = {
        "description": "The credential: the text of its file (a compact token, an SD-JWT, or JSON), or a JSON object.",
        "anyOf": [{"type": "string", "minLength": 1}, {"type": "object"}],
    }
    day = {"type": "string", "format": "date", "description": "On which day it is asked; today where it is left out."}
    case = {"$ref": TEMPLATE.format(model=CREDENTIAL_CASE)}
    return {
        "title": SIGNED_CREDENTIAL,
        "type": "object",
        "additionalProperties": False,
        "required": ["credential"],
        "properties": {"credential": credential, "as_of": day, "case": case},
    }


def _case_for(case: dict[str, Any], name: str, question: str) -> dict[str, Any]:
    """A case of one route: the question is fixed, and may be left out."""
    told = copy.deepcopy(case)
    told["title"] = name
    told["properties"]["question"] = {"const": question, "type": "string", "description": "Fixed by the address; may be left out."}
    told["required"] = [key for key in told.get("required", []) if key != "question"]
    if not told["required"]:
        del told["required"]
    told["examples"] = [x for x in told.get("examples", []) if x.get("question") == question]
    return told


def _as_accepted(node: Any) -> None:
    """Say what the engine takes beyond the text forms: a bare year is a date too."""
    if isinstance(node, dict):
        for key, child in node.items():
            if isinstance(child, dict) and child.get("pattern") == _DATE_LIKE:
                form = {"type": "string", "pattern": child["pattern"]}
                rest = {k: v for k, v in child.items() if k not in form}
                node[key] = {"anyOf": [form, {"type": "integer", "minimum": 1880, "maximum": 2120}], **rest}
            else:
                _as_accepted(child)
    elif isinstance(node, list):
        for child in node:
            _as_accepted(child)
