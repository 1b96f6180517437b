"""The pages of partners, signed in, in a real browser: axe, 320 and 1280 pixels, from the right too; signing in and following a job by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page

from api.app import create_app
from api.security import admin
from tests.api.browsing import chromium, faults, served, sticking_out
from tests.api.databases import empty_database
from tests.api.desks import SCOPES, ended, signed, working
from tests.api.test_lists import two_hundred
from tests.api.test_ministry import written
from tests.api.test_recruiters import NOTHING, chosen

pytestmark = pytest.mark.browser
Desk = tuple[Page, str, TestClient]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A window in which somebody signed in by typing the key, the address of the site, and the same partner as a test asks."""
    with empty_database("sqlite", tmp_path) as url, working(url, tmp_path) as service:
        key = admin.add_key(service.database, "alder", "key", SCOPES).shown
        with served(create_app(service)) as site, chromium() as browser:
            page = browser.new_page(viewport={"width": 320, "height": 900}, reduced_motion="reduce")
            page.goto(f"{site}/ministry")
            page.fill("#key", key)
            page.press("#key", "Enter")
            page.wait_for_url("**/ministry")
            yield page, site, signed(service)


def whole(page: Page, address: str) -> None:
    """No fault of axe, and nothing runs out of the window, in English and in Arabic."""
    site, path = address[: address.index("/", 8)], address[address.index("/", 8) :]
    for language in ("", "/ar"):
        page.goto(f"{site}{language}{path}")
        assert faults(page) == [], path
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert sticking_out(page) == [], (path, width)


def test_the_ministrys_desk(desk: Desk) -> None:
    page, site, client = desk
    at = written(client)
    page.goto(f"{site}{at}")
    page.check("#kind-check")
    page.click("button:has-text('Begin')")
    page.wait_for_selector("text=Line 19, column 9.", timeout=120_000)
    for path in ("/ministry", at, page.url.removeprefix(site)):
        whole(page, f"{site}{path}")
    job = client.post(f"{at}/jobs", data={"kind": "compare"}, follow_redirects=False).headers["location"]
    whole(page, f"{site}{job}")
    ended(client, job)
    whole(page, f"{site}{job}")


def test_the_recruiters_list(desk: Desk) -> None:
    page, site, client = desk
    columns = client.post("/recruiters", files=NOTHING, data={"pasted": two_hundred(), "title": "Autumn"}, follow_redirects=False).headers["location"]
    whole(page, f"{site}{columns}")
    at = client.post(columns, data=chosen(client.get(columns).text), follow_redirects=False).headers["location"]
    ended(client, at)
    for path in ("/recruiters", at, f"{at}?page=2&code=undetermined", f"{at}/rows/2", f"{at}/rows/3"):
        whole(page, f"{site}{path}")
