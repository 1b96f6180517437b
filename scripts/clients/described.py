"""Prints the description of the API (OpenAPI) that this checkout serves."""

from __future__ import annotations

import tempfile

from api.app import create_app
from api.partners import written
from api.service import Service
from engine.language.corpus import Corpus

with tempfile.TemporaryDirectory() as folder:
    print(written(create_app(Service(Corpus(), database_url=f"sqlite:///{folder}/portability.db")).openapi()))
