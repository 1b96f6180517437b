"""One service for all tests of the API, over the rule files of this checkout and a database of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from api.service import Service
from tests.api.databases import SERVERS, empty_database

#: Tests ask far more often than a person does; those of limits set their own.
os.environ.setdefault("PORTABILITY_ANONYMOUS_LIMIT", "off")


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder: Path = tmp_path_factory.mktemp("database")
    return Service(database_url=f"sqlite:///{folder}/portability.db")


@pytest.fixture(scope="session")
def app(service: Service) -> FastAPI:
    return create_app(service)


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(params=SERVERS)
def archive_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database: SQLite always, PostgreSQL too where a server is given."""
    with empty_database(request.param, tmp_path / "deep") as url:
        yield url
