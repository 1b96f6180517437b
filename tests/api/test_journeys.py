"""Three journeys from their first page to their last, in a real browser: a nurse, a ministry, a recruiter; in English and from the right."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from api.app import create_app
from api.security import admin
from api.service import Service
from tests.api.browsing import chromium, served
from tests.api.databases import empty_database
from tests.api.desks import SCOPES, working
from tests.api.journeys import person
from tests.api.journeys_at_desks import drafting, listing, signed_in
from tests.api.journeys_of_a_person import credential, pension

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("language", ["en", "ar"]),
    pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"]),
]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("journeys")
    with empty_database("sqlite", folder) as url, working(url, folder) as service:
        yield service


@pytest.fixture(scope="module")
def site(service: Service) -> Iterator[str]:
    with served(create_app(service)) as address:
        yield address


@pytest.fixture(scope="module")
def key(service: Service) -> str:
    """The key that a partner types."""
    return str(admin.add_key(service.database, "alder", "key", SCOPES).shown)


@pytest.fixture(scope="module")
def browser(site: str) -> Iterator[Browser]:
    """Opened after the workers have begun and closed before they end: both refuse a thread in which an event loop runs, as it does here."""
    with chromium() as browser:
        yield browser


def test_a_nurse_with_years_in_the_philippines_and_in_germany(browser: Browser, site: str, language: str, scripts: bool) -> None:
    with person(browser, site, "nurse", language, scripts) as who:
        who.begin()
        who.look("start")
        pension(who)
        credential(who)


def test_a_ministry_with_a_draft(browser: Browser, key: str, site: str, language: str, scripts: bool) -> None:
    with person(browser, site, "ministry", language, scripts) as who:
        signed_in(who, key, "/ministry")
        drafting(who)


def test_a_recruiter_with_two_hundred_rows(browser: Browser, key: str, site: str, language: str, scripts: bool) -> None:
    with person(browser, site, "recruiter", language, scripts) as who:
        signed_in(who, key, "/recruiters")
        listing(who)
