"""By keys alone, and leaving at once, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser

from tests.api.browsing import chromium, served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(app: FastAPI) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def test_the_keys_alone_are_enough(browser: Browser, site: str) -> None:
    """Tab leads through a form in the order in which it is read, each place is in sight with a mark of its own, and Enter sends it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{site}/interview/survivors")
    seen: list[str] = []
    before = -1.0
    for _ in range(60):
        page.keyboard.press("Tab")
        told = page.evaluate(
            """() => { const e = document.activeElement; if (!e || e === document.body) return null; const box = e.getBoundingClientRect();
            const style = getComputedStyle(e); const all = [...document.querySelectorAll("*")];
            return {what: e.outerHTML.slice(0, 80), place: all.indexOf(e),
            shown: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
            marked: style.outlineStyle !== "none" || style.boxShadow !== "none"}; }"""
        )
        if told is None:
            break
        assert told["shown"] and told["marked"], told["what"]
        assert told["place"] > before, told["what"]
        before = told["place"]
        seen.append(told["what"])
    assert "skip-link" in seen[0]
    assert any('name="country"' in x for x in seen) and any('value="save:new"' in x for x in seen)
    page.locator('[name="country"]').focus()
    page.keyboard.type("Jamaica")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Jamaica" in page.locator("main").inner_text()
    context.close()


def test_the_skip_link_leads_to_the_content(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(f"{site}/instruments")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_leaving_at_once(browser: Browser, site: str, scripts: bool) -> None:
    """The button leads elsewhere; with scripts, pressing Escape three times does too, and the way back does not show the page."""
    context = browser.new_context(java_script_enabled=scripts)
    context.route("https://www.wikipedia.org/**", lambda route: route.fulfill(body="<title>elsewhere</title>", content_type="text/html"))
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(f"{site}/keeping")
    page.goto(f"{site}/interview/survivors")
    if scripts:
        for _ in range(3):
            page.keyboard.press("Escape")
    else:
        page.click("[data-exit] a")
    page.wait_for_url("https://www.wikipedia.org/")
    page.go_back()
    assert page.url.endswith("/keeping") == scripts
    context.close()
