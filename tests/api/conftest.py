"""One service for all tests of the API, over the rule files of this checkout and a database of its own."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import create_engine

from api.app import create_app
from api.service import Service

#: Tests ask far more often than a person does; those of limits set their own.
os.environ.setdefault("PORTABILITY_ANONYMOUS_LIMIT", "off")

#: The address of a PostgreSQL server on which databases may be made; scripts/with_postgres.sh sets it.
POSTGRES = os.environ.get("PORTABILITY_TEST_POSTGRES_URL", "")


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


@pytest.fixture(params=["sqlite", *(["postgresql"] if POSTGRES else [])])
def archive_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database: SQLite always, PostgreSQL too where a server is given."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/deep/archive.db"
        return
    server = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    name = f"archive_{uuid.uuid4().hex}"
    with server.connect() as connection:
        connection.exec_driver_sql(f"create database {name}")
    yield server.url.set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.exec_driver_sql(f"drop database {name} with (force)")
    server.dispose()
