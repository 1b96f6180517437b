"""Requests made from the description, well-formed and malformed: every answer is one that the description promises."""

from __future__ import annotations

import os
import tempfile
from typing import Any

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import CheckFunction
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from api.app import create_app
from api.service import Service

#: How many requests are made for each operation; a longer run is made by hand.
EXAMPLES = int(os.environ.get("PORTABILITY_EXAMPLES", "12"))
#: A case can fit the schema and still be refused: it ends before it starts, or names a country that is none. No schema says that.
EXCLUDED: list[CheckFunction] = [positive_data_acceptance]

_folder = tempfile.TemporaryDirectory(prefix="portability-tests-")
_app = create_app(Service(database_url=f"sqlite:///{_folder.name}/archive.db"))
schema = schemathesis.openapi.from_asgi("/openapi.json", _app)
schema.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])


@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
def test_as_described(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate(excluded_checks=EXCLUDED)
