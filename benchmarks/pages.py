"""What a page weighs and how soon it begins, and a whole journey on a slow network: `python -m benchmarks.pages`.

Each page is opened in Chromium with an empty cache. The journey (first page, interview, answer) runs at 400 kbit/s with 400 ms there and back,
as on an old phone far from a mast. Milliseconds are those of this machine.
"""

from __future__ import annotations

import json
import tempfile
import time

from playwright.sync_api import Browser, Page

from api.app import create_app
from api.service import Service
from tests.api.browsing import chromium, opened, served
from tests.api.test_browser import PAGES

SLOW = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
_SEEN = """() => { const all = [performance.getEntriesByType("navigation")[0], ...performance.getEntriesByType("resource")];
return [all.reduce((sum, e) => sum + e.transferSize, 0), Math.round(all[0].responseStart - all[0].requestStart)]; }"""


def measured(browser: Browser, site: str, name: str) -> tuple[int, int]:
    """Bytes that travel, and milliseconds until the first of them."""
    path, fields = PAGES[name]
    context = browser.new_context()
    page = context.new_page()
    opened(page, site, path, fields)
    bytes_, first = page.evaluate(_SEEN)
    context.close()
    return bytes_, first


def journey(page: Page, site: str) -> int:
    """From the first page to an answer; how many pages it took."""
    pages = 1
    page.goto(f"{site}/")
    page.click('main a[href$="/interview/pension"]')
    page.check('[name="benefit"][value="old-age"]')

    def press(action: str) -> None:
        nonlocal pages
        pages += 1
        with page.expect_navigation():
            page.click(f'button[name="action"][value="{action}"]')

    press("continue")
    for country, first, last in (("DE", "1980", "1981"), ("US", "1990", "1999")):
        if not page.locator('[name="from-year"]').count():
            press("spell:new")
        for field, told in (("country", country), ("from-year", first), ("to-year", last)):
            page.fill(f'[name="{field}"]', told)
        press("save:new")
    press("continue")
    while page.locator('button[value="unknown"]').count():
        press("unknown")
    press("answer")
    assert page.locator(".portal-outcome").count()
    return pages


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        served(create_app(Service(database_url=f"sqlite:///{folder}/pages.db"))) as site,
        chromium() as browser,
    ):
        for name in PAGES:
            weight, first = measured(browser, site, name)
            print(json.dumps({"page": name, "bytes": weight, "first_byte_ms": first}))
        context = browser.new_context(viewport={"width": 320, "height": 640})
        page = context.new_page()
        context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
        began = time.perf_counter()
        pages = journey(page, site)
        print(json.dumps({"journey_pages": pages, "seconds": round(time.perf_counter() - began, 1)}))
        context.close()


if __name__ == "__main__":
    main()
