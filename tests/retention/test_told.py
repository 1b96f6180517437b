"""What the page and the API say is what the settings say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.retention.kept import KEPT
from api.schemas import Keeping
from api.service import Service
from api.settings import SETTINGS, Settings


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    told = {
        "DATABASE_URL": f"sqlite:///{tmp_path}/d.db",
        "PORTABILITY_KEEP_DRAFTS": "7",
        "PORTABILITY_KEEP_RECORDS": "off",
        "PORTABILITY_KEEP_JOBS": "1",
    }
    with TestClient(create_app(Service(settings=Settings.read(told)))) as client:
        yield client


def test_both_say_what_the_settings_say(client: TestClient) -> None:
    told = Keeping.model_validate(client.get("/v1/keeping").json())
    kept = {kind.id: kind for kind in told.kept}
    assert (kept["drafts"].days, kept["drafts"].otherwise) == (7, "")
    assert (kept["records"].days, kept["records"].otherwise) == (None, "It is kept without an end.")
    assert (kept["cases"].days, kept["cases"].since) == (None, "")
    page = client.get("/keeping").text
    assert ("7 days" in page, "1 day<" in page, "It is kept without an end." in page) == (True, True, True)
    for kind in told.kept:
        assert kind.title in page
        assert kind.days or kind.otherwise in page


def test_every_setting_of_a_term_is_told() -> None:
    terms = {s.name.removeprefix("PORTABILITY_").lower() for s in SETTINGS if s.name.startswith("PORTABILITY_KEEP_")}
    assert {kind.setting for kind in KEPT if kind.setting} == terms
    assert all(bool(kind.setting) == bool(kind.since) and (kind.setting or kind.otherwise) for kind in KEPT)


def test_the_page_is_linked_from_every_page(client: TestClient) -> None:
    assert 'href="/keeping"' in client.get("/instruments").text
